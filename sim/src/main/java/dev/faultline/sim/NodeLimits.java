package dev.faultline.sim;

import java.time.Duration;

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
 * @param heap how much the code of the program may allocate; more is an {@link OutOfMemoryError}. {@link Heap#UNLIMITED} for no
 *     limit
 */
public record NodeLimits(int openFiles, int threads, double processorShare, Heap heap) {
    /** As much as it wants. */
    public static final NodeLimits NONE = new NodeLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, 1, Heap.UNLIMITED);

    /**
     * How much of its heap the code of a program may have in use. All nodes share the heap of one JVM, and when that frees
     * something no seed decides. So this is an account, not a measurement: what the program's own classes allocate counts as in use
     * for a fixed time, and what is in use then is the rate of allocation times that time (John D. C. Little, "A Proof for the
     * Queuing Formula: L = lambda W", Operations Research 9(3), 1961).
     *
     * <p>Counted are objects and arrays that a method of the program's classes makes itself, copies of arrays by {@code clone} and
     * {@link java.util.Arrays}, and buffers by {@link java.nio.ByteBuffer}; not what the JDK makes on its behalf, such as the table
     * of a map, nor what a static initialiser, reflection or a method handle makes, nor what a class makes whose methods have no room for the
     * calls that count. Sizes follow from HotSpot's layout with
     * references of 4 bytes; the parts of an object are packed. What does not fit is an error at that place and is not counted. To find
     * that out takes 1 ms, as a collector that looks in vain.
     *
     * @param bytes how much may be in use; {@link Long#MAX_VALUE} for no limit
     * @param lifetime how long what is allocated counts as in use, in virtual time: it and up to 1/64 of it more. What a loop
     *     allocates takes next to no virtual time, so all of that is in use at once. From 1 us to 36,500 days; longer than the
     *     run for what is never free again
     */
    public record Heap(long bytes, Duration lifetime) {
        private static final Duration LIFETIME_MIN = Duration.ofNanos(1_000);
        private static final Duration LIFETIME_MAX = Duration.ofDays(36_500);

        /** As much as it wants, of which nothing is counted. */
        public static final Heap UNLIMITED = new Heap(Long.MAX_VALUE, Duration.ofSeconds(1));

        /** Checks the ranges. */
        public Heap {
            if (bytes < 0) {
                throw new IllegalArgumentException("a limit is not negative, was " + bytes + " bytes");
            }
            if (lifetime.compareTo(LIFETIME_MIN) < 0 || lifetime.compareTo(LIFETIME_MAX) > 0) {
                throw new IllegalArgumentException("a lifetime is from 1 us to 36,500 days, was " + lifetime);
            }
        }

        /** Returns whether there is a limit. */
        public boolean isLimited() {
            return bytes != Long.MAX_VALUE;
        }
    }

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
        return new NodeLimits(limit, threads, processorShare, heap);
    }

    /** Returns these limits with so many threads. */
    public NodeLimits withThreads(int limit) {
        return new NodeLimits(openFiles, limit, processorShare, heap);
    }

    /** Returns these limits with another share of the processors. */
    public NodeLimits withProcessorShare(double share) {
        return new NodeLimits(openFiles, threads, share, heap);
    }

    /** Returns these limits with another heap. */
    public NodeLimits withHeap(Heap limit) {
        return new NodeLimits(openFiles, threads, processorShare, limit);
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
     * @param heap what its code has allocated since the heap was limited
     */
    public record Use(
            int openFiles, int threads, long refusedFiles, long refusedThreads, long heldNanos, HeapUse heap) {}

    /**
     * What the code of a node has allocated since its heap was limited; all is zero where it is not.
     *
     * @param bytes how much is in use now
     * @param bytesMax how much it was at most
     * @param allocations how many there were
     * @param refused how many of them were refused
     * @param firstRefused the size and the place of the first that was, such as {@code 80 bytes at
     *     org.example.Store.grow(Store.java:31)}; empty if none was
     */
    public record HeapUse(long bytes, long bytesMax, long allocations, long refused, String firstRefused) {
        /** Where nothing is counted. */
        public static final HeapUse NONE = new HeapUse(0, 0, 0, 0, "");
    }
}
