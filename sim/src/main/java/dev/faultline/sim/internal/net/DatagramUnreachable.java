package dev.faultline.sim.internal.net;

import dev.faultline.sim.PacketFilter.Protocol;
import dev.faultline.sim.internal.disturbance.Lost;
import java.net.InetSocketAddress;

/** Tells the sender of a datagram that nobody has its port (ICMP port unreachable). It is sent once. */
final class DatagramUnreachable extends NetPacket {
    private final DatagramEnd target;
    private final InetSocketAddress nobody;

    DatagramUnreachable(Link link, Datagram refused) {
        super(link);
        target = refused.source;
        nobody = refused.to;
    }

    @Override
    public Protocol protocol() {
        return Protocol.ANY;
    }

    @Override
    public boolean hasPort(int port) {
        return false;
    }

    @Override
    long arrivalNanos(long earliestNanos) {
        return earliestNanos;
    }

    @Override
    void delivered() {
        target.refusedBy(nobody);
    }

    @Override
    void lost(Lost why) {
        // The sender never learns of it.
    }
}
