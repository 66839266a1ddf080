package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.NodeClock;
import java.time.Duration;

/** The clock of a machine: what is added to the time of the run, and at which rate it goes. */
public final class MachineClock implements NodeClock {
    /** The time of day at which every run starts: 2023-11-14T22:13:20Z. */
    public static final long START_OF_RUN_MILLIS = 1_700_000_000_000L;

    /** What a monotonic clock shows at the start of a run; anything but zero, which programs take for "unset". */
    private static final long MONOTONIC_START_NANOS = 3_600_000_000_000L;

    private static final long PPM = 1_000_000L;

    private long offsetNanos;
    private long driftPpm;
    private long anchorRunNanos;
    private long anchorOwnNanos;
    private long readings;

    public MachineClock() {}

    @Override
    public Duration offset() {
        return Duration.ofNanos(offsetNanos);
    }

    @Override
    public long driftPpm() {
        return driftPpm;
    }

    @Override
    public long readings() {
        return readings;
    }

    public void jump(long nanos) {
        offsetNanos += nanos;
    }

    public void setDrift(long ppm, long nowNanos) {
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

    public long monotonicNanos(long nowNanos) {
        return MONOTONIC_START_NANOS + elapsed(nowNanos);
    }

    public long wallMillis(long nowNanos) {
        readings++;
        return START_OF_RUN_MILLIS + Math.floorDiv(elapsed(nowNanos) + offsetNanos, 1_000_000L);
    }

    /** Returns the time of day as nanoseconds since the given second of the epoch. */
    public long wallNanosSince(long epochSecond, long nowNanos) {
        readings++;
        return (START_OF_RUN_MILLIS / 1_000 - epochSecond) * 1_000_000_000L + elapsed(nowNanos) + offsetNanos;
    }

    /** Returns how long a wait of so much time on this clock takes in the run. */
    public long toRunNanos(long ownNanos) {
        if (driftPpm == 0) {
            return ownNanos;
        }
        double factor = (double) PPM / (PPM + driftPpm);
        return ownNanos > Long.MAX_VALUE / 2 ? Long.MAX_VALUE : Math.max(1, (long) Math.ceil(ownNanos * factor));
    }
}
