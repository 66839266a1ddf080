package dev.faultline.sim;

import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What the network consists of: the network parts of nodes, the links between them, and what holds for all of them. */
final class NetTopology {
    private static final long DEFAULT_BYTES_PER_SECOND = 125_000_000;
    private static final Duration DEFAULT_GIVE_UP = Duration.ofSeconds(924);

    final SocketDescriptors descriptors = new SocketDescriptors();
    private final Simulation simulation;
    private final long seed;
    private final Map<Integer, NetStack> stacks = new TreeMap<>();
    /** By from and to, so that they are always listed in the same order. */
    private final Map<Long, Link> links = new TreeMap<>();

    private Distribution latency = new Distribution.Uniform(100_000, 500_000);
    private DatagramFaults datagramFaults = DatagramFaults.NONE;
    private long giveUpNanos = DEFAULT_GIVE_UP.toNanos();
    private int connections;
    private int datagrams;

    NetTopology(Simulation simulation, long seed) {
        this.simulation = simulation;
        this.seed = seed;
    }

    Scheduler scheduler() {
        return simulation.scheduler();
    }

    Distribution latency() {
        return latency;
    }

    void setLatency(Distribution next) {
        latency = next;
    }

    long bytesPerSecond() {
        return DEFAULT_BYTES_PER_SECOND;
    }

    long giveUpNanos() {
        return giveUpNanos;
    }

    void setGiveUpNanos(long next) {
        giveUpNanos = next;
    }

    DatagramFaults datagramFaults() {
        return datagramFaults;
    }

    /** Sets what happens to datagrams between nodes where no link says otherwise, also on links in use. */
    void setDatagramFaults(DatagramFaults next) {
        datagramFaults = next;
        for (Link link : links.values()) {
            if (!link.isLoopback()) {
                link.datagrams.setFaults(next);
            }
        }
    }

    /** Returns the network parts of all nodes, in the order of the nodes. */
    List<NetStack> stacks() {
        return simulation.nodes().stream().map(this::stack).toList();
    }

    int nextDatagram() {
        return ++datagrams;
    }

    int nextConnection() {
        return ++connections;
    }

    NetStack stack(Node node) {
        return stacks.computeIfAbsent(node.number, _ -> new NetStack(this, node, simulation.scheduler()));
    }

    @Nullable
    NetStack stackAt(InetAddress address) {
        Node node = nodeAt(address);
        return node == null ? null : stack(node);
    }

    @Nullable
    Node nodeAt(InetAddress address) {
        for (Node node : simulation.nodes()) {
            if (node.address().equals(address)) {
                return node;
            }
        }
        return null;
    }

    @Nullable
    Node nodeNamed(String name) {
        for (Node node : simulation.nodes()) {
            if (node.name().equalsIgnoreCase(name)) {
                return node;
            }
        }
        return null;
    }

    /** Returns all nodes but this. */
    List<Node> others(Node node) {
        List<Node> others = new ArrayList<>(simulation.nodes());
        others.remove(node);
        return others;
    }

    Link link(NetStack from, NetStack to) {
        return links.computeIfAbsent(key(from.node, to.node), _ -> new Link(this, from, to, seed));
    }

    Link link(Node from, Node to) {
        return link(stack(from), stack(to));
    }

    /** Returns the link if it was ever used or changed. */
    @Nullable
    Link existingLink(Node from, Node to) {
        return links.get(key(from, to));
    }

    /** Returns every link that was ever used or changed. */
    Collection<Link> links() {
        return links.values();
    }

    void dropUnsent(NetStack from) {
        for (Link link : links.values()) {
            if (link.from == from) {
                link.drop();
            }
        }
    }

    /** Returns the listening side's ends of all open connections, in the order in which these were requested. */
    List<StreamEnd> serverEnds() {
        List<StreamEnd> ends = new ArrayList<>();
        for (NetStack stack : stacks.values()) {
            stack.connections().stream().filter(StreamEnd::isOpenServerEnd).forEach(ends::add);
        }
        ends.sort((a, b) -> Integer.compare(a.path.connection(), b.path.connection()));
        return ends;
    }

    private static long key(Node from, Node to) {
        return ((long) from.number << 32) | to.number;
    }
}
