package dev.faultline.sim.internal.net;

import dev.faultline.sim.Cause;
import dev.faultline.sim.internal.kernel.Scheduler;
import java.net.InetSocketAddress;

/** A UDP datagram on its way to one node. */
public final class Datagram extends NetPacket {
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

    /** Returns a copy that goes by itself. */
    Datagram again(Link over) {
        return new Datagram(over, number, source, from, to, bytes, sent);
    }

    /** Returns in how many packets it travels. */
    int packets() {
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
    void lost(boolean byCut) {
        dropped(byCut ? "cut" : "no power");
    }

    /** Records that nobody gets it. */
    void dropped(String why) {
        Scheduler scheduler = link.to.scheduler;
        scheduler.setCause(record("DatagramLost", "why", why));
    }

    /** Records the delivery. */
    void arrived() {
        received = record("DatagramDelivered", "bytes", bytes.length);
        link.to.scheduler.setCause(received);
    }

    private Cause record(String name, String key, Object value) {
        Scheduler scheduler = link.to.scheduler;
        return scheduler.recorder.record(
                name,
                link.to.node.name(),
                "network",
                scheduler.nowNanos(),
                scheduler.cause().and(sent),
                "datagram",
                number,
                "from",
                link.from.node.name(),
                key,
                value);
    }
}
