package dev.faultline.sim;

import org.jspecify.annotations.Nullable;

/** The name of a Unix domain socket. It outlives the socket, until somebody removes it. */
final class InodeSocket extends Inode {
    /** What waits for connections there; null if that is none that does. */
    final @Nullable Listener listener;

    InodeSocket(long number, @Nullable Listener listener, long nowNanos) {
        super(number, 0755, nowNanos);
        this.listener = listener;
    }

    @Override
    int kind() {
        return KIND_SOCKET;
    }

    @Override
    long size() {
        return 0;
    }
}
