package dev.faultline.sim.internal.disk;

import org.jspecify.annotations.Nullable;

/** The name of a Unix domain socket. It outlives the socket, until somebody removes it. */
public final class InodeSocket extends Inode {
    /** The socket that has the name. */
    public interface Holder {}

    /** What waits for connections there; null if that is none that does. */
    public final @Nullable Holder holder;

    InodeSocket(long number, @Nullable Holder holder, long nowNanos) {
        super(number, 0755, nowNanos);
        this.holder = holder;
    }

    @Override
    public int kind() {
        return KIND_SOCKET;
    }

    @Override
    public long size() {
        return 0;
    }
}
