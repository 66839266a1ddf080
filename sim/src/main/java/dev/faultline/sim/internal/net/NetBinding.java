package dev.faultline.sim.internal.net;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A socket's hold on an address and port of its node. */
final class NetBinding {
    private final InetSocketAddress address;
    private final boolean reuseAddress;
    private final boolean reusePort;
    private final boolean accepted;
    private @Nullable Listener listener;

    NetBinding(InetSocketAddress address, boolean reuseAddress, boolean reusePort, boolean accepted) {
        this.address = address;
        this.reuseAddress = reuseAddress;
        this.reusePort = reusePort;
        this.accepted = accepted;
    }

    InetSocketAddress address() {
        return address;
    }

    int port() {
        return address.getPort();
    }

    /** Returns whether it is that of an accepted connection, which shares the port of its listener. */
    boolean isAccepted() {
        return accepted;
    }

    boolean reusesAddress() {
        return reuseAddress;
    }

    @Nullable
    Listener listener() {
        return listener;
    }

    void listen(Listener at) {
        listener = at;
    }

    /** Returns whether another socket cannot have this address and port as well. */
    boolean conflicts(NetBinding other) {
        boolean overlap = address.getAddress().isAnyLocalAddress()
                || other.address.getAddress().isAnyLocalAddress()
                || address.getAddress().equals(other.address.getAddress());
        if (!overlap || (reusePort && other.reusePort)) {
            return false;
        }
        return !(reuseAddress && other.reuseAddress && listener == null && other.listener == null);
    }

    boolean takes(InetSocketAddress to) {
        return address.getAddress().isAnyLocalAddress() || address.getAddress().equals(to.getAddress());
    }
}
