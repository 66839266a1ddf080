package dev.faultline.sim;

/** A device: nothing to read from it, or random bytes without end; what is written to it is gone. */
final class InodeDevice extends Inode {
    final boolean random;

    InodeDevice(long number, boolean random, long nowNanos) {
        super(number, 0666, nowNanos);
        this.random = random;
    }

    @Override
    int kind() {
        return KIND_DEVICE;
    }

    @Override
    long size() {
        return 0;
    }
}
