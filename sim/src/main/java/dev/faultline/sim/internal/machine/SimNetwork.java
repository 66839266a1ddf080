package dev.faultline.sim.internal.machine;

import dev.faultline.sim.DatagramFaults;
import dev.faultline.sim.Distribution;
import dev.faultline.sim.Disturbance;
import dev.faultline.sim.LinkCounters;
import dev.faultline.sim.Network;
import dev.faultline.sim.Node;
import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.internal.disturbance.Force;
import dev.faultline.sim.internal.disturbance.Watch;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.net.Attached;
import dev.faultline.sim.internal.net.Link;
import dev.faultline.sim.internal.net.NameServer;
import dev.faultline.sim.internal.net.NetAddresses;
import dev.faultline.sim.internal.net.NetTopology;
import dev.faultline.sim.internal.net.StreamEnd;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/** The network of a run, for the code that drives the simulation and for the lives of machines. */
final class SimNetwork implements Network {
    private final World world;
    private final NetTopology topology;

    SimNetwork(World world, long seed) {
        this.world = world;
        topology = new NetTopology(world.scheduler(), world::machines, NameServer::new, seed);
    }

    // ---- settings

    @Override
    public void setDefaultLatency(Distribution next) {
        Objects.requireNonNull(next);
        world.control(() -> topology.setLatency(next));
    }

    @Override
    public void setLatency(Node from, Node to, Distribution next) {
        Objects.requireNonNull(next);
        world.control(() -> link(from, to).setLatency(next));
    }

    @Override
    public void setBandwidth(Node from, Node to, long next) {
        if (next < 1) {
            throw new IllegalArgumentException("a link must carry at least 1 byte a second, was " + next);
        }
        world.control(() -> link(from, to).setBytesPerSecond(next));
    }

    @Override
    public void setLinks(BiFunction<String, String, Optional<Network.LinkSpec>> plan) {
        Objects.requireNonNull(plan);
        world.control(() -> topology.setPlan(plan));
    }

    @Override
    public Disturbance.InForce disturb(Disturbance what) {
        Objects.requireNonNull(what);
        Force[] force = new Force[1];
        world.control(() -> force[0] = topology.disturb(what));
        return new SimDisturbance(world, topology, force[0]);
    }

    @Override
    public Runnable watch(PacketFilter which, Moment moment, LongConsumer seen) {
        Objects.requireNonNull(seen);
        Watch[] watch = new Watch[1];
        world.control(() -> watch[0] =
                topology.watch(which, moment == Moment.ARRIVED, number -> world.attempt(() -> seen.accept(number))));
        return () -> world.control(() -> topology.end(watch[0]));
    }

    @Override
    public void setDefaultDatagramFaults(DatagramFaults next) {
        Objects.requireNonNull(next);
        world.control(() -> topology.setDatagramFaults(next));
    }

    @Override
    public void setDatagramFaults(Node from, Node to, DatagramFaults next) {
        Objects.requireNonNull(next);
        world.control(() -> {
            link(from, to).datagrams.setFaults(next);
            record("DatagramFaultsSet", from, to, "faults", next.toString());
        });
    }

    @Override
    public void setGiveUp(Duration next) {
        if (next.isNegative() || next.isZero()) {
            throw new IllegalArgumentException("the time to give up must be positive, was " + next);
        }
        world.control(() -> topology.setGiveUpNanos(next.toNanos()));
    }

    // ---- partitions

    @Override
    public void cut(Node from, Node to) {
        world.control(() -> setCut(from, to, true));
    }

    @Override
    public void partition(Collection<Node> side, Collection<Node> other) {
        eachWay(side, other, true);
    }

    @Override
    public void isolate(Node node) {
        partition(List.of(node), topology.others(node));
    }

    @Override
    public void heal(Node from, Node to) {
        world.control(() -> setCut(from, to, false));
    }

    @Override
    public void heal(Collection<Node> side, Collection<Node> other) {
        eachWay(side, other, false);
    }

    @Override
    public void healAll() {
        world.control(() -> {
            topology.undoCuts();
            topology.links().forEach(link -> link.cuts().setByName(false));
        });
    }

    @Override
    public boolean isCut(Node from, Node to) {
        Link link = topology.existingLink((Attached) from, (Attached) to);
        return link != null && link.cuts().isCut();
    }

    // ---- slow, stalled and reset connections

