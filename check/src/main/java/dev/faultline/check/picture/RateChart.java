package dev.faultline.check.picture;

import java.util.List;
import java.util.Locale;

/**
 * How many operations completed and how long they took, over time: above, columns of completions by outcome; below, the
 * median and the longest latency on a logarithmic scale, where there were any.
 *
 * @param title what the picture shows
 * @param fromNanos when the first slot begins
 * @param slotNanos how long each lasts; positive
 * @param slots from the first to the last
 * @param bands what went on meanwhile, such as faults; their places are times in nanoseconds
 */
public record RateChart(String title, long fromNanos, long slotNanos, List<Slot> slots, List<Timeline.Band> bands)
        implements Picture {

    private static final double USUAL_WIDTH = 900;
    private static final int MOST_LETTERS_DESCRIBED = 200;

    /**
     * What completed in a slot of time.
     *
     * @param medianNanos of the latencies of what succeeded
     * @param longestNanos the longest of them; 0 if nothing did
     */
    public record Slot(int ok, int failed, int unknown, long medianNanos, long longestNanos) {

        int all() {
            return ok + failed + unknown;
        }
    }

    /** Copies the lists. */
    public RateChart {
        slots = List.copyOf(slots);
        bands = List.copyOf(bands);
    }

    @Override
    public String description() {
        int most = slots.stream().mapToInt(Slot::all).max().orElse(0);
        int ok = slots.stream().mapToInt(Slot::ok).sum();
        int failed = slots.stream().mapToInt(Slot::failed).sum();
        int unknown = slots.stream().mapToInt(Slot::unknown).sum();
        return "%s. In %s from %s on: %,d ok, %,d failed, %,d unknown; at most %,d in %s."
                .formatted(
                        Svg.shortened(title, MOST_LETTERS_DESCRIBED),
                        duration(slotNanos * slots.size()),
                        duration(fromNanos),
                        ok,
                        failed,
                        unknown,
                        most,
                        duration(slotNanos));
    }

    @Override
    public String svg() {
        return RateDrawing.of(this, USUAL_WIDTH).document(title, description());
    }

    @Override
    public String part(double width, String style) {
        return RateDrawing.of(this, width).part(style, description());
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
