package dev.faultline.sim;

/**
 * What a disk has done since the start of the run, and its state.
 *
 * @param reads calls that read contents
 * @param readBytes bytes read
 * @param writes calls that wrote contents
 * @param writtenBytes bytes written
 * @param syncs syncs that were done
 * @param syncedBytes bytes that syncs wrote, in whole pages
 * @param errors calls that failed by a {@link DiskFault}, or because the disk was gone
 * @param outOfSpace calls that failed, or wrote less than asked, because the disk was full
 * @param slowedNanos virtual time that calls took beyond the usual because the disk was slow
 * @param queuedNanos virtual time that syncs took beyond that because the disk takes only so many bytes in a second
 * @param refusedChanges changes and syncs that failed because the file system was read-only
 * @param usedBytes what the files take now, in whole pages
 * @param unsyncedPages pages that the disk does not hold now
 * @param unsyncedChanges changes of names and truncations that the disk does not hold now
 */
public record DiskStatistics(
        long reads,
        long readBytes,
        long writes,
        long writtenBytes,
        long syncs,
        long syncedBytes,
        long errors,
        long outOfSpace,
        long slowedNanos,
        long queuedNanos,
        long refusedChanges,
        long usedBytes,
        int unsyncedPages,
        int unsyncedChanges) {}
