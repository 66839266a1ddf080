package dev.faultline.sim.internal.net;

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
    long arrivalNanos(long earliestNanos) {
        return earliestNanos;
    }

    @Override
    void delivered() {
        target.refusedBy(nobody);
    }

    @Override
    void lost(boolean byCut) {
        // The sender never learns of it.
    }
}
