package dev.faultline.sim;

import java.time.Duration;

/**
 * What a simulation is told at its start.
 *
 * @param seed decides everything that is left open
 * @param strategy how the next thread is chosen
 * @param preemption where threads lose their turn beside the points where they block
 * @param turnsMax how many turns the run may take at most
 * @param watchdog how long the thread of one turn may compute, or stand still without doing so, in real time, before that counts as
 *     a busy loop; it shapes no run that ends well
 */
public record SimulationOptions(
        long seed, Strategy.Factory strategy, Preemption preemption, long turnsMax, Duration watchdog) {
    private static final Duration DEFAULT_WATCHDOG = Duration.ofSeconds(30);

    /** Checks the ranges. */
    public SimulationOptions {
        if (turnsMax < 1 || watchdog.isNegative() || watchdog.isZero()) {
            throw new IllegalArgumentException("turnsMax and watchdog must be positive");
        }
    }

    /** Returns the usual options with this seed. */
    public static SimulationOptions withSeed(long seed) {
        return new SimulationOptions(seed, Strategy.random(), Preemption.NONE, Long.MAX_VALUE, DEFAULT_WATCHDOG);
    }

    /** Returns these options with another strategy. */
    public SimulationOptions withStrategy(Strategy.Factory other) {
        return new SimulationOptions(seed, other, preemption, turnsMax, watchdog);
    }

    /** Returns these options with other points of preemption. */
    public SimulationOptions withPreemption(Preemption other) {
        return new SimulationOptions(seed, strategy, other, turnsMax, watchdog);
    }

    /** Returns these options with another limit to the turns. */
    public SimulationOptions withTurnsMax(long limit) {
        return new SimulationOptions(seed, strategy, preemption, limit, watchdog);
    }

    /** Returns these options with another limit to the real time of one turn. */
    public SimulationOptions withWatchdog(Duration limit) {
        return new SimulationOptions(seed, strategy, preemption, turnsMax, limit);
    }
}
