package dev.faultline.sim.internal.net;

import dev.faultline.sim.PacketFilter.Protocol;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** A packet of a stream. Those of one stream in one direction never overtake each other. */
abstract class StreamPacket extends NetPacket {
    /** The end that sends it; packets of one end keep their order. */
    final StreamEnd source;

    StreamPacket(Link link, StreamEnd source) {
        super(link);
        this.source = source;
    }

    @Override
    public final Protocol protocol() {
        return Protocol.TCP;
    }

    @Override
    public final boolean hasPort(int port) {
        StreamPath path = path();
        return isOf(path.local(), port) || isOf(path.remote(), port);
    }

    private static boolean isOf(@Nullable InetSocketAddress address, int port) {
        return address != null && address.getPort() == port;
    }

    /** Returns the way of an end of the stream that knows both ports. */
    StreamPath path() {
        return source.path;
    }

    @Override
    final boolean isHeldBack() {
        return source.isStalled();
    }

    @Override
    final long arrivalNanos(long earliestNanos) {
        long arrival = Math.max(earliestNanos, source.lastArrivalNanos + 1);
        source.lastArrivalNanos = arrival;
        return arrival;
    }
}
