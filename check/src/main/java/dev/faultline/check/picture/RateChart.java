package dev.faultline.check.picture;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * How many operations completed and how long they took, over time: above, columns of completions by outcome; below, the
 * median and the longest latency on a logarithmic scale.
 *
 * @param title what the picture shows
 * @param fromNanos when the first slot begins
 * @param slotNanos how long each lasts; positive
 * @param slots from the first to the last
 * @param bands what went on meanwhile, such as faults; their places are times in nanoseconds
 */
public record RateChart(String title, long fromNanos, long slotNanos, List<Slot> slots, List<Timeline.Band> bands)
        implements Picture {

    private static final double LEFT = 70;
    private static final double WIDTH = 720;
    private static final double TITLE = 40;
    private static final double PANEL = 90;
    private static final double GAP = 26;
    private static final int TICKS = 6;
    private static final int MOST_BANDS = 40;
    private static final double NANOS = 1e9;

    /**
     * What completed in a slot of time.
     *
     * @param medianNanos of the latencies of what succeeded
     * @param longestNanos the longest of them; 0 if nothing did
     */
    public record Slot(int ok, int failed, int unknown, long medianNanos, long longestNanos) {

        private int all() {
            return ok + failed + unknown;
        }
    }

    /** Copies the lists. */
    public RateChart {
        slots = List.copyOf(slots);
        bands = List.copyOf(bands);
    }

    @Override
    public String svg() {
        Svg svg = new Svg();
        svg.words("", 10, 22, title, 100);
        Lanes lanes = new Lanes();
        bands.stream()
                .sorted(Comparator.comparingDouble(Timeline.Band::from))
                .limit(MOST_BANDS)
                .forEach(band -> lanes.put(band.words(), x(band.from()), x(band.to())));
        double top = TITLE + lanes.height();
        double middle = top + PANEL + GAP;
        double bottom = middle + PANEL;
        lanes.draw(svg, TITLE, bottom);
        columns(svg, top);
        latencies(svg, middle);
        double y = ticks(svg, bottom);
        legend(svg, y + 14);
        int leftOut = lanes.leftOut() + Math.max(0, bands.size() - MOST_BANDS);
        if (leftOut > 0) {
            svg.words("small", LEFT + 320, y + 15, leftOut + " more bands are left out", 40);
        }
        return svg.document(LEFT + WIDTH + 30, y + 26, title);
    }

    private double x(double nanos) {
        double share = (nanos - fromNanos) / ((double) slotNanos * slots.size());
        return LEFT + WIDTH * Math.clamp(share, 0, 1);
    }

    private void columns(Svg svg, double top) {
        int most = slots.stream().mapToInt(Slot::all).max().orElse(0);
        double scale = PANEL / Math.max(1, most);
        double width = WIDTH / slots.size();
        for (int i = 0; i < slots.size(); i++) {
            Slot slot = slots.get(i);
            double x = LEFT + width * i;
            double y = top + PANEL;
            y = column(svg, "good", x, y, width, slot.ok * scale);
            y = column(svg, "failed", x, y, width, slot.failed * scale);
            column(svg, "unknown", x, y, width, slot.unknown * scale);
        }
        svg.words("small end", LEFT - 6, top + 8, perSecond(most), 12);
        svg.words("small end", LEFT - 6, top + PANEL, "0/s", 12);
        svg.stroke("row", LEFT, top + PANEL, LEFT + WIDTH, top + PANEL);
    }

    private static double column(Svg svg, String style, double x, double y, double width, double height) {
        if (height > 0) {
            svg.plain(style, x, y - height, Math.max(0.5, width - 0.5), height);
        }
        return y - height;
    }

    private String perSecond(int inASlot) {
        double rate = inASlot * NANOS / slotNanos;
        return rate >= 10 ? String.format(Locale.ROOT, "%,.0f/s", rate) : String.format(Locale.ROOT, "%.2g/s", rate);
    }

    private void latencies(Svg svg, double top) {
        long least = Long.MAX_VALUE;
        long most = 1;
        for (Slot slot : slots) {
            if (slot.longestNanos > 0) {
                least = Math.min(least, Math.max(1, slot.medianNanos));
                most = Math.max(most, slot.longestNanos);
            }
        }
        if (least > most) {
            return;
        }
        double low = Math.floor(Math.log10((double) least));
        double high = Math.max(low + 1, Math.ceil(Math.log10((double) most)));
        for (double power = low; power <= high; power++) {
            double y = top + PANEL * (high - power) / (high - low);
            svg.stroke("row", LEFT, y, LEFT + WIDTH, y);
            svg.words("small end", LEFT - 6, y + 4, duration(Math.round(Math.pow(10, power))), 12);
        }
        curve(svg, "worst", top, low, high, true);
        curve(svg, "curve", top, low, high, false);
    }

    private void curve(Svg svg, String style, double top, double low, double high, boolean longest) {
        List<Integer> seen = IntStream.range(0, slots.size())
                .filter(i -> slots.get(i).longestNanos > 0)
                .boxed()
                .toList();
        double[] xs = new double[seen.size()];
        double[] ys = new double[seen.size()];
        for (int i = 0; i < xs.length; i++) {
            Slot slot = slots.get(seen.get(i));
            double value = Math.log10((double) Math.max(1, longest ? slot.longestNanos : slot.medianNanos));
            xs[i] = LEFT + WIDTH * (seen.get(i) + 0.5) / slots.size();
            ys[i] = top + PANEL * (high - value) / (high - low);
        }
        svg.path(style, xs, ys);
    }

    private double ticks(Svg svg, double bottom) {
        double span = (double) slotNanos * slots.size();
        for (int i = 0; i <= TICKS; i++) {
            double x = LEFT + WIDTH * i / TICKS;
            svg.stroke("row", x, bottom, x, bottom + 4);
            String at = String.format(Locale.ROOT, "%.4g s", (fromNanos + span * i / TICKS) / NANOS);
            svg.words("tiny middle", x, bottom + 14, at, 14);
        }
        return bottom + 14;
    }

    private static void legend(Svg svg, double y) {
        String[] styles = {"good", "failed", "unknown"};
        String[] words = {"ok", "failed", "unknown"};
        double x = LEFT;
        for (int i = 0; i < styles.length; i++) {
            svg.plain(styles[i], x, y - 8, 10, 10);
            svg.words("small", x + 14, y + 1, words[i], 12);
            x += 80;
        }
        svg.stroke("curve", x, y - 3, x + 16, y - 3);
        svg.words("small", x + 20, y + 1, "median latency", 20);
        svg.stroke("worst", x + 120, y - 3, x + 136, y - 3);
        svg.words("small", x + 140, y + 1, "longest latency", 20);
    }

    /** A time span in its most readable unit, with three digits; such as {@code 1.25 ms}. */
    public static String duration(long nanos) {
        String[] units = {"ns", "us", "ms"};
        double value = nanos;
        for (String unit : units) {
            if (value < 999.5) {
                return three(value) + " " + unit;
            }
            value /= 1000;
        }
        return three(value) + " s";
    }

    private static String three(double value) {
        if (value == Math.rint(value) || value >= 99.95) {
            return String.format(Locale.ROOT, "%,.0f", value);
        }
        return String.format(Locale.ROOT, value >= 9.995 ? "%.1f" : "%.2f", value);
    }
}
