package dev.faultline.sim.internal.net;

import dev.faultline.sim.Cause;
import dev.faultline.sim.internal.kernel.Life;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import org.jspecify.annotations.Nullable;

/**
 * One end of a connection, as TCP of its node keeps it: from the socket's creation until both directions are closed or
 * one side gives up.
 *
 * <p>This file is long because the states of a connection are one thing, which each call and each packet may change. What is
 * sent, received and sent again, the way there and the request have files of their own.
 */
public final class StreamEnd extends Endpoint {
    /** The name of this end and of the other, in the Unix domain. */
    @Nullable
    public UnixDomainSocketAddress name;

    @Nullable
    public UnixDomainSocketAddress peerName;

    /** Where a connection is in its life. */
    private enum State {
        IDLE,
        REQUESTING,
        /** Made by a listener, not yet confirmed by the other end. */
        REQUESTED,
        CONNECTED,
        GONE
    }

    public final StreamPath path;
    public final StreamSender sender = new StreamSender(this);
    public final StreamReceiver receiver = new StreamReceiver(this);
    /** Keeps the writes of several threads apart. */
    public final NetTurn writing = new NetTurn();
    /** Keeps the reads of several threads apart. */
    public final NetTurn reading = new NetTurn();
    /** When the packet sent last arrives, so that the next one does not overtake it. */
    long lastArrivalNanos;

    private State state = State.IDLE;
    private @Nullable StreamRequest request;
    private @Nullable Listener listener;
    private Cause established = Cause.NONE;
    private boolean server;
    private boolean stalled;
    private boolean closed;
    private boolean reset;
    /** Whether this side ended its stream before it saw the end of the other's: then it keeps TIME_WAIT. */
    private boolean endedFirst;
    /** Whether it is in TIME_WAIT: it acknowledges again what comes again because an acknowledgement was lost. */
    private boolean waitsForStragglers;
    /** What the next write is told, once. */
    private @Nullable String pendingError;
    /** What a failed request is told. */
    private @Nullable String failure;

    public StreamEnd(NetStack stack, Life owner) {
        super(stack, owner, SocketSettings.ofStream());
        path = new StreamPath(stack);
    }

    /** The end that speaks for a node where a packet finds no connection. */
    public StreamEnd(NetStack stack) {
        super(stack, null, SocketSettings.ofStream());
        path = new StreamPath(stack);
        state = State.GONE;
    }

    /** The end of a connection that a listener makes for a request. */
    public StreamEnd(Listener listener, StreamEnd client, InetSocketAddress local, InetSocketAddress remote) {
        super(listener.stack, null, listener.settings.forAccepted());
        this.listener = listener;
        path = new StreamPath(listener, client, local, remote);
        state = State.REQUESTED;
        server = true;
        stack.connections().add(this);
        sender.open(client.receiver.open());
        client.sender.open(receiver.open());
    }

    // ---- facts

    public boolean isBound() {
        return path.local() != null;
    }

    public boolean isRequesting() {
        return state == State.REQUESTING;
    }

    boolean isRequested() {
        return state == State.REQUESTED;
    }

    public boolean isConnected() {
        return state == State.CONNECTED;
    }

    public boolean isGone() {
        return state == State.GONE;
    }

    /** Returns whether no process has it any more, but the operating system still has something to send or await. */
    public boolean isOrphan() {
        return closed;
    }

    /** Returns whether it is the listening side's end of a connection that is open. */
    boolean isOpenServerEnd() {
        return server && state == State.CONNECTED;
    }

    boolean isStalled() {
        return stalled;
    }

    public void setStalled(boolean on) {
        stalled = on;
        if (path.hasLink()) {
            path.link().release();
        }
    }

    @Override
    public int readyOps() {
        if (state == State.REQUESTING || state == State.IDLE) {
            return 0;
        }
        // A socket that is finished in any way is ready for everything: the operation itself tells what is wrong.
        if (state == State.GONE) {
            return SelectionKey.OP_CONNECT | SelectionKey.OP_READ | SelectionKey.OP_WRITE;
        }
        return SelectionKey.OP_CONNECT
                | (receiver.isReady() ? SelectionKey.OP_READ : 0)
                | (sender.isRoomy() || sender.hasEnded() ? SelectionKey.OP_WRITE : 0);
    }

    // ---- opening

    /** Asks for a connection; {@link #isRequesting} tells while it is on. */
    public void request(InetSocketAddress to) throws SocketException {
        path.lead(to);
        state = State.REQUESTING;
        stack.connections().add(this);
        scheduler()
                .setCause(path.record(
                        "ConnectionRequested",
                        "connection",
                        path.connection(),
                        "from",
                        NetAddresses.text(path.local()),
                        "to",
                        path.remoteName() + ":" + to.getPort()));
        request = new StreamRequest(this, to);
        request.start();
    }

    /** Called when the other end has answered the request. */
    void requestAnswered(StreamEnd answering) {
        if (state == State.CONNECTED && path.peer() == answering) {
            path.link().send(new StreamConfirm(this));
        } else if (state != State.REQUESTING) {
            answerReset(answering);
        } else {
            stopRequest();
            path.meet(answering);
            state = State.CONNECTED;
            scheduler()
                    .setCause(path.record(
                            "ConnectionEstablished", "connection", path.connection(), "with", path.remoteName()));
            path.link().send(new StreamConfirm(this));
            changed();
        }
    }

