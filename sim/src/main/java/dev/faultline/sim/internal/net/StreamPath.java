package dev.faultline.sim.internal.net;

import dev.faultline.sim.Cause;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Task;
import java.net.InetSocketAddress;
import java.net.SocketException;
import org.jspecify.annotations.Nullable;

/** Where one end of a connection is and where it leads: addresses, port, link, other end, and its name in events. */
public final class StreamPath {
    private final NetStack stack;
    private int connection;
    private @Nullable InetSocketAddress local;
    private @Nullable InetSocketAddress remote;
    private @Nullable NetBinding binding;
    private @Nullable Link link;
    private @Nullable StreamEnd peer;

    StreamPath(NetStack stack) {
        this.stack = stack;
    }

    /** The way from the listening side back to the one that asked. */
    StreamPath(Listener listener, StreamEnd client, InetSocketAddress local, InetSocketAddress remote) {
        stack = listener.stack;
        connection = client.path.connection;
        this.local = local;
        this.remote = remote;
        peer = client;
        link = stack.topology.link(stack, client.stack);
        binding = stack.ports.accepted(local, listener.settings.reuseAddress());
    }

    /** Returns the number of the connection in the run; 0 before it is requested. */
    public int connection() {
        return connection;
    }

    @Nullable
    public InetSocketAddress local() {
        return local;
    }

    @Nullable
    public InetSocketAddress remote() {
        return remote;
    }

    /** Returns the link to the other end; only for ends that have one. */
    Link link() {
        Link way = link;
        if (way == null) {
            throw new IllegalStateException("connection " + connection + " has no way");
        }
        return way;
    }

    /** Returns the other end; only for ends that have one. */
    public StreamEnd peer() {
        StreamEnd other = peer;
        if (other == null) {
            throw new IllegalStateException("connection " + connection + " has no other end");
        }
        return other;
    }

    boolean hasPeer() {
        return peer != null;
    }

    /** Returns whether the address that the connection leads to is that of a node. */
    boolean hasLink() {
        return link != null;
    }

    void meet(StreamEnd other) {
        peer = other;
    }

    /** Returns the name of the node at the other end, or the address if there is no node. */
    String remoteName() {
        Link way = link;
        return way != null ? way.to.node.name() : NetAddresses.text(remote);
    }

    public void bind(InetSocketAddress address, SocketSettings settings) throws SocketException {
        binding = stack.ports.bind(address, settings);
        local = binding.address();
    }

    /** Takes a port, unless there is one, and finds the link. */
    void lead(InetSocketAddress to) throws SocketException {
        NetBinding bound = binding;
        if (bound == null) {
            local = stack.sourceFor(to, stack.ports.ephemeral());
            binding = stack.ports.connecting(local);
        } else if (bound.address().getAddress().isAnyLocalAddress()) {
            local = stack.sourceFor(to, bound.port());
        }
        connection = stack.topology.nextConnection();
        remote = to;
        NetStack target = stack.reached(to.getAddress());
        link = target == null ? null : stack.topology.link(stack, target);
    }

    /** Gives the port back; that of a socket which is still open only if a listener gave it. */
    void release(boolean closed, boolean timeWait) {
        NetBinding bound = binding;
        if (bound != null && (closed || bound.isAccepted())) {
            binding = null;
            stack.ports.release(bound, timeWait);
        }
    }

    /** Records an event of this end. */
    Cause record(String name, Object... data) {
        return record(Cause.NONE, name, data);
    }

    /** Records an event of this end that has one cause more than the context. */
    Cause record(Cause also, String name, Object... data) {
        Scheduler scheduler = stack.scheduler;
        Task task = Task.running;
        return scheduler.recorder.record(
                name,
                stack.node.name(),
                task != null ? task.name() : "network",
                scheduler.nowNanos(),
                scheduler.cause().and(also),
                data);
    }
}
