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
    private static final long GOES = -1;

    private long offsetNanos;
    private long driftPpm;
    private long anchorRunNanos;
    private long anchorOwnNanos;
    private long readings;
    /** What {@link #elapsed} was when the time of day was stopped; negative while it goes. */
    private long frozenOwnNanos = GOES;

    private long strobeNanos;
    /** How long each of the two offsets lasts; 0 for none. */
    private long strobePeriodNanos;

    private long strobeSinceNanos;

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

    @Override
    public boolean isFrozen() {
        return frozenOwnNanos != GOES;
    }

    /** Stops the time of day. */
    public void freeze(long nowNanos) {
        frozenOwnNanos = elapsed(nowNanos);
    }

    /** Lets the time of day change between two offsets. */
    public void strobe(long nanos, long periodNanos, long nowNanos) {
        strobeNanos = nanos;
        strobePeriodNanos = periodNanos;
        strobeSinceNanos = nowNanos;
    }

    /** Lets the time of day be what it would be without the last two. */
    public void steady() {
        frozenOwnNanos = GOES;
        strobePeriodNanos = 0;
    }

    /** Returns the time of day since the run began. */
    private long shown(long nowNanos) {
        long own = isFrozen() ? frozenOwnNanos : elapsed(nowNanos);
        boolean isAhead =
                strobePeriodNanos > 0 && Math.floorDiv(nowNanos - strobeSinceNanos, strobePeriodNanos) % 2 == 0;
        return own + offsetNanos + (isAhead ? strobeNanos : 0);
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
        return START_OF_RUN_MILLIS + Math.floorDiv(shown(nowNanos), 1_000_000L);
    }

    /** Returns the time of day as nanoseconds since the given second of the epoch. */
    public long wallNanosSince(long epochSecond, long nowNanos) {
        readings++;
        return (START_OF_RUN_MILLIS / 1_000 - epochSecond) * 1_000_000_000L + shown(nowNanos);
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
