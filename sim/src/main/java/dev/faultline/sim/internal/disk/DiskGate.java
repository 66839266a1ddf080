package dev.faultline.sim.internal.disk;

import dev.faultline.sim.DiskFault;

/** The state of a node's disk, as changes of names and attributes meet it. */
final class DiskGate implements FileGate {
    private final DiskCalls disk;

    DiskGate(DiskCalls disk) {
        this.disk = disk;
    }

    @Override
    public void beforeChange(String path, String other) {
        disk.strike(path, other, DiskFault.Operation.CHANGE);
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
