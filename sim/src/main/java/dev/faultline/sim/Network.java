package dev.faultline.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/**
 * The network of a run: a link in each direction between any two nodes, and TCP and UDP on top.
 *
 * <p>Faults act on links, from one node to another, or on all streams between two nodes. They take effect at once and
 * last until they are undone. To break both directions, say so twice or use the methods that take sets of nodes.
 * {@link #counters} tells whether a fault met any traffic.
 *
 * <p>Every method may be called by the code that drives the simulation, between two stretches of the run or in an action
 * scheduled with {@link Simulation#after}. Programs in the simulation must not call them.
 */
public final class Network {
    private final Simulation simulation;
    private final NetTopology topology;

    Network(Simulation simulation, long seed) {
        this.simulation = simulation;
        topology = new NetTopology(simulation, seed);
    }

    // ---- settings

    /**
     * Sets how long a packet takes between two nodes unless {@link #setLatency} says otherwise; at first uniform from 100
     * to 500 microseconds.
     */
    public void setDefaultLatency(Distribution next) {
        Objects.requireNonNull(next);
        simulation.control(() -> topology.setLatency(next));
    }

    /** Sets how long a packet takes from one node to another; within a node, 5 to 15 microseconds at first. */
    public void setLatency(Node from, Node to, Distribution next) {
        Objects.requireNonNull(next);
        simulation.control(() -> topology.link(from, to).setLatency(next));
    }

    /**
     * Sets how many bytes a second a link carries; at first 125,000,000 between nodes, and any number within a node.
     *
     * @param next at least 1; {@link Long#MAX_VALUE} for no limit
     * @throws IllegalArgumentException if it is less than 1
     */
    public void setBandwidth(Node from, Node to, long next) {
        if (next < 1) {
            throw new IllegalArgumentException("a link must carry at least 1 byte a second, was " + next);
        }
        simulation.control(() -> topology.link(from, to).setBytesPerSecond(next));
    }

    /**
     * Sets what goes wrong with datagrams between any two nodes, in place of what was set before, also for a single link;
     * at first nothing.
     */
    public void setDefaultDatagramFaults(DatagramFaults next) {
        Objects.requireNonNull(next);
        simulation.control(() -> topology.setDatagramFaults(next));
    }

    /** Sets what goes wrong with datagrams on a link; within a node, too. */
    public void setDatagramFaults(Node from, Node to, DatagramFaults next) {
        Objects.requireNonNull(next);
        simulation.control(() -> {
            topology.link(from, to).datagrams.setFaults(next);
            record("DatagramFaultsSet", from, to, "faults", next.toString());
        });
    }

    /**
     * Sets after how long without an answer a connection with unacknowledged data breaks; at first 924 s, as in Linux.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    public void setGiveUp(Duration next) {
        if (next.isNegative() || next.isZero()) {
            throw new IllegalArgumentException("the time to give up must be positive, was " + next);
        }
        simulation.control(() -> topology.setGiveUpNanos(next.toNanos()));
    }

    // ---- partitions

    /** Cuts a link: what is sent over it, or under way on it, is lost until it is healed. */
    public void cut(Node from, Node to) {
        simulation.control(() -> setCut(from, to, true));
    }

    /** Cuts all links, in both directions, between nodes of the one side and nodes of the other. */
    public void partition(Collection<Node> side, Collection<Node> other) {
        eachWay(side, other, true);
    }

    /** Cuts all links, in both directions, between a node and every other. */
    public void isolate(Node node) {
        partition(List.of(node), topology.others(node));
    }

    /** Heals a link. Streams go on when their next attempt to send again is due, which may take up to 10 s. */
    public void heal(Node from, Node to) {
        simulation.control(() -> setCut(from, to, false));
    }

    /** Heals all links, in both directions, between nodes of the one side and nodes of the other. */
    public void heal(Collection<Node> side, Collection<Node> other) {
        eachWay(side, other, false);
    }

    /** Heals every link. */
    public void healAll() {
        simulation.control(() -> {
            for (Link link : topology.links()) {
                setCut(link.from.node, link.to.node, false);
            }
        });
    }

    /** Returns whether the link is cut. */
    public boolean isCut(Node from, Node to) {
        Link link = topology.existingLink(from, to);
        return link != null && link.isCut();
    }

