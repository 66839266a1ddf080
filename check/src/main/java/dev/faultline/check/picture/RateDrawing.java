package dev.faultline.check.picture;

import dev.faultline.check.picture.RateChart.Slot;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/** Draws a {@link RateChart}. */
final class RateDrawing {

    private static final double PANEL = 110;
    private static final double HEADING = 26;
    private static final double MARGIN = 12;
    private static final double LEFT = 68;
    private static final double ROOM_FOR_A_TICK = 84;
    private static final int MOST_BANDS = 200;
    private static final double NANOS = 1e9;

    private final RateChart chart;
    private final Svg svg;
    private final double right;

    private RateDrawing(RateChart chart, double width) {
        this.chart = chart;
        svg = new Svg(width);
        right = width - MARGIN;
    }

    static Svg of(RateChart chart, double width) {
        return new RateDrawing(chart, width).draw();
    }

    private Svg draw() {
        List<Bands.Strip> strips = chart.bands().stream()
                .limit(MOST_BANDS)
                .map(band -> new Bands.Strip(band.name(), band.label(), x(band.from()), x(band.to()), false, false))
                .toList();
        Bands bands = new Bands(LEFT, right, strips);
        double top = bands.height() + HEADING;
        double middle = top + PANEL + HEADING + 8;
        double bottom = middle + PANEL;
        bands.draw(svg, 0, bottom);
        svg.words("words", LEFT, top - 9, "completions in each " + RateChart.duration(chart.slotNanos()));
        columns(top);
        svg.words("words", LEFT, middle - 9, "latency of what succeeded");
        latencies(middle);
        double y = legend(ticks(bottom) + 24);
        int leftOut = bands.leftOut() + chart.bands().size() - strips.size();
        String missing = Bands.leftOut(leftOut);
        svg.endAt(svg.lines("quiet", MARGIN, y, Letters.wrapped(missing, right - MARGIN, 2)) - 6);
        return svg;
    }

    private double x(double nanos) {
        double share = (nanos - chart.fromNanos())
                / ((double) chart.slotNanos() * chart.slots().size());
        return LEFT + (right - LEFT) * Math.clamp(share, 0, 1);
    }

    private double slot(double number) {
        return LEFT + (right - LEFT) * number / chart.slots().size();
    }

    private void columns(double top) {
        int most = chart.slots().stream().mapToInt(Slot::all).max().orElse(0);
        double step = Math.max(1, nice(most / 2.0));
        double highest = Math.max(step, step * Math.ceil(most / step));
        for (double count = 0; count <= highest; count += step) {
            double y = top + PANEL * (1 - count / highest);
            svg.stroke("grid", LEFT, y, right, y);
            svg.words("quiet end", LEFT - 8, y + 4.5, count(count));
        }
        double scale = PANEL / highest;
        double width = slot(1) - slot(0);
        for (int i = 0; i < chart.slots().size(); i++) {
            Slot slot = chart.slots().get(i);
            double y = top + PANEL;
            y = column("good", slot(i), y, width, slot.ok() * scale);
            y = column("failed", slot(i), y, width, slot.failed() * scale);
            column("unknown", slot(i), y, width, slot.unknown() * scale);
        }
    }

    private static String count(double count) {
        return count < 1e6
                ? String.format(Locale.ROOT, "%,.0f", count)
                : String.format(Locale.ROOT, "%.1f M", count / 1e6);
    }

    private double column(String style, double x, double y, double width, double height) {
        if (height > 0) {
            svg.plain(style, x + 0.5, y - height, Math.max(0.5, width - 1), height);
        }
        return y - height;
    }

    /** The least of 1, 2 and 5 times a power of ten that is not less. */
    static double nice(double least) {
        double power = Math.pow(10, Math.floor(Math.log10(Math.max(1e-12, least))));
        for (double factor : new double[] {1, 2, 5}) {
            if (factor * power >= least * (1 - 1e-9)) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    private void latencies(double top) {
        long least = Long.MAX_VALUE;
        long most = 1;
        for (Slot slot : chart.slots()) {
            if (slot.longestNanos() > 0) {
                least = Math.min(least, Math.max(1, slot.medianNanos()));
                most = Math.max(most, slot.longestNanos());
            }
        }
        if (least > most) {
            svg.words("quiet", LEFT, top + 20, "nothing succeeded");
            return;
        }
        double low = Math.floor(Math.log10((double) least));
        double high = Math.max(low + 1, Math.ceil(Math.log10((double) most)));
        double step = Math.ceil((high - low) / 5);
        for (double power = low; power <= high; power += step) {
            double y = top + PANEL * (high - power) / (high - low);
            svg.stroke("grid", LEFT, y, right, y);
            svg.words("quiet end", LEFT - 8, y + 4.5, RateChart.duration(Math.round(Math.pow(10, power))));
        }
        curve("worst", top, low, high, Slot::longestNanos);
        curve("curve", top, low, high, Slot::medianNanos);
    }

    /** Lines through slots that follow each other; a point where one stands alone. */
    private void curve(String style, double top, double low, double high, ToLongFunction<Slot> latency) {
        int begin = 0;
        for (int i = 0; i <= chart.slots().size(); i++) {
            boolean seen = i < chart.slots().size() && chart.slots().get(i).longestNanos() > 0;
            if (seen) {
                continue;
            }
            double[] xs = new double[i - begin];
            double[] ys = new double[i - begin];
            for (int k = begin; k < i; k++) {
                double value = Math.log10(
                        (double) Math.max(1, latency.applyAsLong(chart.slots().get(k))));
                xs[k - begin] = slot(k + 0.5);
                ys[k - begin] = top + PANEL * (high - Math.clamp(value, low, high)) / (high - low);
            }
            svg.path(style, xs, ys);
            if (xs.length == 1) {
                svg.circle(style + "point", xs[0], ys[0], 2.5);
            }
            begin = i + 1;
        }
    }

    private double ticks(double bottom) {
        double from = chart.fromNanos() / NANOS;
        double span = chart.slotNanos() * (chart.slots().size() / NANOS);
        double step = nice(span * ROOM_FOR_A_TICK / (right - LEFT));
        int digits = (int) Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
        double free = 0;
        for (double at = Math.ceil(from / step - 1e-9) * step + 0.0; at <= from + span + step * 1e-6; at += step) {
            double x = x(at * NANOS);
            String words = String.format(Locale.ROOT, "%." + digits + "f s", at);
            double width = Letters.width(words);
            double begin = Math.min(x - width / 2, svg.width() - 2 - width);
            svg.stroke("axis", x, bottom, x, bottom + 5);
            if (begin >= free) {
                svg.words("quiet", begin, bottom + 25, words);
                free = begin + width + 8;
            }
        }
        return bottom + 25;
    }

    /** What colours and lines mean, in as many lines as it takes; returns where the next one would be. */
    private double legend(double y) {
        String[] styles = {"good", "failed", "unknown", "curve", "worst"};
        String[] words = {"ok", "failed", "unknown", "median latency", "longest latency"};
        double x = MARGIN;
        double line = y;
        for (int i = 0; i < styles.length; i++) {
            double width = 26 + Letters.width(words[i]);
            if (x > MARGIN && x + width > right) {
                x = MARGIN;
                line += Letters.LINE;
            }
            if (i < 3) {
                svg.plain(styles[i], x, line - 11, 12, 12);
            } else {
                svg.path(styles[i], new double[] {x, x + 18}, new double[] {line - 4.5, line - 4.5});
            }
            svg.words("quiet", x + (i < 3 ? 18 : 24), line, words[i]);
            x += width + 16;
        }
        return line + Letters.LINE;
    }
}
