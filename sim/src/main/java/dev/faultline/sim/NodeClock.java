package dev.faultline.sim;

import java.time.Duration;

/**
 * What a node takes for the time. It starts equal to the time of the run; faults make it jump or run fast or slow.
 *
 * <p>A jump changes the time of day ({@code System.currentTimeMillis}, {@code Instant.now}) and leaves the monotonic
 * clock ({@code System.nanoTime}, timers) alone, as setting the clock of a machine does. So do the two that follow: a frozen
 * clock shows the same time of day until it goes on, and a strobing one changes between the right time of day and a wrong
 * one. Drift changes the rate of both.
 */
public interface NodeClock {
    /** Returns by how much the time of day is ahead of the run, drift not counted. */
    Duration offset();

    /** Returns by how many millionths the clock runs fast. */
    long driftPpm();

    /** Returns whether the time of day stands still. */
    boolean isFrozen();

    /** Returns how often the node's programs have read the time of day. */
    long readings();
}
