package dev.faultline.sim;

/**
 * What the machine of a node lets a process have. It may be changed at any time; what a process has already it keeps.
 *
 * @param openFiles how many files and sockets the program may have open; each more fails with "Too many open files". What the
 *     JVM has for itself, such as its standard streams, jars and selectors, does not count. {@link Integer#MAX_VALUE} for no
 *     limit
 * @param threads how many threads the program may have, without virtual ones and those of the JVM itself; to start another is an
 *     {@link OutOfMemoryError}. {@link Integer#MAX_VALUE} for no limit
 * @param processorShare which share of the processors' time there is for it, above 0.0 to 1.0: what its threads do takes the
 *     reciprocal of that in virtual time. It is taken back after each turn, in which no thread of the node runs; what it waits
 *     for takes no longer
 */
public record NodeLimits(int openFiles, int threads, double processorShare) {
    /** As much as it wants. */
    public static final NodeLimits NONE = new NodeLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, 1);

    /** Checks the ranges. */
    public NodeLimits {
        if (openFiles < 0 || threads < 0) {
            throw new IllegalArgumentException(
                    "a limit is not negative, was " + openFiles + " open files, " + threads + " threads");
        }
        if (!(processorShare > 0 && processorShare <= 1)) {
            throw new IllegalArgumentException(
                    "a share of processors is above 0.0 and 1.0 at most, was " + processorShare);
        }
    }

    /** Returns these limits with so many open files. */
    public NodeLimits withOpenFiles(int limit) {
        return new NodeLimits(limit, threads, processorShare);
    }

    /** Returns these limits with so many threads. */
    public NodeLimits withThreads(int limit) {
        return new NodeLimits(openFiles, limit, processorShare);
    }

    /** Returns these limits with another share of the processors. */
    public NodeLimits withProcessorShare(double share) {
        return new NodeLimits(openFiles, threads, share);
    }

    /**
     * What a node has of what is {@linkplain NodeLimits limited}, and how often it came up against a limit since the start of the
     * run.
     *
     * @param openFiles how many files and sockets the program has open now
     * @param threads how many threads it has now, without virtual ones
     * @param refusedFiles how often a file or socket could not be opened for the limit
     * @param refusedThreads how often a thread could not be started for the limit
     * @param heldNanos how long its threads got no turn because of its share of the processors, in virtual time
     */
    public record Use(int openFiles, int threads, long refusedFiles, long refusedThreads, long heldNanos) {}
}
