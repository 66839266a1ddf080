package dev.faultline.experiment;

/**
 * How the clients of an open loop kept up with the requests that came.
 *
 * @param asked how many of them were asked
 * @param unasked for how many no client was free until the end
 * @param longestWaitNanos how long a request had to wait for a client at most, or waited at the end
 */
public record OpenLoop(int asked, int unasked, long longestWaitNanos) {
    private static final long LATE_NANOS = 1_000_000_000;

    /** Returns whether there were so few clients, for how long answers took, that it was not the load that was asked for. */
    public boolean fellBehind() {
        return unasked > 0 && longestWaitNanos > LATE_NANOS;
    }
}
