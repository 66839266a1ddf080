package dev.faultline.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.DoubleSupplier;

/**
 * Measures how fast this machine is right now, by {@link WorkMix}, so that figures of another machine, and of a busy one, can
 * be compared. A unit of work is what took 1 ms of processor time where the bars were set.
 *
 * <p>A machine is not of one speed: neighbours take its caches, its memory and its clock rate, for seconds at a time. So the
 * mix is done before and after every round that counts, and each round is compared with what was measured around it.
 *
 * <p>For one thread.
 */
final class Gauge {
    /** What the mix took on the machine where the bars were set and the peers measured, when it was not slowed down. */
    static final double REFERENCE_MILLIS = 45;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    /** After which the compilers have done with the mix. */
    private static final int WARM_UPS = 25;

    private static final int TIMES = 3;

    private final WorkMix mix = new WorkMix();

    Gauge() {
        for (int i = 0; i < WARM_UPS; i++) {
            double _ = once();
        }
    }

    /**
     * What was measured.
     *
     * @param figure the median of the rounds
     * @param inUnits the median of what they were beside the units around them
     * @param unitMillis the median of what a unit took meanwhile
     */
    record Reading(double figure, double inUnits, double unitMillis) {}

    /** Returns milliseconds of processor time that a unit of work takes now. */
    double unitMillis() {
        double[] times = new double[TIMES];
        for (int i = 0; i < TIMES; i++) {
            times[i] = once();
        }
        return Cost.median(times);
    }

    private double once() {
        long begin = THREADS.getCurrentThreadCpuTime();
        if (mix.once() != WorkMix.RESULT) {
            throw new IllegalStateException("the work that everything is compared with came to another result");
        }
        return (THREADS.getCurrentThreadCpuTime() - begin) / 1e6 / REFERENCE_MILLIS;
    }

    /** Reads milliseconds: the units are so many units of work. */
    Reading cost(int warmUps, int rounds, DoubleSupplier millis) {
        return read(warmUps, rounds, millis, (figure, unit) -> figure / unit);
    }

    /** Reads something per second: the units are the same per thousand units of work. */
    Reading rate(int warmUps, int rounds, DoubleSupplier perSecond) {
        return read(warmUps, rounds, perSecond, (figure, unit) -> figure * unit);
    }

    /** How a figure and the milliseconds of a unit come together. */
    private interface Comparison {
        double of(double figure, double unitMillis);
    }

    private Reading read(int warmUps, int rounds, DoubleSupplier measurement, Comparison comparison) {
        for (int i = 0; i < warmUps; i++) {
            double _ = measurement.getAsDouble();
        }
        double[] figures = new double[rounds];
        double[] inUnits = new double[rounds];
        double[] units = new double[rounds];
        double before = unitMillis();
        for (int i = 0; i < rounds; i++) {
            figures[i] = measurement.getAsDouble();
            double after = unitMillis();
            units[i] = (before + after) / 2;
            inUnits[i] = comparison.of(figures[i], units[i]);
            before = after;
        }
        return new Reading(Cost.median(figures), Cost.median(inUnits), Cost.median(units));
    }
}
