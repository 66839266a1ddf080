package dev.faultline.sim.internal.disk;

/** A device: nothing to read from it, or random bytes without end; what is written to it is gone. */
public final class InodeDevice extends Inode {
    final boolean random;

    InodeDevice(long number, boolean random, long nowNanos) {
        super(number, 0666, nowNanos);
        this.random = random;
    }

    @Override
    public int kind() {
        return KIND_DEVICE;
    }

    @Override
    public long size() {
        return 0;
    }
}
