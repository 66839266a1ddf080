package dev.faultline.check.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * Operations on a line for each client, from left to right in real time. Only the order of the events counts, so that
 * they are drawn at equal distances.
 *
 * @param title what the picture shows
 * @param bars the operations
 * @param order bars in an order in which they may have taken effect, drawn as numbers; may be empty
 * @param bands what went on meanwhile, such as faults
 * @param marks words below events, such as their times
 * @param note a line below the picture
 */
public record Timeline(
        String title, List<Bar> bars, List<Point> order, List<Band> bands, Map<Integer, String> marks, String note)
        implements Picture {

    /** More bars than this are left out: nobody reads them. */
    public static final int MOST_BARS = 80;

    /** The end of an operation that has none. */
    public static final int NEVER = Integer.MAX_VALUE;

    private static final int MOST_CLIENTS = 40;
    private static final int MOST_BANDS = 24;
    private static final int LEFT = 110;
    private static final int TITLE = 40;
    private static final int ROW = 46;
    private static final double LEAST_STEP = 58;
    private static final double MOST_STEP = 130;
    private static final double LETTER = 6.2;
    private static final double RADIUS = 8;

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
     * @param from the number of an event with which it began, or a number in between
     * @param to the same for its end
     */
    public record Band(String words, double from, double to) {}

    /** Copies the collections. */
    public Timeline {
        bars = List.copyOf(bars);
        order = List.copyOf(order);
        bands = List.copyOf(bands);
        marks = Map.copyOf(marks);
    }

    /** Bars alone. */
    public Timeline(String title, List<Bar> bars) {
        this(title, bars, List.of(), List.of(), Map.of(), "");
    }

    @Override
    public String svg() {
        return new Drawing(this).svg();
    }

    /** What is drawn of a timeline, and where. */
    private static final class Drawing {
        private final Timeline timeline;
        private final List<String> clients = new ArrayList<>();
        private final List<Bar> drawn = new ArrayList<>();
        /** For each bar of the timeline whether it is drawn. */
        private final boolean[] isDrawn;

        private final TreeSet<Integer> events = new TreeSet<>();
        private final double step;
        private final double right;
        private final Svg svg = new Svg();

        Drawing(Timeline timeline) {
            this.timeline = timeline;
            isDrawn = new boolean[timeline.bars.size()];
            for (int i = 0; i < isDrawn.length; i++) {
                Bar bar = timeline.bars.get(i);
                boolean known = clients.contains(bar.client);
                if (drawn.size() < MOST_BARS && (known || clients.size() < MOST_CLIENTS)) {
                    if (!known) {
                        clients.add(bar.client);
                    }
                    isDrawn[i] = true;
                    drawn.add(bar);
                    events.add(bar.from);
                    events.add(bar.to);
                }
            }
            events.remove(NEVER);
            step = stepForWords();
            right = LEFT + step * (events.size() + 1.0);
        }

        /** Wide enough that most words fit in front of the next operation of the client. */
        private double stepForWords() {
            double needed = LEAST_STEP;
            for (Bar bar : drawn) {
                needed = Math.max(needed, (bar.words.length() * LETTER + 14) / (roomEnd(bar) - rank(bar.from)));
            }
            return Math.min(needed, events.size() > 40 ? LEAST_STEP : MOST_STEP);
        }

        private double rank(int event) {
            return event == NEVER ? events.size() + 0.5 : rankUpTo(event);
        }

        /** How many events are drawn before the last that is not later than this one. */
        private int rankUpTo(int event) {
            return events.headSet(event, true).size() - 1;
        }

        /** Where the next bar on the line begins. */
        private double roomEnd(Bar bar) {
            double end = events.size() + 0.5;
            for (Bar other : drawn) {
                if (other.client.equals(bar.client) && other.from > bar.from) {
                    end = Math.min(end, rank(other.from));
                }
            }
            return end;
        }

        private double x(double rank) {
            return LEFT + step * (rank + 0.5);
        }

        private double xOfNumber(double number) {
            int upTo = rankUpTo((int) Math.floor(number));
            boolean isEvent = number == Math.rint(number) && events.contains((int) number);
            return x(isEvent ? upTo : upTo + 0.5);
        }

        String svg() {
            svg.words("", 10, 22, timeline.title, (int) Math.max(80, right / 7));
            Lanes lanes = new Lanes();
            timeline.bands.stream()
                    .sorted(Comparator.comparingDouble(Band::from))
                    .limit(MOST_BANDS)
                    .forEach(band -> lanes.put(
                            band.words,
                            Math.max(LEFT, xOfNumber(band.from)),
                            Math.min(right, Math.max(LEFT, xOfNumber(band.to)))));
            double top = TITLE + lanes.height();
            double bottom = top + ROW * (double) clients.size();
            lanes.draw(svg, TITLE, bottom);
            for (int row = 0; row < clients.size(); row++) {
                double y = top + ROW * row + 28.0;
                svg.words("", 10, y + 4, clients.get(row), 14);
                svg.stroke("row", LEFT, y, right, y);
            }
            drawn.forEach(bar -> draw(bar, top));
            drawOrder(top);
            timeline.marks.entrySet().stream()
                    .filter(mark -> events.contains(mark.getKey()))
                    .sorted(Map.Entry.comparingByKey())
                    .forEach(
                            mark -> svg.words("tiny middle", x(rank(mark.getKey())), bottom + 10, mark.getValue(), 12));
            double y = bottom + (timeline.marks.isEmpty() ? 14 : 28);
            y = note(y, timeline.note);
            int leftOut = timeline.bars.size() - drawn.size();
            y = note(y, leftOut == 0 ? "" : leftOut + " more operations are left out");
            int lost = lanes.leftOut() + Math.max(0, timeline.bands.size() - MOST_BANDS);
            y = note(y, lost == 0 ? "" : lost + " more bands are left out");
            y = note(y, "real time goes to the right; dashed: no answer");
            return svg.document(Math.max(right + 20, 620), y, timeline.title);
        }

        private double note(double y, String words) {
            if (words.isEmpty()) {
                return y;
            }
            svg.words("small", 10, y + 2, words, 100);
            return y + 16;
        }

        private void draw(Bar bar, double top) {
            double from = x(rank(bar.from));
            double y = top + ROW * (double) clients.indexOf(bar.client);
            String style = bar.last ? "last" : bar.to == NEVER ? "open" : "operation";
            svg.box(style, from, y + 20, x(rank(bar.to)) - from, 16);
            int letters = (int) ((x(roomEnd(bar)) - from) / LETTER);
            svg.words(bar.last ? "strong" : "", from, y + 14, bar.words, Math.max(6, letters));
        }

        /** A number on each bar, and a thin line from one to the next. */
        private void drawOrder(double top) {
            List<Point> points =
                    timeline.order.stream().filter(point -> isDrawn[point.bar]).toList();
            int[] atRank = new int[events.size() + 1];
            points.forEach(point -> atRank[rankUpTo(point.event) + 1]++);
            int[] usedAt = new int[atRank.length];
            double[] xs = new double[points.size()];
            double[] ys = new double[points.size()];
            for (int i = 0; i < xs.length; i++) {
                Point point = points.get(i);
                int rank = rankUpTo(point.event);
                Bar bar = timeline.bars.get(point.bar);
                double behind = x(rank + ++usedAt[rank + 1] / (atRank[rank + 1] + 1.0));
                xs[i] = Math.clamp(behind, x(rank(bar.from)) + RADIUS, x(rank(bar.to)) - RADIUS);
                ys[i] = top + ROW * (double) clients.indexOf(bar.client) + 28;
            }
            svg.path("order", xs, ys);
            for (int i = 0; i < xs.length; i++) {
                svg.circle("point", xs[i], ys[i], RADIUS);
                svg.words("onpoint middle", xs[i], ys[i] + 4, Integer.toString(i + 1), 3);
            }
        }
    }
}
