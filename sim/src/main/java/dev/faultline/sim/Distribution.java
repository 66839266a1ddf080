package dev.faultline.sim;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

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
            return "constant " + DistributionText.format(nanos);
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
                throw new IllegalArgumentException("uniform: the least duration " + DistributionText.format(lowNanos)
                        + " exceeds the greatest " + DistributionText.format(highNanos));
            }
        }

        @Override
        public long sample(Rng rng) {
            return rng.between(lowNanos, highNanos);
        }

        @Override
        public String toString() {
            return "uniform " + DistributionText.format(lowNanos) + " " + DistributionText.format(highNanos);
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
            return "normal " + DistributionText.format(meanNanos) + " " + DistributionText.format(deviationNanos);
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
            return cut(medianNanos * StrictMath.exp(sigma * rng.gaussian()));
        }

        @Override
        public String toString() {
            return "lognormal " + DistributionText.format(medianNanos) + " " + sigma;
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
            return cut(-meanNanos * StrictMath.log(1.0 - rng.unit()));
        }

        @Override
        public String toString() {
            return "exponential " + DistributionText.format(meanNanos);
        }
    }

    /**
     * A power law: short as a rule, and now and then very long. The mean is {@code least * shape / (shape - 1)}; at a
     * shape of 1 or less the law has none, and only the limit of one hour bounds the samples.
     *
     * @param leastNanos the least sample, from 1 ns to 1 h
     * @param shape how fast the tail thins out, above 0 and at most 1000: a sample exceeds {@code x} times the least with
     *     the chance {@code x} to the power {@code -shape}
     */
    record Pareto(long leastNanos, double shape) implements Distribution {
        /** Checks the ranges. */
        public Pareto {
            checkNanos("the least duration", leastNanos);
            if (!(shape > 0 && shape <= 1000)) {
                throw new IllegalArgumentException("pareto: the shape must be above 0 and at most 1000, was " + shape);
            }
        }

        @Override
        public long sample(Rng rng) {
            return cut(leastNanos * StrictMath.pow(1.0 - rng.unit(), -1.0 / shape));
        }

        @Override
        public String toString() {
            return "pareto " + DistributionText.format(leastNanos) + " " + shape;
        }
    }

    /**
     * One of the durations of a list, each as likely as any other: what was measured somewhere. A duration that stands
     * there twice is twice as likely.
     *
     * @param nanos at least one, each from 1 ns to 1 h
     */
    record Empirical(List<Long> nanos) implements Distribution {
        /** Checks the ranges. */
        public Empirical {
            nanos = List.copyOf(nanos);
            if (nanos.isEmpty()) {
                throw new IllegalArgumentException("empirical: there must be at least one duration");
            }
            nanos.forEach(each -> checkNanos("each duration", each));
        }

        @Override
        public long sample(Rng rng) {
            return nanos.get(rng.below(nanos.size()));
        }

        @Override
        public String toString() {
            return nanos.stream().map(DistributionText::format).collect(Collectors.joining(" ", "empirical ", ""));
        }
    }

    /**
     * One sample of each, added: a base and the jitter on top of it.
     *
     * @param parts at least two, none of which is a sum
     */
    record Sum(List<Distribution> parts) implements Distribution {
        /** Checks the parts. */
        public Sum {
            parts = List.copyOf(parts);
            if (parts.size() < 2 || parts.stream().anyMatch(Sum.class::isInstance)) {
                throw new IllegalArgumentException(
                        "a sum must have at least two parts, none of which is a sum, was " + parts);
            }
        }

        @Override
        public long sample(Rng rng) {
            long sum = 0;
            for (Distribution part : parts) {
                sum = Math.min(MAX_NANOS, sum + part.sample(rng));
            }
            return sum;
        }

        @Override
        public String toString() {
            return parts.stream().map(Distribution::toString).collect(Collectors.joining(" + "));
        }
    }

    /** Returns this with so much jitter on top. */
    default Distribution plus(Distribution jitter) {
        return new Sum(Stream.of(this, jitter)
                .flatMap(each -> each instanceof Sum sum ? sum.parts().stream() : Stream.of(each))
                .toList());
    }

    /**
     * Reads what {@code toString} writes: the law and its parameters, separated by spaces, such as
     * {@code constant 1ms}, {@code uniform 100us 500us}, {@code normal 1ms 200us}, {@code lognormal 1ms 0.5},
     * {@code exponential 2.5ms}, {@code pareto 1ms 1.5}, {@code empirical 1ms 2ms 5ms}, or several of these with a
     * {@code +} between them. The units are ns, us, ms, s, m, h.
     *
     * @throws IllegalArgumentException if the text is none of these; the message says what would be right
     */
    static Distribution parse(String text) {
        return DistributionText.parse(text);
    }

    private static void checkNanos(String what, long nanos) {
        if (nanos < MIN_NANOS || nanos > MAX_NANOS) {
            throw new IllegalArgumentException(what + " must be from 1 ns to 1 h, was " + nanos + " ns");
        }
    }

    private static long cut(double nanos) {
        return nanos <= MIN_NANOS ? MIN_NANOS : nanos >= MAX_NANOS ? MAX_NANOS : (long) nanos;
    }
}
