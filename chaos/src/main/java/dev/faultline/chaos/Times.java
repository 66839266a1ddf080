package dev.faultline.chaos;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** Durations in faults: their text and their ranges. */
final class Times {
    /** Stands for the longest time that a fault can last. */
    static final String EVER = "ever";

    static final Duration LASTING_MAX = Duration.ofDays(100);
    private static final Duration JUMP_MAX = Duration.ofDays(36_500);
    private static final long MICRO = 1_000L;
    private static final long MILLI = 1_000_000L;
    private static final long SECOND = 1_000_000_000L;

    private Times() {}

    static void check(Duration lasting) {
        WrongPart.unless(
                !lasting.isNegative() && !lasting.isZero() && lasting.compareTo(LASTING_MAX) <= 0,
                "lasting",
                "a fault must last longer than 0s and 100 days at most, was " + text(lasting));
    }

    static void checkJump(Duration by) {
        WrongPart.unless(
                !by.isZero() && by.abs().compareTo(JUMP_MAX) <= 0,
                "by",
                "a clock must jump, by 36500 days at most in either direction, was " + text(by));
    }

    static void checkPatience(Duration within) {
        WrongPart.unless(
                !within.isNegative() && within.compareTo(LASTING_MAX) <= 0,
                "within",
                "a program has from 0s to 100 days to end, was " + text(within));
    }

    static void checkAt(Duration at) {
        if (at.isNegative() || at.compareTo(LASTING_MAX) > 0) {
            throw new IllegalArgumentException("a fault must begin from 0s to 100 days, was " + text(at));
        }
    }

    /** Returns the duration in the greatest of s, ms, us and ns of which it has one or more: {@code 90s, 1.5ms}. */
    static String text(Duration duration) {
        if (duration.equals(LASTING_MAX)) {
            return EVER;
        }
        BigDecimal nanos = BigDecimal.valueOf(duration.getSeconds())
                .multiply(BigDecimal.valueOf(SECOND))
                .add(BigDecimal.valueOf(duration.getNano()));
        BigDecimal size = nanos.abs();
        if (size.signum() == 0 || size.compareTo(BigDecimal.valueOf(SECOND)) >= 0) {
            return text(nanos, 9, "s");
        }
        if (size.compareTo(BigDecimal.valueOf(MILLI)) >= 0) {
            return text(nanos, 6, "ms");
        }
        return size.compareTo(BigDecimal.valueOf(MICRO)) >= 0 ? text(nanos, 3, "us") : text(nanos, 0, "ns");
    }

    static String text(long nanos) {
        return text(Duration.ofNanos(nanos));
    }

    private static String text(BigDecimal nanos, int decimals, String unit) {
        BigDecimal number = nanos.movePointLeft(decimals);
        return (number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString()) + unit;
    }

    static boolean isUnit(String word) {
        return List.of("ns", "us", "ms", "s", "m", "h").contains(word);
    }

    /**
     * Reads what {@link #text(Duration)} writes; the units m and h are known too, and {@code ever}.
     *
     * @throws IllegalArgumentException if it is no duration
     */
    static Duration parse(String word) {
        if (word.equals(EVER)) {
            return LASTING_MAX;
        }
        int unitAt = 0;
        while (unitAt < word.length() && "+-.0123456789".indexOf(word.charAt(unitAt)) >= 0) {
            unitAt++;
        }
        long unitNanos = switch (word.substring(unitAt)) {
            case "ns" -> 1L;
            case "us" -> MICRO;
            case "ms" -> MILLI;
            case "s" -> SECOND;
            case "m" -> 60 * SECOND;
            case "h" -> 3_600 * SECOND;
            default ->
                throw new IllegalArgumentException(
                        "'" + word + "' is no duration; write a number and ns, us, ms, s, m or h, such as 1.5s");
        };
        BigDecimal nanos;
        try {
            nanos = new BigDecimal(word.substring(0, unitAt)).multiply(BigDecimal.valueOf(unitNanos));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("'" + word + "' does not begin with a number, such as 1.5s", e);
        }
        try {
            return Duration.ofNanos(nanos.longValueExact());
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "'" + word + "' is not a whole number of nanoseconds, or more than 292 years", e);
        }
    }

    static Duration least(Duration one, Duration two) {
        return one.compareTo(two) < 0 ? one : two;
    }
}
