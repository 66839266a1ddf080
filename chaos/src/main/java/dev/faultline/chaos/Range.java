package dev.faultline.chaos;

import dev.faultline.sim.Rng;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number, with its unit, that is drawn between two others: {@code uniform 1s..5s}, {@code log 0.01..0.1}, {@code uniform
 * x2..x20}. On the scale {@code log} each order of magnitude is as likely as any other.
 *
 * @param law how it is drawn
 * @param low the least
 * @param high the greatest
 */
record Range(Law law, Quantity low, Quantity high) {
    /** How a range is written. */
    static final Pattern FORM = Pattern.compile("(uniform|log)[ \\t]+(\\S+?)\\.\\.(\\S+)");

    private static final MathContext DIGITS = new MathContext(4, RoundingMode.HALF_UP);

    /** How a number is drawn. */
    enum Law {
        UNIFORM,
        LOG
    }

    /** A number with what stands before and behind it: {@code x20}, {@code 500ppm}, {@code 1.5s}. */
    record Quantity(String before, BigDecimal number, String unit) {
        private static final Pattern FORM = Pattern.compile("(x?)(-?[0-9]{1,15}(?:\\.[0-9]{1,15})?)([A-Za-z/%]{0,8})");

        static Quantity parse(String text) {
            Matcher form = FORM.matcher(text);
            if (!form.matches()) {
                throw new IllegalArgumentException("'" + text + "' is no number with a unit, such as 1.5s");
            }
            return new Quantity(form.group(1), new BigDecimal(form.group(2)), form.group(3));
        }

        boolean isDuration() {
            return Times.isUnit(unit);
        }

        @Override
        public String toString() {
            return before + number.toPlainString() + unit;
        }
    }

    Range {
        if (!low.before().equals(high.before())
                || !(low.unit().equals(high.unit()) || (low.isDuration() && high.isDuration()))) {
            throw new IllegalArgumentException("'" + low + "' and '" + high + "' are not of one kind");
        }
        if (value(low).compareTo(value(high)) > 0) {
            throw new IllegalArgumentException("'" + low + "' is more than '" + high + "'");
        }
        if (law == Law.LOG && low.number().signum() <= 0) {
            throw new IllegalArgumentException("on the scale log the least must be above zero, was '" + low + "'");
        }
    }

    /**
     * Reads a range.
     *
     * @throws IllegalArgumentException if its ends are no numbers, or not of one kind, or in the wrong order
     */
    static Range parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no range, such as uniform 1s..5s");
        }
        return new Range(
                Law.valueOf(form.group(1).toUpperCase(Locale.ROOT)),
                Quantity.parse(form.group(2)),
                Quantity.parse(form.group(3)));
    }

    private static BigDecimal value(Quantity quantity) {
        return quantity.isDuration()
                ? BigDecimal.valueOf(Times.parse(quantity.number().toPlainString() + quantity.unit())
                        .toNanos())
                : quantity.number();
    }

    String least() {
        return low.toString();
    }

    String greatest() {
        return high.toString();
    }

    /** Draws a number, in the form in which it stands in text. */
    String draw(Rng rng) {
        double from = value(low).doubleValue();
        double to = value(high).doubleValue();
        boolean whole =
                !low.isDuration() && low.number().scale() <= 0 && high.number().scale() <= 0;
        // Each whole number is as likely as any other, the last one, too.
        double end = whole ? to + 1 : to;
        // StrictMath: the same number on every machine.
        double drawn =
                law == Law.UNIFORM ? from + (end - from) * rng.unit() : from * StrictMath.pow(end / from, rng.unit());
        if (low.isDuration()) {
            return Times.text(new BigDecimal(drawn).round(DIGITS).longValue());
        }
        BigDecimal number =
                whole ? new BigDecimal(Math.min(StrictMath.floor(drawn), to)) : new BigDecimal(drawn).round(DIGITS);
        return low.before() + number.stripTrailingZeros().toPlainString() + low.unit();
    }
}
