package dev.faultline.sim;

/** The third packet of a handshake: the one that asked has seen the answer. */
final class StreamConfirm extends NetPacket {
    StreamConfirm(StreamEnd source) {
        super(source.link(), source);
    }

    @Override
    boolean isAcknowledgement() {
        return true;
    }

    @Override
    void delivered() {
        if (source.peer().isGone()) {
            source.peer().answerReset(source);
        } else {
            source.peer().confirmed();
        }
    }

    @Override
    void lost(boolean byCut) {
        source.peer().sender.retransmission.lost(false);
    }
}
