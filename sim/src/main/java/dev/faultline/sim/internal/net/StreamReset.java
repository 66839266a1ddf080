package dev.faultline.sim.internal.net;

import dev.faultline.sim.internal.disturbance.Lost;

/** Ends a connection at once. It is sent once, and never again if it is lost. */
final class StreamReset extends StreamPacket {
    private final StreamEnd target;

    /** @param source the end it speaks for, which may be gone */
    StreamReset(Link link, StreamEnd source, StreamEnd target) {
        super(link, source);
        this.target = target;
    }

    /** Whoever refuses a connection has no end of it. */
    @Override
    StreamPath path() {
        return target.path;
    }

    @Override
    void delivered() {
        target.resetArrived();
    }

    @Override
    void lost(Lost why) {
        target.sender.retransmission.answerLost();
    }
}
