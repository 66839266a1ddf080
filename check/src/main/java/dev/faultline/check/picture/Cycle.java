package dev.faultline.check.picture;

import java.util.List;

/**
 * A cycle of transactions, each of which has to come before the next, the last before the first.
 *
 * @param title what the picture shows
 * @param steps the transactions in the order of the cycle
 */
public record Cycle(String title, List<Step> steps) implements Picture {

    /** Of longer cycles the first so many transactions are drawn. */
    public static final int MOST_STEPS = 24;

    private static final double BOX_WIDTH = 190;
    private static final double BOX_HEIGHT = 44;
    private static final double TOP = 40;
    private static final int MOST_LETTERS = 30;
    private static final int MOST_LETTERS_OF_A_REASON = 100;

    /**
     * A transaction and why it comes before the next.
     *
     * @param name a short name, such as {@code T3}
     * @param words what it did
     * @param kind the kind of the edge to the next, such as {@code rw}
     * @param reason why it comes before the next, in a sentence
     */
    public record Step(String name, String words, String kind, String reason) {}

    /** Copies the steps. */
    public Cycle {
        steps = List.copyOf(steps);
    }

    @Override
    public String svg() {
        int count = Math.min(steps.size(), MOST_STEPS);
        double around = count * BOX_WIDTH * 1.25 / (2 * Math.PI);
        double across = count < 3 ? 0 : Math.max(175, around);
        double down = Math.max(90, around);
        double middleX = Math.max(across, 60) + BOX_WIDTH / 2 + 20;
        double middleY = down + BOX_HEIGHT / 2 + TOP + 10;
        double[] xs = new double[count];
        double[] ys = new double[count];
        double lowest = 0;
        for (int i = 0; i < count; i++) {
            double angle = 2 * Math.PI * i / count;
            xs[i] = middleX + across * Math.sin(angle);
            ys[i] = middleY - down * Math.cos(angle);
            lowest = Math.max(lowest, ys[i]);
        }
        Svg svg = new Svg();
        svg.words("", 10, 22, title, (int) (middleX * 2 / 7));
        for (int i = 0; i < count; i++) {
            int next = (i + 1) % count;
            boolean cut = next == 0 && count < steps.size();
            if (count > 1 && !cut) {
                // Two transactions have two edges between them, which must not lie on each other.
                edge(svg, xs[i], ys[i], xs[next], ys[next], count == 2 ? 24 : 0, steps.get(i).kind);
            }
        }
        for (int i = 0; i < count; i++) {
            double x = xs[i] - BOX_WIDTH / 2;
            double y = ys[i] - BOX_HEIGHT / 2;
            svg.box("operation", x, y, BOX_WIDTH, BOX_HEIGHT);
            svg.words("middle", x + BOX_WIDTH / 2, y + 18, steps.get(i).name, MOST_LETTERS);
            svg.words("small middle", x + BOX_WIDTH / 2, y + 35, steps.get(i).words, MOST_LETTERS);
        }
        double y = lowest + BOX_HEIGHT / 2 + 30;
        for (int i = 0; i < count; i++) {
            svg.words("small", 20, y, steps.get(i).reason, MOST_LETTERS_OF_A_REASON);
            y += 18;
        }
        if (count < steps.size()) {
            svg.words("small", 20, y, "and " + (steps.size() - count) + " more", MOST_LETTERS);
            y += 18;
        }
        return svg.document(Math.max(2 * middleX, 640), y + 10, title);
    }

    /** From the rim of one box to that of another, so far aside; its kind stands beside it. */
    private static void edge(Svg svg, double x1, double y1, double x2, double y2, double aside, String kind) {
        double length = Math.hypot(x2 - x1, y2 - y1);
        double normalX = -(y2 - y1) / length;
        double normalY = (x2 - x1) / length;
        double share = rim(x2 - x1, y2 - y1);
        double fromX = x1 + (x2 - x1) * share + normalX * aside;
        double fromY = y1 + (y2 - y1) * share + normalY * aside;
        double toX = x2 - (x2 - x1) * share + normalX * aside;
        double toY = y2 - (y2 - y1) * share + normalY * aside;
        svg.stroke("edge", fromX, fromY, toX, toY);
        double wordsX = (fromX + toX) / 2 + normalX * (10 + 4 * kind.length());
        svg.words("middle", wordsX, (fromY + toY) / 2 + normalY * 12 + 4, kind, 24);
    }

    /** Which share of the way between two middles lies inside a box. */
    private static double rim(double x, double y) {
        double share =
                Math.min(BOX_WIDTH / 2 / Math.max(1e-9, Math.abs(x)), BOX_HEIGHT / 2 / Math.max(1e-9, Math.abs(y)));
        return Math.min(0.45, share);
    }
}
