package dev.faultline.check.picture;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Bars for what lasted, such as faults, each with its words beside it, in lanes so that nothing lies on anything else. If that
 * takes too many lanes the bars have their names only.
 */
final class Bands {

    private static final int MOST_LANES_WITH_WORDS = 6;
    private static final int MOST_LANES = 12;
    private static final double LANE = 22;
    private static final double BAR = 8;
    private static final double LEAST_WIDTH = 4;
    private static final double GAP = 6;

    private final double left;
    private final double right;
    private final List<List<Placed>> lanes = new ArrayList<>();
    private final boolean named;
    private int leftOut;

    /**
     * One of them, in pixels.
     *
     * @param name a short one, such as a number
     * @param words all that is to be said
     * @param before whether it began before the picture does
     * @param after whether it went on after the end of the picture
     */
    record Strip(String name, String words, double from, double to, boolean before, boolean after) {

        private double end() {
            return Math.max(to, from + LEAST_WIDTH);
        }
    }

    /** Where a label stands. */
    private enum Side {
        BEFORE,
        BEHIND,
        ABOVE
    }

    /** A strip and its label, and where both begin and end. */
    private record Placed(Strip strip, String label, double labelAt, Side side, double from, double to) {

        private boolean overlaps(Placed other) {
            return from < other.to + GAP && other.from < to + GAP;
        }
    }

    /** Places them; they and their words stay between two places. */
    Bands(double left, double right, List<Strip> strips) {
        this.left = left;
        this.right = right;
        List<Strip> sorted =
                strips.stream().sorted(Comparator.comparingDouble(Strip::from)).toList();
        sorted.forEach(strip -> place(put(strip, strip.words), Integer.MAX_VALUE));
        named = lanes.size() > MOST_LANES_WITH_WORDS;
        if (named) {
            lanes.clear();
            sorted.forEach(strip -> place(put(strip, strip.name), MOST_LANES));
        }
    }

    private Placed put(Strip strip, String words) {
        String label = Letters.cut(words, right - left);
        double width = Letters.width(label);
        if (strip.end() + GAP + width <= right) {
            return new Placed(strip, label, strip.end() + GAP, Side.BEHIND, strip.from, strip.end() + GAP + width);
        }
        if (strip.from - GAP - width >= left) {
            return new Placed(strip, label, strip.from - GAP, Side.BEFORE, strip.from - GAP - width, strip.end());
        }
        double at = Math.max(left, Math.min(strip.from, right - width));
        return new Placed(strip, label, at, Side.ABOVE, Math.min(at, strip.from), Math.max(at + width, strip.end()));
    }

    private void place(Placed placed, int most) {
        for (List<Placed> lane : lanes) {
            if (lane.stream().noneMatch(placed::overlaps)) {
                lane.add(placed);
                return;
            }
        }
        if (lanes.size() == most) {
            leftOut++;
        } else {
            lanes.add(new ArrayList<>(List.of(placed)));
        }
    }

    /** Whether they have their names only. */
    boolean isNamed() {
        return named;
    }

    /** How many there was no room for. */
    int leftOut() {
        return leftOut;
    }

    /** The same in words; none if there was room for all. */
    static String leftOut(int count) {
        return count == 0 ? "" : count == 1 ? "1 more band is left out" : count + " more bands are left out";
    }

    double height() {
        return lanes.stream().mapToDouble(Bands::height).sum() + (lanes.isEmpty() ? 0 : 6);
    }

    private static double height(List<Placed> lane) {
        return lane.stream().anyMatch(placed -> placed.side == Side.ABOVE) ? LANE + Letters.LINE : LANE;
    }

    /** Draws them from {@code top} on, and a light shade down to {@code bottom} wherever there is any. */
    void draw(Svg svg, double top, double bottom) {
        shade(svg, top, bottom);
        double y = top;
        for (List<Placed> lane : lanes) {
            double middle = y + height(lane) - LANE / 2;
            for (Placed placed : lane) {
                Strip strip = placed.strip;
                svg.plain("band", strip.from, middle - BAR / 2, strip.end() - strip.from, BAR);
                beyond(svg, strip.before, strip.from, -GAP, middle);
                beyond(svg, strip.after, strip.end(), GAP, middle);
            }
            for (Placed placed : lane) {
                String style = placed.side == Side.BEFORE ? "words end" : "words";
                svg.words(style, placed.labelAt, placed.side == Side.ABOVE ? middle - 11 : middle + 4.5, placed.label);
            }
            y += height(lane);
        }
    }

    private void shade(Svg svg, double top, double bottom) {
        List<Strip> sorted = lanes.stream()
                .flatMap(List::stream)
                .map(Placed::strip)
                .sorted(Comparator.comparingDouble(Strip::from))
                .toList();
        double shadedTo = 0;
        for (Strip strip : sorted) {
            double from = Math.max(shadedTo, strip.from);
            if (strip.end() > from) {
                svg.plain("shade", from, top, strip.end() - from, bottom - top);
                shadedTo = strip.end();
            }
        }
    }

    /** An arrow where it goes on beyond the picture. */
    private static void beyond(Svg svg, boolean is, double x, double length, double middle) {
        if (is) {
            svg.area("band", new double[] {x, x, x + length}, new double[] {middle - BAR, middle + BAR, middle});
        }
    }
}
