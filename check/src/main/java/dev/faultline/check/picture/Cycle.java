package dev.faultline.check.picture;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * A cycle of transactions, each of which has to come before the next, the last before the first. They stand below each other
 * with the reasons between them, and a line leads from the last back to the first.
 *
 * @param title what the picture shows
 * @param steps the transactions in the order of the cycle
 * @param kinds what the kinds of the edges mean
 * @param others lines about those that are named and not in the cycle
 */
public record Cycle(String title, List<Step> steps, Map<String, String> kinds, List<String> others) implements Picture {

    /** Of longer cycles the first so many transactions are drawn. */
    public static final int MOST_STEPS = 24;

    private static final double USUAL_WIDTH = 760;
    private static final double MARGIN = 12;
    /** Left of the boxes, for the line from the last back to the first. */
    private static final double GUTTER = 44;

    private static final double LANE = 20;
    private static final double ARROW = 30;
    private static final double HEAD = 5;
    private static final double PADDING = 10;
    private static final int MOST_LINES = 6;
    private static final int MOST_LETTERS_DESCRIBED = 200;

    /**
     * A transaction and why it comes before the next.
     *
     * @param name a short name, such as {@code T3}
     * @param place who ran it, and where it is found
     * @param words what it did
     * @param kind the kind of the edge to the next, such as {@code rw}
     * @param reason why it comes before the next, in a sentence
     */
    public record Step(String name, String place, String words, String kind, String reason) {

        private String heading() {
            return place.isEmpty() ? name : name + " (" + place + ")";
        }
    }

    /** Copies the steps. */
    public Cycle {
        steps = List.copyOf(steps);
        kinds = Map.copyOf(kinds);
        others = List.copyOf(others);
    }

    @Override
    public String description() {
        return steps.stream()
                .limit(MOST_STEPS)
                .map(step -> step.kind + ": " + Svg.shortened(step.reason, MOST_LETTERS_DESCRIBED))
                .collect(Collectors.joining(" ", Svg.shortened(title, MOST_LETTERS_DESCRIBED) + " ", ""));
    }

    @Override
    public String svg() {
        return draw(USUAL_WIDTH).document(title, description());
    }

    @Override
    public String part(double width, String style) {
        return draw(width).part(style, description());
    }

    private Svg draw(double width) {
        Svg svg = new Svg(width);
        int count = Math.min(steps.size(), MOST_STEPS);
        double y = 6;
        double first = y;
        for (int i = 0; i < count; i++) {
            Step step = steps.get(i);
            double end = box(svg, step, y);
            first = i == 0 ? (y + end) / 2 : first;
            boolean last = i == count - 1;
            if (!last) {
                y = reason(svg, step, end + 22) + 10;
                edge(svg, new double[] {ARROW + GUTTER, ARROW + GUTTER}, new double[] {end, y}, 0, 1);
            } else if (count < steps.size()) {
                y = svg.lines("quiet", GUTTER, end + 24, List.of("and " + (steps.size() - count) + " more"));
            } else {
                y = reason(svg, step, end + 22);
                double turn = y - 4;
                edge(
                        svg,
                        new double[] {ARROW + GUTTER, ARROW + GUTTER, LANE, LANE, GUTTER},
                        new double[] {end, turn, turn, first, first},
                        1,
                        0);
                y += Letters.LINE / 2;
            }
        }
        y += 12;
        for (String other : others.subList(0, Math.min(others.size(), MOST_STEPS))) {
            y = svg.lines("", MARGIN, y, Letters.wrapped(other, width - 2 * MARGIN, MOST_LINES));
        }
        svg.endAt(legend(svg, y) - 4);
        return svg;
    }

    /** Draws a transaction, and returns where its box ends. */
    private static double box(Svg svg, Step step, double y) {
        double wide = svg.width() - GUTTER - MARGIN;
        double room = wide - 2 * PADDING;
        List<String> heading = Letters.wrapped(step.heading(), room / 1.12, MOST_LINES);
        List<String> words = Letters.wrapped(step.words, room, MOST_LINES);
        double high = Letters.LINE * (heading.size() + words.size()) + 14;
        svg.box("operation", GUTTER, y, wide, high);
        double next = svg.lines("strong", GUTTER + PADDING, y + 20, heading);
        svg.lines("", GUTTER + PADDING, next, words);
        return y + high;
    }

    /** Says beside an edge why it is there, and returns where the words end. */
    private static double reason(Svg svg, Step step, double y) {
        double x = GUTTER + ARROW + 14;
        double beside = x + Letters.boldWidth(step.kind) + 12;
        boolean narrow = svg.width() - beside < svg.width() / 2;
        svg.cut("strong alarm", x, y, step.kind, svg.width() - x - MARGIN);
        double wordsAt = narrow ? x : beside;
        double next = narrow ? y + Letters.LINE : y;
        return svg.lines(
                "", wordsAt, next, Letters.wrapped(step.reason, svg.width() - wordsAt - MARGIN, 2 * MOST_LINES));
    }

    /** A line with a head at its end, which it comes to in this direction. */
    private static void edge(Svg svg, double[] xs, double[] ys, int right, int down) {
        int end = xs.length - 1;
        double tipX = xs[end];
        double tipY = ys[end];
        xs[end] -= right * 2.0 * HEAD;
        ys[end] -= down * 2.0 * HEAD;
        svg.path("edge", xs, ys);
        svg.area(
                "head",
                new double[] {tipX, tipX - 2 * HEAD * right - HEAD * down, tipX - 2 * HEAD * right + HEAD * down},
                new double[] {tipY, tipY - 2 * HEAD * down - HEAD * right, tipY - 2 * HEAD * down + HEAD * right});
    }

    private double legend(Svg svg, double y) {
        double next = y;
        List<String> used = steps.stream().map(Step::kind).distinct().sorted().toList();
        for (String kind : used) {
            if (kinds.containsKey(kind)) {
                List<String> lines =
                        Letters.wrapped(kind + ": " + kinds.get(kind), svg.width() - 2 * MARGIN, MOST_LINES);
                next = svg.lines("quiet", MARGIN, next, lines);
            }
        }
        return next;
    }
}
