package dev.faultline.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A line of the table: a figure as it was measured, what stands beside it, and their ratio, which is what a bar is about.
 *
 * @param what was measured
 * @param figure its median
 * @param unit of the figure
 * @param beside what it is compared with, with its unit; empty if with nothing
 * @param ratio of the two; the figure itself if it is compared with nothing
 * @param ratioUnit what the ratio counts
 * @param bar what is asked of the ratio
 * @param note what else there is to know, may be empty
 */
record Row(
        String what, double figure, String unit, String beside, double ratio, String ratioUnit, Bar bar, String note) {
    /** What a cost is counted in. */
    static final String UNITS = "units";

    /** What is asked of a ratio. */
    sealed interface Bar {
        /** Nothing: the figure is there to compare with. */
        record None() implements Bar {}

        /** At least so much. */
        record AtLeast(double limit) implements Bar {}

        /** At most so much. */
        record AtMost(double limit) implements Bar {}
    }

    /** A figure alone. */
    static Row plain(String what, double figure, String unit, String note) {
        return new Row(what, figure, unit, "", figure, unit, new Bar.None(), note);
    }

    /** Milliseconds of processor time, beside the unit of work. */
    static Row cost(String what, Gauge.Reading reading, Bar bar, String note) {
        return new Row(what, reading.figure(), "ms CPU", unit(reading), reading.inUnits(), UNITS, bar, note);
    }

    /** The same, with what other tools took. */
    static Row cost(String what, Gauge.Reading reading, Bar bar, List<Peer> peers, String note) {
        List<String> notes = new ArrayList<>();
        peers.forEach(peer -> notes.add(peer.beside(reading.figure(), reading.unitMillis())));
        if (!note.isEmpty()) {
            notes.add(note);
        }
        return cost(what, reading, bar, String.join("; ", notes));
    }

    /** So many per second of processor time, beside the unit of work. */
    static Row rate(String what, Gauge.Reading reading, String things, Bar bar, String note) {
        return new Row(
                what,
                reading.figure(),
                things + "/CPU s",
                unit(reading),
                reading.inUnits(),
                things + "/1000 units",
                bar,
                note);
    }

    /** Two figures of one kind, both measured here. */
    static Row ratio(String what, double figure, double other, String unit, Bar bar, String note) {
        return new Row(what, figure, unit, number(other) + " " + unit, figure / other, "x", bar, note);
    }

    /** The same with the median of the ratios, where each round has its own. */
    Row withRatio(double median) {
        return new Row(what, figure, unit, beside, median, ratioUnit, bar, note);
    }

    /** A figure that is missing, for a reason. */
    static Row missing(String what, String unit, Bar bar, String why) {
        return new Row(what, Double.NaN, unit, "", Double.NaN, UNITS, bar, why);
    }

    private static String unit(Gauge.Reading reading) {
        return "unit " + number(reading.unitMillis()) + " ms";
    }

    /** A ratio that is not a number misses every bar. */
    boolean misses() {
        return switch (bar) {
            case Bar.None none -> false;
            case Bar.AtLeast(double limit) -> !(ratio >= limit);
            case Bar.AtMost(double limit) -> !(ratio <= limit);
        };
    }

    String barText() {
        return switch (bar) {
            case Bar.None none -> "";
            case Bar.AtLeast(double limit) -> ">= " + number(limit);
            case Bar.AtMost(double limit) -> "<= " + number(limit);
        };
    }

    String outcome() {
        return bar instanceof Bar.None ? "" : misses() ? "FAIL" : "pass";
    }

    /** Three digits that mean something, thousands apart. */
    static String number(double value) {
        double size = Math.abs(value);
        int decimals = size >= 100 || size == 0 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : size >= 0.1 ? 3 : 4;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
