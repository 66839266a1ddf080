package dev.faultline.experiment;

import java.time.Duration;

/**
 * How long a program that ended by itself stays down before it is started again: longer each time that it ends soon after its
 * start, up to a limit.
 *
 * @param delay the first time, and after a life that was long enough; above 0
 * @param factor by which the delay grows each time, 1 or more
 * @param longest what it does not grow beyond; no shorter than {@code delay}
 * @param reset how long a program must have run for the delay to be the first one again
 */
public record BackOff(Duration delay, double factor, Duration longest, Duration reset) {
    /** Checks the ranges. */
    public BackOff {
        if (delay.isNegative() || delay.isZero() || !(factor >= 1) || longest.compareTo(delay) < 0) {
            throw new IllegalArgumentException(
                    "no back-off: " + delay + ", times " + factor + ", " + longest + " at most");
        }
    }

    /**
     * Returns the delay.
     *
     * @param quick how often in a row the program has ended before its time was long enough, before this
     */
    Duration after(int quick) {
        double nanos = delay.toNanos() * StrictMath.pow(factor, quick);
        return nanos >= longest.toNanos() ? longest : Duration.ofNanos((long) nanos);
    }
}
