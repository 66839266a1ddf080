package dev.faultline.sim.internal.net;

import dev.faultline.sim.Cause;
import dev.faultline.sim.PacketFilter.Protocol;
import dev.faultline.sim.internal.disturbance.LoosePacket;
import dev.faultline.sim.internal.disturbance.Lost;
import dev.faultline.sim.internal.disturbance.Slice;
import dev.faultline.sim.internal.kernel.Scheduler;
import java.net.InetSocketAddress;

/** A UDP datagram on its way to one node. */
public final class Datagram extends NetPacket implements LoosePacket {
    /** What a packet carries besides its IP and UDP headers, and besides its IP header alone. */
    private static final int FIRST_PACKET_BYTES = 1_472;

    private static final int PACKET_BYTES = 1_480;

    /** Its number in the run; copies for several receivers and duplicates share it. */
    final int number;

    final DatagramEnd source;
    public final InetSocketAddress from;
    final InetSocketAddress to;
    /** Never changed. */
    public final byte[] bytes;
    /** The event of the sending. */
    final Cause sent;
    /** The event of the delivery, once there is one. */
    Cause received = Cause.NONE;
    /** Whether it is to be lost on its way. */
    boolean vanishes;
    /** Whether others may overtake it. */
    boolean late;

    Datagram(
            Link link,
            int number,
            DatagramEnd source,
            InetSocketAddress from,
            InetSocketAddress to,
            byte[] bytes,
            Cause sent) {
        super(link);
        this.number = number;
        this.source = source;
        this.from = from;
        this.to = to;
        this.bytes = bytes;
        this.sent = sent;
    }

    @Override
    public Datagram twin() {
        return new Datagram(link, number, source, from, to, bytes, sent);
    }

    @Override
    public Datagram corrupted(int bit, Cause why) {
        byte[] changed = bytes.clone();
        changed[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        Cause event = record(link.from.node.name(), why, "DatagramCorrupted", "bit", bit);
        Datagram other = new Datagram(link, number, source, from, to, changed, sent.and(event));
        other.vanishes = vanishes;
        other.late = late;
        return other;
    }

    @Override
    public Protocol protocol() {
        return Protocol.UDP;
    }

    @Override
    public boolean hasPort(int port) {
        return from.getPort() == port || to.getPort() == port;
    }

    @Override
    public Slice content() {
        return new Slice(bytes, 0, bytes.length);
    }

    @Override
    public int parts() {
        return 1 + Math.max(0, bytes.length - FIRST_PACKET_BYTES + PACKET_BYTES - 1) / PACKET_BYTES;
    }

    @Override
    public int bytes() {
        return bytes.length;
    }

    @Override
    long arrivalNanos(long earliestNanos) {
        return link.datagrams.arrivalNanos(this, earliestNanos);
    }

    @Override
    void delivered() {
        if (vanishes) {
            link.datagrams.countLost();
            dropped("loss");
        } else {
            link.to.datagrams.take(this);
        }
    }

    @Override
    void lost(Lost why) {
        if (why.why() == Lost.Why.CHANCE) {
            var _ = record(link.to.node.name(), why.cause(), "DatagramLost", "why", why.why().word);
        } else {
            dropped(why.why().word);
        }
    }

    /** Records that nobody gets it. */
    void dropped(String why) {
        Scheduler scheduler = link.to.scheduler;
        scheduler.setCause(record(link.to.node.name(), Cause.NONE, "DatagramLost", "why", why));
    }

    /** Records the delivery. */
    void arrived() {
        received = record(link.to.node.name(), Cause.NONE, "DatagramDelivered", "bytes", bytes.length);
        link.to.scheduler.setCause(received);
    }

    private Cause record(String node, Cause also, String name, String key, Object value) {
        Scheduler scheduler = link.to.scheduler;
        return scheduler.recorder.record(
                name,
                node,
                "network",
                scheduler.nowNanos(),
                scheduler.cause().and(sent).and(also),
                "datagram",
                number,
                "from",
                link.from.node.name(),
                key,
                value);
    }
}
