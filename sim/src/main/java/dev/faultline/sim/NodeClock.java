package dev.faultline.sim;

import java.time.Duration;

/**
 * What a node takes for the time. It starts equal to the time of the run; faults make it jump or run fast or slow.
 *
 * <p>A jump changes the time of day ({@code System.currentTimeMillis}, {@code Instant.now}) and leaves the monotonic
 * clock ({@code System.nanoTime}, timers) alone, as setting the clock of a machine does. Drift changes the rate of
 * both.
 */
public final class NodeClock {
    /** The time of day at which every run starts: 2023-11-14T22:13:20Z. */
    static final long START_OF_RUN_MILLIS = 1_700_000_000_000L;

    /** What a monotonic clock shows at the start of a run; anything but zero, which programs take for "unset". */
    private static final long MONOTONIC_START_NANOS = 3_600_000_000_000L;

    private static final long PPM = 1_000_000L;

    private long offsetNanos;
    private long driftPpm;
    private long anchorRunNanos;
    private long anchorOwnNanos;
    private long readings;

    NodeClock() {}

    /** Returns by how much the time of day is ahead of the run, drift not counted. */
    public Duration offset() {
        return Duration.ofNanos(offsetNanos);
    }

    /** Returns by how many millionths the clock runs fast. */
    public long driftPpm() {
        return driftPpm;
    }

    /** Returns how often the node's programs have read the time of day. */
    public long readings() {
        return readings;
    }

    void jump(long nanos) {
        offsetNanos += nanos;
    }

    void setDrift(long ppm, long nowNanos) {
        anchorOwnNanos = elapsed(nowNanos);
        anchorRunNanos = nowNanos;
        driftPpm = ppm;
    }

    /** Returns the time that has passed on this clock since the run began. */
    private long elapsed(long nowNanos) {
        long since = nowNanos - anchorRunNanos;
        return anchorOwnNanos + (driftPpm == 0 ? since : since + scaled(since, driftPpm));
    }

    /** Returns {@code nanos * ppm / 10^6} without overflow for the length of any run. */
    private static long scaled(long nanos, long ppm) {
        return nanos / PPM * ppm + nanos % PPM * ppm / PPM;
    }

    long monotonicNanos(long nowNanos) {
        return MONOTONIC_START_NANOS + elapsed(nowNanos);
    }

    long wallMillis(long nowNanos) {
        readings++;
        return START_OF_RUN_MILLIS + Math.floorDiv(elapsed(nowNanos) + offsetNanos, 1_000_000L);
    }

    /** Returns the time of day as nanoseconds since the given second of the epoch. */
    long wallNanosSince(long epochSecond, long nowNanos) {
        readings++;
        return (START_OF_RUN_MILLIS / 1_000 - epochSecond) * 1_000_000_000L + elapsed(nowNanos) + offsetNanos;
    }

    /** Returns how long a wait of so much time on this clock takes in the run. */
    long toRunNanos(long ownNanos) {
        if (driftPpm == 0) {
            return ownNanos;
        }
        double factor = (double) PPM / (PPM + driftPpm);
        return ownNanos > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : Math.max(1, (long) Math.ceil(ownNanos * factor));
    }
}
