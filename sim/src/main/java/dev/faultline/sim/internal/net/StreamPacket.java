package dev.faultline.sim.internal.net;

/** A packet of a stream. Those of one stream in one direction never overtake each other. */
abstract class StreamPacket extends NetPacket {
    /** The end that sends it; packets of one end keep their order. */
    final StreamEnd source;

    StreamPacket(Link link, StreamEnd source) {
        super(link);
        this.source = source;
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
