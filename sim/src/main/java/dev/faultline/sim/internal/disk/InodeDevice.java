package dev.faultline.sim.internal.disk;

import dev.faultline.sim.internal.kernel.Task;

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

    /** Fills a part of the array with random bytes of the calling thread; returns how many. */
    static int randomBytes(byte[] target, int offset, int length) {
        Task task = Task.current();
        if (task == null) {
            throw new PosixException(PosixError.EIO);
        }
        byte[] drawn = new byte[length];
        task.random().fill(drawn);
        System.arraycopy(drawn, 0, target, offset, length);
        return length;
    }
}
