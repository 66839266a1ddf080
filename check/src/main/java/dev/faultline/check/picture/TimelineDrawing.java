package dev.faultline.check.picture;

import dev.faultline.check.picture.Timeline.Band;
import dev.faultline.check.picture.Timeline.Bar;
import dev.faultline.check.picture.Timeline.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What is drawn of a timeline, and where. Each client has as many rows as it takes that no words lie on others: one, where there
 * is room.
 */
final class TimelineDrawing {

    private static final int MOST_CLIENTS = 40;
    private static final int MOST_BANDS = 40;
    private static final int MOST_LINES_OF_WORDS = 4;
    private static final double MARGIN = 12;
    private static final double BAR = 22;
    private static final double LEAST_BAR = 4;
    private static final double RADIUS = 11;
    private static final double ROW_GAP = 10;
    private static final double GAP = 8;
    /** Where it is narrower, names of clients stand above their rows. */
    private static final double ROOM_FOR_NAMES = 480;

    private static final double LEAST_USUAL = 560;
    private static final double MOST_USUAL = 1000;
    private static final double USUAL_STEP = 90;

    private final Timeline timeline;
    private final Svg svg;
    private final Map<String, List<Row>> clients = new LinkedHashMap<>();
    private final boolean[] isDrawn;
    private final boolean namesAbove;
    private final TimeAxis axis;
    private final Bands bands;
    private int drawn;
    private int bandsLeftOut;

    /** Bars beside each other. */
    private static final class Row {
        private final List<Placed> bars = new ArrayList<>();

        double height() {
            return BAR
                    + ROW_GAP
                    + Letters.LINE
                            * bars.stream()
                                    .mapToInt(bar -> bar.words.size())
                                    .max()
                                    .orElse(0);
        }
    }

    /** A bar with its words above it, and where both begin and end. */
    private record Placed(int number, Bar bar, List<String> words, double wordsAt, double from, double to) {

        boolean overlaps(Placed other) {
            return from < other.to + GAP && other.from < to + GAP;
        }
    }

    private TimelineDrawing(Timeline timeline, double width) {
        this.timeline = timeline;
        svg = new Svg(width);
        isDrawn = new boolean[timeline.bars().size()];
        NavigableSet<Integer> events = choose();
        double widest =
                clients.keySet().stream().mapToDouble(Letters::width).max().orElse(0);
        namesAbove = width < ROOM_FOR_NAMES || widest > width / 4;
        double left = namesAbove ? MARGIN : MARGIN + widest + 2 * GAP;
        NavigableSet<Double> between = new TreeSet<>();
        double first = events.isEmpty() ? 0 : events.getFirst();
        double last = events.isEmpty() ? 0 : events.getLast();
        for (Band band : timeline.bands()) {
            for (double end : new double[] {band.from(), band.to()}) {
                if (end > first && end < last) {
                    between.add(end);
                }
            }
        }
        axis = new TimeAxis(left, width - MARGIN, events, between);
        bands = bands(first, last);
    }

    static Svg of(Timeline timeline, double width) {
        return new TimelineDrawing(timeline, width).draw();
    }

    /** A width that suits what is to be drawn. */
    static double usualWidth(Timeline timeline) {
        long events = timeline.bars().stream()
                .flatMap(bar -> java.util.stream.Stream.of(bar.from(), bar.to()))
                .distinct()
                .count();
        return Math.clamp(150 + USUAL_STEP * events, LEAST_USUAL, MOST_USUAL);
    }

    /** Chooses bars, and returns their events: the one that stands out, and of the others, if they are too many, those that come last. */
    private NavigableSet<Integer> choose() {
        Set<String> named = new HashSet<>();
        for (int i : byImportance()) {
            String client = timeline.bars().get(i).client();
            if (drawn < Timeline.MOST_BARS && (named.contains(client) || named.size() < MOST_CLIENTS)) {
                named.add(client);
                isDrawn[i] = true;
                drawn++;
            }
        }
        NavigableSet<Integer> events = new TreeSet<>();
        for (int i = 0; i < isDrawn.length; i++) {
            if (isDrawn[i]) {
                Bar bar = timeline.bars().get(i);
                clients.putIfAbsent(bar.client(), new ArrayList<>());
                events.add(bar.from());
                events.add(bar.to());
            }
        }
        events.remove(Timeline.NEVER);
        return events;
    }

    private List<Integer> byImportance() {
        return IntStream.range(0, isDrawn.length)
                .boxed()
                .sorted(Comparator.comparing(
                                (Integer i) -> timeline.bars().get(i).last(), Comparator.reverseOrder())
                        .thenComparing(Comparator.reverseOrder()))
                .toList();
    }

    private Bands bands(double first, double last) {
        List<Bands.Strip> strips = timeline.bands().stream()
                .limit(MOST_BANDS)
                .map(band -> new Bands.Strip(
                        band.name(),
                        band.label(),
                        band.from() < first ? axis.left() : axis.x(band.from()),
                        band.to() > last ? axis.right() : axis.x(band.to()),
                        band.from() < first,
                        band.to() > last))
                .toList();
        Bands placed = new Bands(axis.left() + GAP, axis.right() - GAP, strips);
        bandsLeftOut = timeline.bands().size() - strips.size() + placed.leftOut();
        return placed;
    }

