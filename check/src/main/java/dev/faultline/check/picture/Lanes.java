package dev.faultline.check.picture;

import java.util.ArrayList;
import java.util.List;

/** Places stretches below each other so that none covers the words of another: first fit, from the left. */
final class Lanes {

    private static final int MOST_LANES = 5;
    private static final double HEIGHT = 16;
    private static final double LETTER = 6;
    private static final int MOST_LETTERS = 64;

    private final List<Double> ends = new ArrayList<>();
    private final List<Placed> placed = new ArrayList<>();
    private int leftOut;

    private record Placed(String words, double from, double to, int lane) {}

    /** Takes a stretch, in pixels; in the order of their beginnings. */
    void put(String words, double from, double to) {
        double end = Math.max(to, from + LETTER * Math.min(words.length(), MOST_LETTERS) + 12);
        int lane = 0;
        while (lane < ends.size() && ends.get(lane) > from) {
            lane++;
        }
        if (lane == MOST_LANES) {
            leftOut++;
            return;
        }
        if (lane == ends.size()) {
            ends.add(end);
        } else {
            ends.set(lane, end);
        }
        placed.add(new Placed(words, from, to, lane));
    }

    double height() {
        return ends.size() * HEIGHT;
    }

    /** How many there was no room for. */
    int leftOut() {
        return leftOut;
    }

    /** Draws the stretches from {@code top} on, and a light shade of each down to {@code bottom}. */
    void draw(Svg svg, double top, double bottom) {
        for (Placed one : placed) {
            double y = top + one.lane * HEIGHT;
            double width = Math.max(2, one.to - one.from);
            svg.plain("shade", one.from, y, width, bottom - y);
            svg.plain("band", one.from, y, width, 3);
            svg.words("small", one.from + 2, y + 14, one.words, MOST_LETTERS);
        }
    }
}
