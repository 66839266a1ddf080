package dev.faultline.sim.internal.net;

import dev.faultline.sim.Cause;
import dev.faultline.sim.internal.disturbance.Lost;
import dev.faultline.sim.internal.disturbance.Slice;

/**
 * A stretch of a stream on its way: the bytes of one write or a part of them, or the end of the stream.
 *
 * <p>The bytes are copied once, when they are written; sender and receiver share the array.
 */
final class Segment extends StreamPacket {
    /** The number of its first byte in the stream. The end of the stream counts as one byte. */
    final long sequence;

    final byte[] bytes;
    final int from;
    final int length;
    final boolean end;
    /** One byte sent as urgent data. */
    final boolean urgent;
    /** The event of the write, or of the closing. */
    final Cause sent;
    /** Up to where the sending end has the other direction, as of the last time it was sent. */
    long acknowledged;
    /** The event of the delivery, once there is one. */
    Cause received = Cause.NONE;

    private Segment(
            StreamEnd source,
            long sequence,
            byte[] bytes,
            int from,
            int length,
            boolean end,
            boolean urgent,
            Cause sent) {
        super(source.path.link(), source);
        this.sequence = sequence;
        this.bytes = bytes;
        this.from = from;
        this.length = length;
        this.end = end;
        this.urgent = urgent;
        this.sent = sent;
    }

    static Segment data(StreamEnd source, long sequence, byte[] bytes, boolean urgent, Cause sent) {
        return new Segment(source, sequence, bytes, 0, bytes.length, false, urgent, sent);
    }

    static Segment end(StreamEnd source, long sequence, Cause sent) {
        return new Segment(source, sequence, new byte[0], 0, 0, true, false, sent);
    }

    /** A segment without content, which the other end answers with its state. */
    static Segment probe(StreamEnd source, long sequence) {
        return new Segment(source, sequence, new byte[0], 0, 0, false, false, Cause.NONE);
    }

    Segment head(int bytesMax) {
        return new Segment(source, sequence, bytes, from, bytesMax, false, urgent, sent);
    }

    Segment tail(int skipped) {
        return new Segment(source, sequence + skipped, bytes, from + skipped, length - skipped, end, urgent, sent);
    }

    /** Returns the number after its last byte. */
    long next() {
        return sequence + length + (end ? 1 : 0);
    }

    @Override
    public int bytes() {
        return length;
    }

    @Override
    public Slice content() {
        return new Slice(bytes, from, from + length);
    }

    @Override
    void delivered() {
        source.path.peer().segmentArrived(this);
    }

    @Override
    void lost(Lost why) {
        source.sender.retransmission.dataLost(why);
    }
}
