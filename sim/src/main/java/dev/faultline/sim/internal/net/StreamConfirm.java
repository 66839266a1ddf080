package dev.faultline.sim.internal.net;

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
    void lost(boolean byCut) {
        source.path.peer().sender.retransmission.lost(false);
    }
}
