package dev.faultline.check.isolation;

import java.util.function.BooleanSupplier;

/**
 * What a check may spend before it answers UNKNOWN.
 *
 * @param memoryBytes how much memory its own structures may take, the history apart; at least 1 MiB
 * @param edgesToVisit how many edges each search for a cycle to show may visit; at least 1. It decides which cycle is
 *     shown, never whether a level holds
 * @param decisions how many decisions the search for an order of writes may take; at least 1
 * @param stop asked now and then; once it answers true, the check ends. The only limit that may depend on time
 */
public record IsolationLimits(long memoryBytes, long edgesToVisit, long decisions, BooleanSupplier stop) {

    private static final long LEAST_MEMORY_BYTES = 1L << 20;

    /** @throws IllegalArgumentException if a number is too small */
    public IsolationLimits {
        if (memoryBytes < LEAST_MEMORY_BYTES || edgesToVisit < 1 || decisions < 1) {
            throw new IllegalArgumentException("limits too small: %d bytes, %d edges, %d decisions"
                    .formatted(memoryBytes, edgesToVisit, decisions));
        }
    }

    /** Half the memory of the JVM, 2 million edges for each search, 10 million decisions, no stop. */
    public static IsolationLimits standard() {
        return new IsolationLimits(
                Math.max(LEAST_MEMORY_BYTES, Runtime.getRuntime().maxMemory() / 2), 2_000_000, 10_000_000, () -> false);
    }

    /** These limits with another amount of memory. */
    public IsolationLimits memoryBytes(long bytes) {
        return new IsolationLimits(bytes, edgesToVisit, decisions, stop);
    }

    /** These limits with another stop. */
    public IsolationLimits stop(BooleanSupplier other) {
        return new IsolationLimits(memoryBytes, edgesToVisit, decisions, other);
    }

    /** Ends the reading of a file if it is to stop, or if its transactions take more than this many bytes. */
    void requireFit(long bytes) {
        poll("it read the file");
        if (bytes > memoryBytes) {
            throw new CheckStopped("the transactions are more than fit into the memory allowed");
        }
    }

    /** Ends the check if it is to stop. */
    void poll(String doing) {
        if (stop.getAsBoolean()) {
            throw new CheckStopped("it was stopped while " + doing);
        }
    }
}
