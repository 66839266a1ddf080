package dev.faultline.experiment;

/**
 * A time in which a client tried to connect.
 *
 * @param fromNanos virtual time of the run at which it began to
 * @param toNanos when it had a connection or gave up; {@link Long#MAX_VALUE} if it never did either
 * @param failed whether it has no connection
 */
record Connecting(long fromNanos, long toNanos, boolean failed) {
    /** Returns that it began at that time. */
    static Connecting since(long nanos) {
        return new Connecting(nanos, Long.MAX_VALUE, true);
    }

    Connecting until(long nanos, boolean hasFailed) {
        return new Connecting(fromNanos, nanos, hasFailed);
    }
}
