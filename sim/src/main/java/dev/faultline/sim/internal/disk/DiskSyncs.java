package dev.faultline.sim.internal.disk;

import dev.faultline.sim.DiskCall;
import dev.faultline.sim.DiskPoint.Moment;
import dev.faultline.sim.internal.kernel.Scheduler;

/** The calls by which programs make durable what they have written. */
final class DiskSyncs {
    private final DiskCalls disk;
    private final Scheduler scheduler;

    DiskSyncs(DiskCalls disk, Scheduler scheduler) {
        this.disk = disk;
        this.scheduler = scheduler;
    }

    void ofDirectory(Inode directory, String path) {
        DiskCache cache = disk.tree().cache;
        cache.checkWritable();
        long journalLimit = cache.journal.sequence();
        long begun = scheduler.nowNanos();
        disk.pace.sync(0);
        DiskCall call = new DiskCall(DiskCall.Kind.SYNC, path);
        if (goesThrough(call, disk.faults.strike(call))) {
            cache.syncDirectory(directory, journalLimit);
            done(call, 0, begun);
        }
    }

    /** Makes durable the size, and what is between the two places. */
    void ofFile(FileInode file, String path, long from, long to) {
        DiskCache cache = disk.tree().cache;
        long journalLimit = cache.journal.sequence();
        long begun = scheduler.nowNanos();
        FileInode.Sync sync = cache.beginSync(file, from, to);
        disk.pace.sync(sync.bytes());
        DiskCall call = new DiskCall(DiskCall.Kind.SYNC, path, path, from, to - from);
        DiskFaults.Hit hit;
        try {
            hit = disk.faults.strike(call);
        } catch (PosixException e) {
            file.failSync(sync);
            throw e;
        }
        if (goesThrough(call, hit)) {
            cache.finishSync(sync, journalLimit);
            done(call, sync.bytes(), begun);
        }
    }

    /** The time of a sync has passed: returns whether it does what it should. */
    private boolean goesThrough(DiskCall call, DiskFaults.Hit hit) {
        disk.pace.delay(hit);
        disk.points.reached(call, Moment.BEFORE);
        if (hit.spoils != null) {
            disk.counters.lostSyncs++;
            disk.record("SyncLost", "path", call.path());
            disk.points.reached(call, Moment.AFTER);
        }
        return hit.spoils == null;
    }

    private void done(DiskCall call, long bytes, long begunNanos) {
        disk.counters.syncs++;
        disk.counters.syncedBytes += bytes;
        disk.record(
                "FileSynced", "path", call.path(), "bytes", bytes, "latencyNanos", scheduler.nowNanos() - begunNanos);
        disk.points.reached(call, Moment.AFTER);
    }
}
