package dev.faultline.sim;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How long something takes, as a random variable over nanoseconds.
 *
 * <p>Samples are never below 1 ns nor above one hour, whatever the tails of the law say. Immutable.
 */
public sealed interface Distribution {
    /** The least sample. */
    long MIN_NANOS = 1;

    /** The greatest sample: one hour. */
    long MAX_NANOS = 3_600_000_000_000L;

    /** Draws a duration, in nanoseconds, from {@link #MIN_NANOS} to {@link #MAX_NANOS}. */
    long sample(Rng rng);

    /**
     * Always the same.
     *
     * @param nanos from 1 ns to 1 h
     */
    record Constant(long nanos) implements Distribution {
        /** Checks the range. */
        public Constant {
            checkNanos("the duration", nanos);
        }

        @Override
        public long sample(Rng rng) {
            return nanos;
        }

        @Override
        public String toString() {
            return "constant " + format(nanos);
        }
    }

    /**
     * Every duration of the range is as likely as any other.
     *
     * @param lowNanos the least, from 1 ns
     * @param highNanos the greatest, to 1 h
     */
    record Uniform(long lowNanos, long highNanos) implements Distribution {
        /** Checks the ranges. */
        public Uniform {
            checkNanos("the least duration", lowNanos);
            checkNanos("the greatest duration", highNanos);
            if (lowNanos > highNanos) {
                throw new IllegalArgumentException("uniform: the least duration " + format(lowNanos)
                        + " exceeds the greatest " + format(highNanos));
            }
        }

        @Override
        public long sample(Rng rng) {
            return rng.between(lowNanos, highNanos);
        }

        @Override
        public String toString() {
            return "uniform " + format(lowNanos) + " " + format(highNanos);
        }
    }

    /**
     * The normal law, cut off at the least sample.
     *
     * @param meanNanos from 1 ns to 1 h
     * @param deviationNanos the standard deviation, from 1 ns to 1 h
     */
    record Normal(long meanNanos, long deviationNanos) implements Distribution {
        /** Checks the ranges. */
        public Normal {
            checkNanos("the mean", meanNanos);
            checkNanos("the standard deviation", deviationNanos);
        }

        @Override
        public long sample(Rng rng) {
            return cut(meanNanos + rng.gaussian() * deviationNanos);
        }

        @Override
        public String toString() {
            return "normal " + format(meanNanos) + " " + format(deviationNanos);
        }
    }

    /**
     * The logarithm is normal: mostly near the median, with a long tail, as latencies of real networks are.
     *
     * @param medianNanos from 1 ns to 1 h
     * @param sigma the standard deviation of the natural logarithm, above 0 and at most 10
     */
    record LogNormal(long medianNanos, double sigma) implements Distribution {
        /** Checks the ranges. */
        public LogNormal {
            checkNanos("the median", medianNanos);
            if (!(sigma > 0 && sigma <= 10)) {
                throw new IllegalArgumentException("lognormal: sigma must be above 0 and at most 10, was " + sigma);
            }
        }

        @Override
        public long sample(Rng rng) {
            return cut(medianNanos * Math.exp(sigma * rng.gaussian()));
        }

        @Override
        public String toString() {
            return "lognormal " + format(medianNanos) + " " + sigma;
        }
    }

    /**
     * The law of waiting for something that happens at a constant rate.
     *
     * @param meanNanos from 1 ns to 1 h
     */
    record Exponential(long meanNanos) implements Distribution {
        /** Checks the range. */
        public Exponential {
            checkNanos("the mean", meanNanos);
        }

        @Override
        public long sample(Rng rng) {
            return cut(-meanNanos * Math.log(1.0 - rng.unit()));
        }

        @Override
        public String toString() {
            return "exponential " + format(meanNanos);
        }
    }

    /**
     * Reads what {@code toString} writes: the law and its parameters, separated by spaces, such as
     * {@code constant 1ms}, {@code uniform 100us 500us}, {@code normal 1ms 200us}, {@code lognormal 1ms 0.5},
     * {@code exponential 2.5ms}. The units are ns, us, ms, s, m, h.
     *
     * @throws IllegalArgumentException if the text is none of these; the message says what would be right
     */
    static Distribution parse(String text) {
        String[] words = text.strip().split("\\s+", -1);
        return switch (words[0]) {
            case "constant" -> new Constant(nanos(text, words, 1, 1));
            case "uniform" -> new Uniform(nanos(text, words, 1, 2), nanos(text, words, 2, 2));
            case "normal" -> new Normal(nanos(text, words, 1, 2), nanos(text, words, 2, 2));
            case "lognormal" -> new LogNormal(nanos(text, words, 1, 2), number(text, word(text, words, 2, 2)));
            case "exponential" -> new Exponential(nanos(text, words, 1, 1));
            default ->
                throw new IllegalArgumentException("'" + text + "' is no distribution: it must begin with constant,"
                        + " uniform, normal, lognormal or exponential, such as 'uniform 100us 500us'");
        };
    }

    private static long nanos(String text, String[] words, int index, int count) {
        String word = word(text, words, index, count);
        int unitAt = 0;
        while (unitAt < word.length() && !Character.isLetter(word.charAt(unitAt))) {
            unitAt++;
        }
        long unit = unitNanos(text, word, word.substring(unitAt));
        BigDecimal nanos = decimal(text, word, word.substring(0, unitAt)).multiply(BigDecimal.valueOf(unit));
        if (nanos.abs().compareTo(BigDecimal.valueOf(MAX_NANOS)) > 0) {
            throw new IllegalArgumentException("'" + text + "': '" + word + "' is more than one hour");
        }
        return nanos.setScale(0, RoundingMode.HALF_UP).longValue();
    }

    private static double number(String text, String word) {
        return decimal(text, word, word).doubleValue();
    }

    private static String word(String text, String[] words, int index, int count) {
        if (words.length != count + 1) {
            throw new IllegalArgumentException("'" + text + "': " + words[0] + " takes " + count
                    + (count == 1 ? " parameter" : " parameters") + ", found " + (words.length - 1));
        }
        return words[index];
    }

    private static BigDecimal decimal(String text, String word, String digits) {
        try {
            return new BigDecimal(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "'" + text + "': '" + word + "' does not begin with a number, such as 1.5", e);
        }
    }

    private static long unitNanos(String text, String word, String unit) {
        return switch (unit) {
            case "ns" -> 1L;
            case "us" -> 1_000L;
            case "ms" -> 1_000_000L;
            case "s" -> 1_000_000_000L;
            case "m" -> 60_000_000_000L;
            case "h" -> 3_600_000_000_000L;
            default ->
                throw new IllegalArgumentException(
                        "'" + text + "': '" + word + "' needs a unit: ns, us, ms, s, m or h, such as 1.5ms");
        };
    }

    private static void checkNanos(String what, long nanos) {
        if (nanos < MIN_NANOS || nanos > MAX_NANOS) {
            throw new IllegalArgumentException(what + " must be from 1 ns to 1 h, was " + nanos + " ns");
        }
    }

    private static long cut(double nanos) {
        return nanos <= MIN_NANOS ? MIN_NANOS : nanos >= MAX_NANOS ? MAX_NANOS : (long) nanos;
    }

    private static String format(long nanos) {
        if (nanos % 1_000_000_000L == 0) {
            return nanos / 1_000_000_000L + "s";
        }
        if (nanos % 1_000_000L == 0) {
            return nanos / 1_000_000L + "ms";
        }
        return nanos % 1_000L == 0 ? nanos / 1_000L + "us" : nanos + "ns";
    }
}
