package dev.faultline.sim.internal.net;

import dev.faultline.sim.DatagramFaults;
import dev.faultline.sim.Distribution;
import dev.faultline.sim.Disturbance;
import dev.faultline.sim.Network;
import dev.faultline.sim.Node;
import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.internal.disturbance.Disturbances;
import dev.faultline.sim.internal.disturbance.Force;
import dev.faultline.sim.internal.disturbance.Watch;
import dev.faultline.sim.internal.kernel.Scheduler;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What the network consists of: the network parts of nodes, the links between them, and what holds for all of them. */
public final class NetTopology {
    private static final Duration DEFAULT_GIVE_UP = Duration.ofSeconds(924);

    public final SocketDescriptors<Endpoint> descriptors = new SocketDescriptors<>();
    final Disturbances disturbances;
    /** Makes what answers datagrams on a machine by itself. */
    final Function<NetStack, DatagramService> services;

    private final Scheduler scheduler;
    private final Supplier<List<? extends Attached>> machines;
    private final long seed;
    private final Map<Integer, NetStack> stacks = new TreeMap<>();
    /** By from and to, so that they are always listed in the same order. */
    private final Map<Long, Link> links = new TreeMap<>();

    private Distribution latency = new Distribution.Uniform(100_000, 500_000);
    private BiFunction<String, String, Optional<Network.LinkSpec>> plan = (_, _) -> Optional.empty();
    private DatagramFaults datagramFaults = DatagramFaults.NONE;
    private long giveUpNanos = DEFAULT_GIVE_UP.toNanos();
    private int connections;
    private int datagrams;

    public NetTopology(
            Scheduler scheduler,
            Supplier<List<? extends Attached>> machines,
            Function<NetStack, DatagramService> services,
            long seed) {
        this.services = services;
        this.scheduler = scheduler;
        disturbances = new Disturbances(scheduler, seed);
        this.machines = machines;
        this.seed = seed;
    }

    Scheduler scheduler() {
        return scheduler;
    }

    Distribution latency() {
        return latency;
    }

    public void setLatency(Distribution next) {
        latency = next;
    }

    /** Sets how links between nodes are where nothing was said of one alone; those in use, too. */
    public void setPlan(BiFunction<String, String, Optional<Network.LinkSpec>> next) {
        plan = next;
        for (Link link : links.values()) {
            if (!link.isLoopback()) {
                link.plan(planned(link.from, link.to));
            }
        }
    }

    Network.@Nullable LinkSpec planned(NetStack from, NetStack to) {
        return plan.apply(from.node.name(), to.node.name()).orElse(null);
    }

    /** Puts a disturbance in force. */
    public Force disturb(Disturbance what) {
        if (what instanceof Disturbance.Cut) {
            // A link that was never used is cut, too, and whoever asks is told so.
            for (NetStack from : stacks()) {
                stacks().forEach(to -> link(from, to));
            }
        }
        return disturbances.set(what);
    }

    /** Lets somebody know of packets; see {@link Disturbances#watch}. */
    public Watch watch(PacketFilter which, boolean arrivals, LongConsumer seen) {
        return disturbances.watch(which, arrivals, seen);
    }

    public void end(Watch watch) {
        disturbances.end(watch);
    }

    public boolean isOn(Force force) {
        return disturbances.isOn(force);
    }

    public void undo(Force force) {
        disturbances.undo(force);
    }

    /** Undoes all disturbances that cut links. */
    public void undoCuts() {
        disturbances.undoCuts();
    }

    long giveUpNanos() {
        return giveUpNanos;
    }

    public void setGiveUpNanos(long next) {
        giveUpNanos = next;
    }

    DatagramFaults datagramFaults() {
        return datagramFaults;
    }

    /** Sets what happens to datagrams between nodes where no link says otherwise, also on links in use. */
    public void setDatagramFaults(DatagramFaults next) {
        datagramFaults = next;
        for (Link link : links.values()) {
            if (!link.isLoopback()) {
                link.datagrams.setFaults(next);
            }
        }
    }

    /** Returns the network parts of all nodes, in the order of the nodes. */
    List<NetStack> stacks() {
        return machines.get().stream().map(this::stack).toList();
    }

    int nextDatagram() {
        return ++datagrams;
    }

    int nextConnection() {
        return ++connections;
    }

    public NetStack stack(Attached node) {
        return stacks.computeIfAbsent(node.number(), _ -> new NetStack(this, node, scheduler));
    }

    @Nullable
    NetStack stackAt(InetAddress address) {
        Attached node = nodeAt(address);
        return node == null ? null : stack(node);
    }

    @Nullable
    Attached nodeAt(InetAddress address) {
        for (Attached node : machines.get()) {
            if (node.address().equals(address)) {
                return node;
            }
        }
        return null;
    }

    @Nullable
    Attached nodeNamed(String name) {
        for (Attached node : machines.get()) {
            if (node.name().equalsIgnoreCase(name)) {
                return node;
            }
        }
        return null;
    }

    /** Returns all nodes but this. */
    public List<Node> others(Node node) {
        List<Node> others = new ArrayList<>(machines.get());
        others.remove(node);
        return others;
    }

    public Link link(NetStack from, NetStack to) {
        return links.computeIfAbsent(key(from.node, to.node), _ -> new Link(this, from, to, seed));
    }

    public Link link(Attached from, Attached to) {
        return link(stack(from), stack(to));
    }

    /** Returns the link if it was ever used or changed. */
    @Nullable
    public Link existingLink(Attached from, Attached to) {
        return links.get(key(from, to));
    }

    /** Returns every link that was ever used or changed. */
    public Collection<Link> links() {
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
    public List<StreamEnd> serverEnds() {
        List<StreamEnd> ends = new ArrayList<>();
        for (NetStack stack : stacks.values()) {
            stack.connections().stream().filter(StreamEnd::isOpenServerEnd).forEach(ends::add);
        }
        ends.sort((a, b) -> Integer.compare(a.path.connection(), b.path.connection()));
        return ends;
    }

    private static long key(Attached from, Attached to) {
        return ((long) from.number() << 32) | to.number();
    }
}