    @Override
    public void slow(Node from, Node to, Distribution extra) {
        Objects.requireNonNull(extra);
        world.control(() -> {
            link(from, to).setExtraLatency(extra);
            record("LinkSlowed", from, to, "extra", extra.toString());
        });
    }

    @Override
    public void unslow(Node from, Node to) {
        world.control(() -> {
            link(from, to).setExtraLatency(null);
            record("LinkUnslowed", from, to);
        });
    }

    @Override
    public void stall(Node from, Node to) {
        world.control(() -> {
            record("LinkStalled", from, to);
            link(from, to).setStalled(true);
        });
    }

    @Override
    public void resume(Node from, Node to) {
        world.control(() -> {
            record("LinkResumed", from, to);
            link(from, to).setStalled(false);
        });
    }

    @Override
    public List<StreamView> streams() {
        List<StreamView> views = new ArrayList<>();
        world.control(() -> {
            for (StreamEnd end : topology.serverEnds()) {
                views.add(viewOf(end));
            }
        });
        return views;
    }

    @Override
    public boolean resetStream(int connection) {
        return onStream(connection, this::reset);
    }

    @Override
    public int resetStreams(Node one, Node two) {
        int[] count = {0};
        world.control(() -> {
            for (StreamEnd end : topology.serverEnds()) {
                Node here = end.stack.node;
                Node there = end.path.peer().stack.node;
                if ((here == one && there == two) || (here == two && there == one)) {
                    reset(end);
                    count[0]++;
                }
            }
        });
        return count[0];
    }

    @Override
    public boolean stallStream(int connection) {
        return onStream(connection, end -> setStalled(end, true));
    }

    @Override
    public boolean resumeStream(int connection) {
        return onStream(connection, end -> setStalled(end, false));
    }

    // ---- evidence

    @Override
    public LinkCounters counters(Node from, Node to) {
        LinkCounters[] counters = new LinkCounters[1];
        world.control(() -> counters[0] = link(from, to).counters());
        return counters[0];
    }

    @Override
    public List<LinkCounters> counters() {
        List<LinkCounters> counters = new ArrayList<>();
        world.control(() -> topology.links().forEach(link -> counters.add(link.counters())));
        return counters;
    }

    // ---- for the package

    NetTopology topology() {
        return topology;
    }

    void processEnded(SimProcess ended) {
        topology.stack(ended.node).lifeEnded(ended);
    }

    void powerOff(Node node) {
        topology.stack((Attached) node).powerOff();
    }

    // ---- parts

    private void eachWay(Collection<Node> side, Collection<Node> other, boolean cut) {
        world.control(() -> {
            for (Node one : side) {
                for (Node two : other) {
                    if (one != two) {
                        setCut(one, two, cut);
                        setCut(two, one, cut);
                    }
                }
            }
        });
    }

    private void setCut(Node from, Node to, boolean cut) {
        link(from, to).cuts().setByName(cut);
    }

    private static StreamView viewOf(StreamEnd server) {
        return new StreamView(
                server.path.connection(),
                server.path.peer().stack.node.name(),
                NetAddresses.port(server.path.remote()),
                server.stack.node.name(),
                NetAddresses.port(server.path.local()));
    }

    private Link link(Node from, Node to) {
        return topology.link((Attached) from, (Attached) to);
    }

    private void record(String name, Node from, Node to, Object... more) {
        Scheduler scheduler = world.scheduler();
        Object[] data = new Object[4 + more.length];
        data[0] = "from";
        data[1] = from.name();
        data[2] = "to";
        data[3] = to.name();
        System.arraycopy(more, 0, data, 4, more.length);
        scheduler.setCause(scheduler.recorder.record(name, "", "", scheduler.nowNanos(), scheduler.cause(), data));
    }

    private boolean onStream(int connection, Consumer<StreamEnd> action) {
        boolean[] found = {false};
        world.control(() -> {
            for (StreamEnd end : topology.serverEnds()) {
                if (end.path.connection() == connection) {
                    action.accept(end);
                    found[0] = true;
                }
            }
        });
        return found[0];
    }

    private void reset(StreamEnd end) {
        StreamEnd other = end.path.peer();
        end.resetArrived();
        other.resetArrived();
    }

    private static void setStalled(StreamEnd end, boolean on) {
        end.setStalled(on);
        end.path.peer().setStalled(on);
    }
}