    private Svg draw() {
        Map<Integer, Point> points = new LinkedHashMap<>();
        timeline.order().stream()
                .filter(point -> isDrawn[point.bar()])
                .forEach(point -> points.put(point.bar(), point));
        for (int i = 0; i < isDrawn.length; i++) {
            if (isDrawn[i]) {
                place(i, timeline.bars().get(i), points.containsKey(i));
            }
        }
        double top = bands.height();
        double bottom = top;
        for (List<Row> rows : clients.values()) {
            bottom += (namesAbove ? Letters.LINE : 0)
                    + rows.stream().mapToDouble(Row::height).sum();
        }
        bands.draw(svg, 0, bottom + GAP);
        Map<Integer, Double> middles = drawRows(top);
        drawOrder(middles);
        double y = axis.draw(svg, bottom + GAP, timeline.marks(), timeline.breaks());
        svg.endAt(notes(y + Letters.LINE) - 6);
        return svg;
    }

    /** Into the first row of its client where nothing is in the way. */
    private void place(int number, Bar bar, boolean numbered) {
        double from = axis.x(bar.from());
        double to = Math.max(axis.x(bar.to()), from + LEAST_BAR);
        List<String> words = Letters.wrapped(
                bar.words(), (axis.right() - axis.left()) / (bar.last() ? 1.12 : 1), MOST_LINES_OF_WORDS);
        double width = words.stream().mapToDouble(Letters::boldWidth).max().orElse(0);
        double wordsAt = Math.max(axis.left(), Math.min(from, axis.right() - width));
        double aside = numbered ? Math.max(0, RADIUS - (to - from) / 2) : 0;
        Placed placed = new Placed(
                number, bar, words, wordsAt, Math.min(from - aside, wordsAt), Math.max(to + aside, wordsAt + width));
        List<Row> rows = clients.getOrDefault(bar.client(), List.of());
        for (Row row : rows) {
            if (row.bars.stream().noneMatch(placed::overlaps)) {
                row.bars.add(placed);
                return;
            }
        }
        Row row = new Row();
        row.bars.add(placed);
        rows.add(row);
    }

    /** Returns the middle of each bar, by its number. */
    private Map<Integer, Double> drawRows(double top) {
        Map<Integer, Double> middles = new LinkedHashMap<>();
        double y = top;
        for (Map.Entry<String, List<Row>> client : clients.entrySet()) {
            if (namesAbove) {
                svg.cut("quiet", MARGIN, y + 14, client.getKey(), axis.right() - MARGIN);
                y += Letters.LINE;
            }
            boolean first = true;
            for (Row row : client.getValue()) {
                double middle = y + row.height() - ROW_GAP - BAR / 2;
                svg.stroke("row", axis.left(), middle, axis.right(), middle);
                if (first && !namesAbove) {
                    svg.words("quiet", MARGIN, middle + 4.5, client.getKey());
                }
                first = false;
                for (Placed placed : row.bars) {
                    draw(placed, middle);
                    middles.put(placed.number, middle);
                }
                y += row.height();
            }
        }
        return middles;
    }

    private void draw(Placed placed, double middle) {
        Bar bar = placed.bar;
        double from = axis.x(bar.from());
        String style = bar.last() ? "last" : bar.to() == Timeline.NEVER ? "open" : "operation";
        svg.box(style, from, middle - BAR / 2, Math.max(axis.x(bar.to()) - from, LEAST_BAR), BAR);
        double y = middle - BAR / 2 - 6 - Letters.LINE * (placed.words.size() - 1);
        svg.lines(bar.last() ? "words strong alarm" : "words", placed.wordsAt, y, placed.words);
    }

    /** A number on each bar, and a thin line from one to the next. */
    private void drawOrder(Map<Integer, Double> middles) {
        List<Point> points =
                timeline.order().stream().filter(point -> isDrawn[point.bar()]).toList();
        Map<Integer, Integer> at = new LinkedHashMap<>();
        points.forEach(point -> at.merge(point.event(), 1, Integer::sum));
        Map<Integer, Integer> used = new LinkedHashMap<>();
        double[] xs = new double[points.size()];
        double[] ys = new double[points.size()];
        for (int i = 0; i < xs.length; i++) {
            Point point = points.get(i);
            Bar bar = timeline.bars().get(point.bar());
            double share = used.merge(point.event(), 1, Integer::sum) / (at.getOrDefault(point.event(), 0) + 1.0);
            double from = axis.x(bar.from());
            double to = Math.max(axis.x(bar.to()), from + LEAST_BAR);
            double aside = Math.min(RADIUS, (to - from) / 2);
            xs[i] = Math.clamp(axis.behind(point.event(), share), from + aside, to - aside);
            ys[i] = middles.getOrDefault(point.bar(), 0.0);
        }
        svg.path("order", xs, ys);
        for (int i = 0; i < xs.length; i++) {
            svg.circle("point", xs[i], ys[i], RADIUS);
            svg.words("onpoint middle", xs[i], ys[i] + 4.5, Integer.toString(i + 1));
        }
    }

    private double notes(double y) {
        List<String> notes = new ArrayList<>();
        notes.add(timeline.note());
        int leftOut = timeline.bars().size() - drawn;
        notes.add(leftOut == 0 ? "" : leftOut + " more operations are left out");
        notes.add(Bands.leftOut(bandsLeftOut));
        boolean open = timeline.bars().stream().anyMatch(bar -> bar.to() == Timeline.NEVER);
        notes.add("events go to the right in their order, at equal distances"
                + (timeline.breaks().isEmpty() ? "" : "; //: much longer than drawn")
                + (open ? "; dashed: no answer" : ""));
        double next = y;
        for (String note : notes) {
            next = svg.lines("quiet", MARGIN, next, Letters.wrapped(note, svg.width() - 2 * MARGIN, 8));
        }
        return next;
    }
}
