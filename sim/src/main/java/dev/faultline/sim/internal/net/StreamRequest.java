package dev.faultline.sim.internal.net;

import dev.faultline.sim.internal.disturbance.Lost;
import dev.faultline.sim.internal.kernel.Timer;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * A request for a connection (SYN) and its repetitions: after 1, 3, 7, 15, 31 and 63 s; given up after 127 s, as Linux
 * does with tcp_syn_retries = 6.
 */
final class StreamRequest {
    private static final long FIRST_NANOS = 1_000_000_000L;
    private static final int RETRIES_MAX = 6;

    private final StreamEnd client;
    private final InetSocketAddress to;
    private @Nullable Timer timer;
    private int retries;
    /** What the other side made of it, so that a repetition does not make another. */
    private @Nullable StreamEnd server;

    StreamRequest(StreamEnd client, InetSocketAddress to) {
        this.client = client;
        this.to = to;
    }

    void start() {
        timer = client.scheduler().after(FIRST_NANOS << retries, this::repeat);
        if (client.path.hasLink()) {
            client.path.link().send(new Packet(client.path.link(), this));
        }
    }

    void stop() {
        if (timer != null) {
            timer.cancel(false);
            timer = null;
        }
    }

    private void repeat() {
        timer = null;
        if (retries == RETRIES_MAX) {
            client.requestFailed("Connection timed out");
        } else {
            retries++;
            start();
        }
    }

    private void arrived(Link link) {
        StreamEnd known = server;
        if (known != null && known.isRequested()) {
            known.resendAnswer();
            return;
        }
        if (known != null) {
            if (known.isGone()) {
                known.answerReset(client);
            }
            return;
        }
        Listener listener = link.to.ports.listener(to);
        if (listener == null) {
            link.to.refuse(client);
        } else if (listener.isFull()) {
            link.countRequestDropped();
        } else {
            server = listener.accept(client, to);
            server.resendAnswer();
        }
    }

    /** The request on its way. */
    private static final class Packet extends StreamPacket {
        private final StreamRequest request;

        Packet(Link link, StreamRequest request) {
            super(link, request.client);
            this.request = request;
        }

        @Override
        boolean isRequest() {
            return true;
        }

        @Override
        void delivered() {
            request.arrived(link);
        }

        @Override
        void lost(Lost why) {
            // Its timer runs already.
        }
    }
}
