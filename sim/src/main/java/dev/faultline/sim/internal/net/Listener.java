package dev.faultline.sim.internal.net;

import dev.faultline.sim.internal.disk.InodeSocket;
import dev.faultline.sim.internal.kernel.Life;
import dev.faultline.sim.internal.kernel.Task;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.channels.SelectionKey;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A socket that waits for connections. */
public final class Listener extends Endpoint implements InodeSocket.Holder {
    private static final int BACKLOG_DEFAULT = 50;

    private final ArrayDeque<StreamEnd> ready = new ArrayDeque<>();
    private final List<StreamEnd> unconfirmed = new ArrayList<>();
    private int backlog = BACKLOG_DEFAULT;
    private @Nullable NetBinding binding;
    private @Nullable InetSocketAddress local;
    private boolean closed;

    public Listener(NetStack stack, Life owner) {
        super(stack, owner, SocketSettings.ofListener());
    }

    @Nullable
    public InetSocketAddress local() {
        return local;
    }

    public boolean isBound() {
        return binding != null;
    }

    /** Returns whether connections can be made to it. */
    boolean isListening() {
        return !closed && binding != null && binding.listener() == this;
    }

    /** Returns the port; 0 if it has none. */
    int port() {
        return local == null ? 0 : local.getPort();
    }

    public boolean isClosed() {
        return closed;
    }

    /** Takes the address and port, 0 for any free one, without listening yet. */
    public void bind(InetSocketAddress address) throws SocketException {
        NetBinding bound = stack.ports.bind(address, settings);
        binding = bound;
        local = bound.address();
    }

    public void listen(int connectionsMax) {
        NetBinding bound = binding;
        if (bound != null) {
            backlog = connectionsMax > 0 ? connectionsMax : BACKLOG_DEFAULT;
            bound.listen(this);
        }
    }

    @Override
    public int readyOps() {
        return ready.isEmpty() ? 0 : SelectionKey.OP_ACCEPT;
    }

    /** Returns whether a request would be dropped. As in Linux, one more than the backlog fits. */
    boolean isFull() {
        return ready.size() + unconfirmed.size() > backlog;
    }

    /** Makes this node's end of a requested connection. */
    StreamEnd accept(StreamEnd client, InetSocketAddress requested) {
        StreamEnd end =
                new StreamEnd(this, client, NetAddresses.copy(requested), NetAddresses.copy(client.path.local()));
        end.peerName = client.name;
        unconfirmed.add(end);
        return end;
    }

    void ready(StreamEnd end) {
        unconfirmed.remove(end);
        ready.add(end);
        readable();
    }

    void lost(StreamEnd end) {
        unconfirmed.remove(end);
    }

    /** Takes the connection that has waited longest; null if there is none. */
    @Nullable
    public StreamEnd poll(Task task) {
        StreamEnd end = ready.poll();
        if (end != null) {
            end.adopt(task.life);
            end.stack.seen(end.established());
            end.scheduler()
                    .setCause(end.path.record(
                            "ConnectionAccepted", "connection", end.path.connection(), "from", end.path.remoteName()));
        }
        return end;
    }

    /** Closes; connections that nobody has accepted are reset. */
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        release();
        for (StreamEnd end : List.copyOf(unconfirmed)) {
            end.close();
        }
        for (StreamEnd end : ready) {
            end.settings.resetOnClose();
            end.close();
        }
        ready.clear();
        changed();
        abandon();
    }

    @Override
    void processEnded() {
        close();
    }

    @Override
    void powerOff() {
        closed = true;
        release();
        List.copyOf(unconfirmed).forEach(StreamEnd::powerOff);
        ready.forEach(StreamEnd::powerOff);
        ready.clear();
        abandon();
    }

    private void release() {
        if (binding != null) {
            stack.ports.release(binding, false);
            binding = null;
        }
    }
}
