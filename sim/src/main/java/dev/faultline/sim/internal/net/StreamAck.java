package dev.faultline.sim.internal.net;

import dev.faultline.sim.internal.disturbance.Lost;

/** An acknowledgement: what has arrived in order, and how far the other end may send. */
final class StreamAck extends StreamPacket {
    private final long next;
    private final long windowEdge;

    StreamAck(StreamEnd source, long next, long windowEdge) {
        super(source.path.link(), source);
        this.next = next;
        this.windowEdge = windowEdge;
    }

    @Override
    boolean isAcknowledgement() {
        return true;
    }

    @Override
    void delivered() {
        StreamEnd peer = source.path.peer();
        if (peer.isGone()) {
            peer.answerReset(source);
        } else {
            peer.sender.acknowledged(next, windowEdge);
        }
    }

    @Override
    void lost(Lost why) {
        source.path.peer().sender.retransmission.answerLost();
    }
}
