package dev.faultline.sim.internal.net;

import dev.faultline.sim.Cause;
import dev.faultline.sim.internal.kernel.Life;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Spending;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.WaitQueue;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The network part of a node's operating system: it outlives the node's processes, but not a loss of power.
 *
 * <p>It speaks IPv4: the IPv6 wildcard and loopback addresses count as their IPv4 counterparts.
 */
public final class NetStack {
    /** So many calls without result in one turn, and the thread is taken to be polling. */
    private static final int POLLS_MAX = 16;

    private static final long POLL_NANOS = 5_000;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private enum Power {
        ON,
        /** The process is about to be ended by the loss of power. */
        FAILING,
        OFF
    }

    public final NetTopology topology;
    public final Attached node;
    final Scheduler scheduler;
    /** The ports of TCP. */
    final NetPorts ports = new NetPorts(this, this::isLocal);

    final DatagramTable datagrams = new DatagramTable(this);
    /** The sockets of processes. */
    private final Set<Endpoint> open = new LinkedHashSet<>();
    /** The ends of connections, whether a process still has them or not. */
    private final Set<StreamEnd> connections = new LinkedHashSet<>();

    private final StreamEnd nobody;
    private Power power = Power.ON;
    private long pollingTurn = -1;
    private int polls;

    NetStack(NetTopology topology, Attached node, Scheduler scheduler) {
        this.topology = topology;
        this.node = node;
        this.scheduler = scheduler;
        nobody = new StreamEnd(this);
    }

    /** Returns the network part of the calling thread's node. */
    public static NetStack of(Task task) {
        return Attached.of(task).stack();
    }

    // ---- sockets of processes

    void opened(Endpoint endpoint) {
        open.add(endpoint);
    }

    void closed(Endpoint endpoint) {
        open.remove(endpoint);
    }

    /** Returns whether a process has a socket that the network could wake a thread at. */
    public boolean hasOpenSockets() {
        return open.stream()
                .anyMatch(endpoint -> endpoint instanceof StreamEnd
                        || endpoint instanceof Listener
                        || endpoint instanceof DatagramEnd);
    }

    /** Returns how many sockets, pipes and the like processes have. */
    public int openSockets() {
        return open.size();
    }

    /** Returns where processes listen, {@code TCP 7000} or {@code UDP 53}, by number of the port. */
    public List<String> listensAt() {
        TreeSet<Integer> streams = new TreeSet<>();
        TreeSet<Integer> datagramPorts = new TreeSet<>();
        for (Endpoint endpoint : open) {
            if (endpoint instanceof Listener listener && listener.isListening()) {
                streams.add(listener.port());
            } else if (endpoint instanceof DatagramEnd end && end.port() != 0) {
                datagramPorts.add(end.port());
            }
        }
        return Stream.concat(
                        streams.stream().map(port -> "TCP " + port),
                        datagramPorts.stream().map(port -> "UDP " + port))
                .toList();
    }

    Set<StreamEnd> connections() {
        return connections;
    }

    /** Does what the operating system does when a process is gone: closes its sockets. */
    public void lifeEnded(Life ended) {
        for (Endpoint endpoint : List.copyOf(open)) {
            if (endpoint.owner() == ended) {
                endpoint.processEnded();
            }
        }
        power = power == Power.FAILING ? Power.OFF : Power.ON;
    }

    public void powerOff() {
        power = Power.FAILING;
        List.copyOf(open).forEach(Endpoint::powerOff);
        List.copyOf(connections).forEach(Endpoint::powerOff);
        topology.dropUnsent(this);
        ports.clear();
        datagrams.clear();
    }

    /** Returns whether the machine is without power; it gets it back when its program is started again. */
    public boolean isDown() {
        if (power == Power.OFF && node.isRunning()) {
            power = Power.ON;
        }
        return power != Power.ON;
    }

    /** Answers a request that nobody listens for. */
    void refuse(StreamEnd client) {
        Link way = topology.link(this, client.stack);
        way.send(new StreamReset(way, nobody, client));
    }

    // ---- addresses

    boolean isLocal(InetAddress address) {
        return address.isAnyLocalAddress() || address.isLoopbackAddress() || address.equals(node.address());
    }

    /** Returns the network part of the node with that address; null if there is none. */
    @Nullable
    public NetStack reached(InetAddress address) {
        return isLocal(address) ? this : topology.stackAt(address);
    }

    /** Returns the local address of a connection to the target, from that port. */
    InetSocketAddress sourceFor(InetSocketAddress to, int port) {
        InetAddress target = to.getAddress();
        byte[] bytes = target.isLoopbackAddress() ? LOOPBACK : node.address().getAddress();
        return new InetSocketAddress(NetAddresses.of(bytes), port);
    }

    /** Returns the time of the run at which a wait of so many nanoseconds on the node's clock ends; 0 for never. */
    public long deadline(long nanos) {
        if (nanos <= 0) {
            return WaitQueue.NEVER;
        }
        long deadline = scheduler.nowNanos() + node.clock().toRunNanos(nanos);
        return deadline < 0 ? WaitQueue.NEVER : deadline;
    }

    /** Adds what a thread has seen to its context. */
    void seen(Cause cause) {
        scheduler.join(cause);
        Cause joined = scheduler.cause();
        if (joined.size() > Cause.LIMIT) {
            Task task = Task.running;
            scheduler.setCause(scheduler.recorder.settle(
                    joined, node.name(), task != null ? task.name() : "network", scheduler.nowNanos()));
        }
    }

    /**
     * Notes that a call had no result. A thread that polls without end would keep its turn for ever, as time passes only
     * between turns; so it loses its turn now and then.
     */
    public void polledInVain(Task task) {
        if (pollingTurn != scheduler.turns()) {
            pollingTurn = scheduler.turns();
            polls = 0;
        }
        if (++polls > POLLS_MAX) {
            Spending.spend(task.scheduler, POLL_NANOS);
        }
    }
}