    // ---- slow, stalled and reset connections

    /** Adds latency to every packet of a link, in place of what was added before. */
    public void slow(Node from, Node to, Distribution extra) {
        Objects.requireNonNull(extra);
        simulation.control(() -> {
            topology.link(from, to).setExtraLatency(extra);
            record("LinkSlowed", from, to, "extra", extra.toString());
        });
    }

    /** Takes the added latency away. */
    public void unslow(Node from, Node to) {
        simulation.control(() -> {
            topology.link(from, to).setExtraLatency(null);
            record("LinkUnslowed", from, to);
        });
    }

    /** Keeps back what is sent over a link, without loss, until {@link #resume}. */
    public void stall(Node from, Node to) {
        simulation.control(() -> {
            record("LinkStalled", from, to);
            topology.link(from, to).setStalled(true);
        });
    }

    /** Lets a link go on; what was kept back is sent now, in order. */
    public void resume(Node from, Node to) {
        simulation.control(() -> {
            record("LinkResumed", from, to);
            topology.link(from, to).setStalled(false);
        });
    }

    /**
     * Returns the connections that are open now, one entry for each, in the order in which they were requested. The
     * listening end tells of it; a connection that only the requesting end knows of is not listed.
     */
    public List<StreamView> streams() {
        List<StreamView> views = new ArrayList<>();
        simulation.control(() -> {
            for (StreamEnd end : topology.serverEnds()) {
                views.add(StreamView.of(end));
            }
        });
        return views;
    }

    /**
     * Resets a connection: both ends find it reset by the peer.
     *
     * @return whether there was such a connection
     */
    public boolean resetStream(int connection) {
        return onStream(connection, this::reset);
    }

    /**
     * Resets all connections between two nodes, whichever side asked for them.
     *
     * @return how many
     */
    public int resetStreams(Node one, Node two) {
        int[] count = {0};
        simulation.control(() -> {
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

    /**
     * Keeps back what both ends of a connection send, without loss, until {@link #resumeStream}.
     *
     * @return whether there was such a connection
     */
    public boolean stallStream(int connection) {
        return onStream(connection, end -> setStalled(end, true));
    }

    /**
     * Lets a connection go on.
     *
     * @return whether there was such a connection
     */
    public boolean resumeStream(int connection) {
        return onStream(connection, end -> setStalled(end, false));
    }

    // ---- evidence

    /** Returns what has happened on the link so far. */
    public LinkCounters counters(Node from, Node to) {
        LinkCounters[] counters = new LinkCounters[1];
        simulation.control(() -> counters[0] = topology.link(from, to).counters());
        return counters[0];
    }

    /** Returns what has happened so far on every link that was ever used, by sending node, then by receiving node. */
    public List<LinkCounters> counters() {
        List<LinkCounters> counters = new ArrayList<>();
        simulation.control(() -> topology.links().forEach(link -> counters.add(link.counters())));
        return counters;
    }

    // ---- for the package

    NetTopology topology() {
        return topology;
    }

    void processEnded(SimProcess ended) {
        topology.stack(ended.node).processEnded(ended);
    }

    void powerOff(Node node) {
        topology.stack(node).powerOff();
    }

    /** Puts the network in place of the JDK's, for simulated threads; once in the life of a JVM. */
    static void install() {
        SocketFactories.install();
    }

    // ---- parts

    private void eachWay(Collection<Node> side, Collection<Node> other, boolean cut) {
        simulation.control(() -> {
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
        Link link = topology.link(from, to);
        if (link.isCut() != cut) {
            link.setCut(cut, record(cut ? "LinkCut" : "LinkHealed", from, to));
        }
    }

    private Cause record(String name, Node from, Node to, Object... more) {
        Scheduler scheduler = simulation.scheduler();
        Object[] data = new Object[4 + more.length];
        data[0] = "from";
        data[1] = from.name();
        data[2] = "to";
        data[3] = to.name();
        System.arraycopy(more, 0, data, 4, more.length);
        Cause cause = scheduler.recorder.record(name, "", "", scheduler.nowNanos(), scheduler.cause(), data);
        scheduler.setCause(cause);
        return cause;
    }

    private boolean onStream(int connection, Consumer<StreamEnd> action) {
        boolean[] found = {false};
        simulation.control(() -> {
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
