package dev.faultline.sim.internal.net;

import dev.faultline.sim.internal.disturbance.Lost;

/** The answer to a request for a connection (SYN-ACK). */
final class StreamAnswer extends StreamPacket {
    StreamAnswer(StreamEnd source) {
        super(source.path.link(), source);
    }

    @Override
    void delivered() {
        source.path.peer().requestAnswered(source);
    }

    @Override
    void lost(Lost why) {
        source.sender.retransmission.answerLost();
    }
}
