package dev.faultline.sim.internal.kernel;

/**
 * How long a thread has had its turn: what it has computed, and for how long it has computed nothing. Both are looked at, now and
 * then, from outside. All times are in nanoseconds.
 */
final class TurnTime {
    private long computedAtStart;
    private long computed;
    private long stillSince;

    /** A turn begins with a thread that has computed so much in its life. */
    void begin(long computedNanos, long nowNanos) {
        computedAtStart = computedNanos;
        computed = computedNanos;
        stillSince = nowNanos;
    }

    /** It was looked at. */
    void look(long computedNanos, long nowNanos) {
        if (computedNanos != computed) {
            computed = computedNanos;
            stillSince = nowNanos;
        }
    }

    /** Returns whether it has computed for longer than this in its turn. */
    boolean computesLongerThan(long limitNanos) {
        return computed - computedAtStart > limitNanos;
    }

    /** Returns whether it has computed nothing for longer than this. */
    boolean isStillLongerThan(long limitNanos, long nowNanos) {
        return nowNanos - stillSince > limitNanos;
    }
}
