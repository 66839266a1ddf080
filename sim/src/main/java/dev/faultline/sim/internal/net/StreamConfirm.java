package dev.faultline.sim.internal.net;

import dev.faultline.sim.internal.disturbance.Lost;

/** The third packet of a handshake: the one that asked has seen the answer. */
final class StreamConfirm extends StreamPacket {
    StreamConfirm(StreamEnd source) {
        super(source.path.link(), source);
    }

    @Override
    boolean isAcknowledgement() {
        return true;
    }

    @Override
    void delivered() {
        if (source.path.peer().isGone()) {
            source.path.peer().answerReset(source);
        } else {
            source.path.peer().confirmed();
        }
    }

    @Override
    void lost(Lost why) {
        source.path.peer().sender.retransmission.answerLost();
    }
}
