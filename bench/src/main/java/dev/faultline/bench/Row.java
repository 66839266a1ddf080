package dev.faultline.bench;

import java.util.Locale;

/**
 * A line of the table.
 *
 * @param what was measured
 * @param figure its median
 * @param unit of the figure and the bar
 * @param bar what is asked for
 * @param note what else there is to know, may be empty
 */
record Row(String what, double figure, String unit, Bar bar, String note) {
    /** What is asked of a figure. */
    sealed interface Bar {
        /** Nothing: the figure is there to compare with. */
        record None() implements Bar {}

        /** At least so much. */
        record AtLeast(double limit) implements Bar {}

        /** At most so much. */
        record AtMost(double limit) implements Bar {}
    }

    static Row plain(String what, double figure, String unit, String note) {
        return new Row(what, figure, unit, new Bar.None(), note);
    }

    static Row atLeast(String what, double figure, String unit, double limit, String note) {
        return new Row(what, figure, unit, new Bar.AtLeast(limit), note);
    }

    static Row atMost(String what, double figure, String unit, double limit, String note) {
        return new Row(what, figure, unit, new Bar.AtMost(limit), note);
    }

    /** A figure that is not a number misses every bar. */
    boolean misses() {
        return switch (bar) {
            case Bar.None none -> false;
            case Bar.AtLeast(double limit) -> !(figure >= limit);
            case Bar.AtMost(double limit) -> !(figure <= limit);
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
        int decimals = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
        return String.format(Locale.ROOT, "%,." + decimals + "f", value);
    }
}
