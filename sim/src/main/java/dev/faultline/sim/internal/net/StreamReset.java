package dev.faultline.sim.internal.net;

/** Ends a connection at once. It is sent once, and never again if it is lost. */
final class StreamReset extends StreamPacket {
    private final StreamEnd target;

    /** @param source the end it speaks for, which may be gone */
    StreamReset(Link link, StreamEnd source, StreamEnd target) {
        super(link, source);
        this.target = target;
    }

    @Override
    void delivered() {
        target.resetArrived();
    }

    @Override
    void lost(boolean byCut) {
        target.sender.retransmission.lost(false);
    }
}
