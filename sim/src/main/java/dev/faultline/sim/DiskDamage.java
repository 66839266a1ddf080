package dev.faultline.sim;

/**
 * What was done to a disk's contents since the start of the run, other than what programs asked for: the ground truth of
 * faults that programs are not told of.
 *
 * @param bytesAtRest bytes that the code that drives the simulation has given another value
 * @param flippedBits bits that were flipped in a read or a write
 * @param tornWrites writes of which the end is missing
 * @param lostWrites writes that were taken and are not there
 * @param misdirectedWrites writes that went elsewhere
 * @param lostSyncs syncs that were answered and did nothing
 * @param delayedCalls calls that took longer by a fault
 * @param delayedNanos by how much, together
 * @param shownReads reads that have given a program a byte that is not as it should be, by one of the above but the last three
 * @param shownPages pages that became other than they had seemed, as the page cache let go of them
 */
public record DiskDamage(
        long bytesAtRest,
        long flippedBits,
        long tornWrites,
        long lostWrites,
        long misdirectedWrites,
        long lostSyncs,
        long delayedCalls,
        long delayedNanos,
        long shownReads,
        long shownPages) {}
