package dev.faultline.sim.internal.disk;

import dev.faultline.sim.DiskCall;
import dev.faultline.sim.DiskCall.Kind;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.DiskPoint;
import dev.faultline.sim.PathPattern;
import dev.faultline.sim.internal.kernel.Task;

/** The state of a node's disk, as changes of names and attributes meet it. */
final class DiskGate implements FileGate {
    private static final PathPattern MADE_UP = PathPattern.of("/{dev,proc,sys}");

    private final DiskCalls disk;

    DiskGate(DiskCalls disk) {
        this.disk = disk;
    }

    /** What the machine makes up is not on the disk; the code that drives the simulation sees all. */
    @Override
    public void beforeLook(String path) {
        if (disk.faults.unavailable && Task.current() != null && !MADE_UP.matches(path)) {
            disk.faults.checkAvailable(path, DiskCall.Kind.OPEN.name());
        }
    }

    @Override
    public void beforeChange(Kind kind, String path, String other) {
        DiskCall call = new DiskCall(kind, path, other, 0, Long.MAX_VALUE);
        disk.faults.fail(call);
        disk.points.reached(call, DiskPoint.Moment.BEFORE);
    }

    @Override
    public void afterChange(Kind kind, String path, String other) {
        if (disk.points.areSet()) {
            disk.points.reached(new DiskCall(kind, path, other, 0, Long.MAX_VALUE), DiskPoint.Moment.AFTER);
        }
    }

    @Override
    public boolean isFull() {
        return disk.capacityPages != DiskCalls.NO_LIMIT && disk.tree().cache.usedPages() >= disk.capacityPages;
    }

    @Override
    public PosixException full(String path) {
        disk.counters.outOfSpace++;
        disk.recordFault(path, DiskFault.Operation.CHANGE.name(), PosixError.ENOSPC);
        return new PosixException(PosixError.ENOSPC);
    }
}