    /** Called when the request has come to nothing. */
    void requestFailed(String message) {
        if (state == State.REQUESTING) {
            failure = message;
            if (message.equals("Connection refused")) {
                scheduler()
                        .setCause(path.record(
                                "ConnectionRefused", "connection", path.connection(), "by", path.remoteName()));
            }
            vanish();
        }
    }

    /** Returns why there is no connection; null if there is one. */
    @Nullable
    public String failure() {
        if (state != State.GONE) {
            return null;
        }
        return failure != null ? failure : "Connection reset";
    }

    /** Called at the listening side when the other end has shown that it knows of the connection. */
    void confirmed() {
        Listener at = listener;
        if (state == State.REQUESTED && at != null) {
            sender.retransmission.succeeded();
            state = State.CONNECTED;
            listener = null;
            established =
                    path.record("ConnectionEstablished", "connection", path.connection(), "with", path.remoteName());
            scheduler().setCause(established);
            at.ready(this);
        }
    }

    /** Sends the answer to the request, or sends it again. */
    void resendAnswer() {
        path.link().send(new StreamAnswer(this));
    }

    Cause established() {
        return established;
    }

    // ---- reading and writing; none of these blocks

    /**
     * Reads what is there.
     *
     * @return how many bytes; 0 if there is nothing now; -1 at the end of the stream
     */
    public int read(ByteBuffer target) throws IOException {
        int count = receiver.read(target);
        if (count == 0 && state == State.GONE) {
            String error = pendingError;
            pendingError = null;
            if (reset) {
                throw new SocketException("Connection reset");
            }
            if (error != null) {
                throw new SocketException(error);
            }
            return -1;
        }
        return count;
    }

    /** Writes as much as there is room for, possibly nothing. */
    public int write(ByteBuffer source, boolean urgent) throws IOException {
        if (state == State.GONE || sender.hasEnded()) {
            String error = pendingError;
            pendingError = null;
            throw new SocketException(error != null ? error : "Broken pipe");
        }
        return sender.write(source, urgent);
    }

    public void shutInput() {
        receiver.shut();
        readable();
    }

    public void shutOutput() {
        if (state == State.CONNECTED) {
            endStream();
        }
        changed();
    }

    private void endStream() {
        endedFirst |= !sender.hasEnded() && !receiver.hasEnded();
        sender.end();
    }

    // ---- what arrives

    void segmentArrived(Segment segment) {
        confirmed();
        if (waitsForStragglers && !receiver.isNews(segment)) {
            receiver.acknowledge();
            return;
        }
        if (state == State.GONE || (closed && segment.length > 0 && receiver.isNews(segment))) {
            answerReset(segment.source);
            vanish();
            return;
        }
        sender.acknowledgedBeside(segment.acknowledged);
        receiver.take(segment);
        finishIfDone();
    }

    /** Tells an end that nobody here knows of its connection. */
    void answerReset(StreamEnd stranger) {
        Link way = stack.topology.link(stack, stranger.stack);
        way.countReset();
        way.send(new StreamReset(way, this, stranger));
    }

    public void resetArrived() {
        if (state == State.REQUESTING) {
            path.link().countRefused();
            requestFailed("Connection refused");
        } else if (state == State.CONNECTED || state == State.REQUESTED) {
            pendingError = receiver.hasEnded() ? "Broken pipe" : "Connection reset by peer";
            reset = true;
            scheduler().setCause(path.record("StreamReset", "connection", path.connection(), "by", path.remoteName()));
            vanish();
        }
    }

    /** Breaks the connection for a reason of this side. */
    void fail(String message) {
        pendingError = message;
        scheduler()
                .setCause(path.record(
                        "StreamBroken", "connection", path.connection(), "to", path.remoteName(), "why", message));
        vanish();
    }

    // ---- closing

    /** Does what closing the socket does: ends the stream, or resets it if something unread would be lost. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        boolean linger = settings.lingerSeconds() != 0;
        if (state == State.CONNECTED && linger && receiver.available() == 0) {
            endStream();
            receiver.shut();
            finishIfDone();
        } else {
            abort();
        }
        if (state == State.GONE) {
            receiver.discard();
            path.release(closed, false);
        }
        changed();
        abandon();
    }

    /** Resets the connection. */
    void abort() {
        if (path.hasPeer() && (state == State.CONNECTED || state == State.REQUESTED)) {
            scheduler().setCause(path.record("StreamReset", "connection", path.connection(), "by", stack.node.name()));
            pendingError = "Connection reset by peer";
            reset = true;
            answerReset(path.peer());
        }
        vanish();
    }

    @Override
    void processEnded() {
        close();
    }

    @Override
    void powerOff() {
        closed = true;
        vanish();
        abandon();
    }

    /** Forgets the connection when both directions have ended and the process has closed it. */
    void finishIfDone() {
        if (closed && state == State.CONNECTED && sender.isDone()) {
            if (receiver.hasEnded()) {
                vanish();
            } else {
                // The other end may never close; the port is free again all the same.
                path.release(closed, true);
            }
        }
    }

    private void vanish() {
        if (state == State.GONE) {
            return;
        }
        boolean timeWait = endedFirst && !reset && sender.isDone();
        waitsForStragglers = timeWait && receiver.hasEnded();
        state = State.GONE;
        stopRequest();
        sender.discard();
        if (closed) {
            receiver.discard();
        }
        Listener at = listener;
        if (at != null) {
            listener = null;
            at.lost(this);
        }
        stack.connections().remove(this);
        path.release(closed, timeWait);
        changed();
    }

    private void stopRequest() {
        if (request != null) {
            request.stop();
            request = null;
        }
    }
}
