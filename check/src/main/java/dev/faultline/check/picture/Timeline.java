package dev.faultline.check.picture;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Operations on lines of their clients, from left to right in real time. Only the order of the events counts, so that
 * they are drawn at equal distances, and where much more time went by than elsewhere the axis has a break.
 *
 * @param title what the picture shows
 * @param bars the operations
 * @param order bars in an order in which they may have taken effect, drawn as numbers; may be empty
 * @param bands what went on meanwhile, such as faults
 * @param marks words below events, such as their times
 * @param breaks of events after which the axis is broken, how much time is left out there, in words
 * @param note a line below the picture
 */
public record Timeline(
        String title,
        List<Bar> bars,
        List<Point> order,
        List<Band> bands,
        Map<Integer, String> marks,
        Map<Integer, String> breaks,
        String note)
        implements Picture {

    /** More bars than this are left out: nobody reads them. */
    public static final int MOST_BARS = 80;

    /** The end of an operation that has none. */
    public static final int NEVER = Integer.MAX_VALUE;

    private static final int MOST_DESCRIBED = 12;
    private static final int MOST_LETTERS_DESCRIBED = 100;

    /**
     * An operation.
     *
     * @param client who called
     * @param words what it did, such as {@code read -> 3}
     * @param from the number of the event that invoked it
     * @param to the number of the event that completed it, or {@link #NEVER}
     * @param last whether it is the one after which nothing explains the rest
     */
    public record Bar(String client, String words, int from, int to, boolean last) {}

    /**
     * Where a bar may have taken effect.
     *
     * @param bar its place among the bars, from 0
     * @param event the number of an event: after it, and before the next one drawn
     */
    public record Point(int bar, int event) {}

    /**
     * Something that lasted.
     *
     * @param name a short one, such as a number; may be empty
     * @param words what it was
     * @param from the number of an event with which it began, or a number in between
     * @param to the same for its end
     */
    public record Band(String name, String words, double from, double to) {

        /** The name, if there is one, and the words. */
        String label() {
            return name.isEmpty() ? words : name + ". " + words;
        }
    }

    /** Copies the collections. */
    public Timeline {
        bars = List.copyOf(bars);
        order = List.copyOf(order);
        bands = List.copyOf(bands);
        marks = Map.copyOf(marks);
        breaks = Map.copyOf(breaks);
    }

    /** Bars alone. */
    public Timeline(String title, List<Bar> bars) {
        this(title, bars, List.of(), List.of(), Map.of(), Map.of(), "");
    }

    @Override
    public String description() {
        String first = bars.stream()
                .limit(MOST_DESCRIBED)
                .map(bar -> bar.client + ": " + Svg.shortened(bar.words, MOST_LETTERS_DESCRIBED)
                        + (bar.last ? ", which nothing explains" : ""))
                .collect(Collectors.joining("; "));
        int more = bars.size() - MOST_DESCRIBED;
        return "%s. In the order of their calls: %s%s."
                .formatted(
                        Svg.shortened(title, 2 * MOST_LETTERS_DESCRIBED),
                        first,
                        more > 0 ? "; and %d more".formatted(more) : "");
    }

    @Override
    public String svg() {
        return TimelineDrawing.of(this, TimelineDrawing.usualWidth(this)).document(title, description());
    }

    @Override
    public String part(double width, String style) {
        return TimelineDrawing.of(this, width).part(style, description());
    }
}
