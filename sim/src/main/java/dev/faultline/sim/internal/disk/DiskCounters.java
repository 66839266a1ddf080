package dev.faultline.sim.internal.disk;

import dev.faultline.sim.Disk;
import dev.faultline.sim.DiskStatistics;

/** What {@link DiskStatistics} reports, while it is counted. */
public final class DiskCounters {
    long reads;
    long readBytes;
    long writes;
    long writtenBytes;
    long syncs;
    long syncedBytes;
    long errors;
    long outOfSpace;
    long slowedNanos;
    long queuedNanos;
    long bytesAtRest;
    long flippedBits;
    long tornWrites;
    long lostWrites;
    long misdirectedWrites;
    long lostSyncs;
    long delayedCalls;
    long delayedNanos;
    long shownReads;

    public Disk.Damage damage(long shownPages) {
        return new Disk.Damage(
                bytesAtRest,
                flippedBits,
                tornWrites,
                lostWrites,
                misdirectedWrites,
                lostSyncs,
                delayedCalls,
                delayedNanos,
                shownReads,
                shownPages);
    }

    public DiskStatistics report(long refusedChanges, long usedBytes, int unsyncedPages, int unsyncedChanges) {
        return new DiskStatistics(
                reads,
                readBytes,
                writes,
                writtenBytes,
                syncs,
                syncedBytes,
                errors,
                outOfSpace,
                slowedNanos,
                queuedNanos,
                refusedChanges,
                usedBytes,
                unsyncedPages,
                unsyncedChanges);
    }
}
