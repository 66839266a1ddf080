package dev.faultline.sim;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.LongConsumer;

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
public interface Network {
    /**
     * Sets how long a packet takes between two nodes unless {@link #setLatency} says otherwise; at first uniform from 100
     * to 500 microseconds.
     */
    void setDefaultLatency(Distribution next);

    /** Sets how long a packet takes from one node to another; within a node, 5 to 15 microseconds at first. */
    void setLatency(Node from, Node to, Distribution next);

    /**
     * Sets how many bytes a second a link carries; at first 125,000,000 between nodes, and any number within a node.
     *
     * @param next at least 1; {@link Long#MAX_VALUE} for no limit
     * @throws IllegalArgumentException if it is less than 1
     */
    void setBandwidth(Node from, Node to, long next);

    /**
     * Sets how links between nodes are, for those that there are and for those of nodes that are added later: the distances
     * of data centers, say. What {@link #setLatency} and {@link #setBandwidth} say of a link holds all the same.
     *
     * @param plan is given the names of the sending and of the receiving node, and says how the link is, or that it is as
     *     usual; what it says must depend on these alone
     */
    void setLinks(BiFunction<String, String, Optional<LinkSpec>> plan);

    /**
     * Puts in force what goes wrong with packets, beside what is so already, until it is undone.
     *
     * @return what undoes it and tells what it has done
     */
    Disturbance.InForce disturb(Disturbance what);

    /**
     * Lets the consumer know of each packet that the filter takes, and the how manyth it is, from now on. It is called
     * between two turns, at the time and with the packet as its cause, and may do whatever an action scheduled with {@link
     * Simulation#after} may: let a node lose its power at its third message to another, say.
     *
     * @param moment when it is told; what is sent again counts again
     * @return ends that
     */
    Runnable watch(PacketFilter which, Moment moment, LongConsumer seen);

    /** A moment in the life of a packet. */
    enum Moment {
        /** It leaves on a link that is not cut; whether it will arrive is not known. What keeps it back holds up this, too. */
        SENT,
        /** It has come to a machine that is up; its program has not looked at it. */
        ARRIVED
    }

    /**
     * Sets what goes wrong with datagrams between any two nodes, in place of what was set before, also for a single link;
     * at first nothing.
     */
    void setDefaultDatagramFaults(DatagramFaults next);

    /** Sets what goes wrong with datagrams on a link; within a node, too. */
    void setDatagramFaults(Node from, Node to, DatagramFaults next);

    /**
     * Sets after how long without an answer a connection with unacknowledged data breaks; at first 924 s, as in Linux.
     *
     * @throws IllegalArgumentException if it is not positive
     */
    void setGiveUp(Duration next);

    /**
     * Cuts a link: what is sent over it, or under way on it, is lost until it is healed. To cut a link twice is as good as
     * once; {@link Disturbance.Cut} is what several can have in force.
     */
    void cut(Node from, Node to);

    /** Cuts all links, in both directions, between nodes of the one side and nodes of the other. */
    void partition(Collection<Node> side, Collection<Node> other);

    /** Cuts all links, in both directions, between a node and every other. */
    void isolate(Node node);

    /**
     * Heals a link, unless a {@link Disturbance.Cut} still cuts it. Streams go on when their next attempt to send again is
     * due, which may take up to 10 s.
     */
    void heal(Node from, Node to);

    /** Heals all links, in both directions, between nodes of the one side and nodes of the other. */
    void heal(Collection<Node> side, Collection<Node> other);

    /** Heals every link, also from every {@link Disturbance.Cut}, which is undone. */
    void healAll();

    /** Returns whether the link is cut. */
    boolean isCut(Node from, Node to);

    /** Adds latency to every packet of a link, in place of what was added before. */
    void slow(Node from, Node to, Distribution extra);

    /** Takes the added latency away. */
    void unslow(Node from, Node to);

    /** Keeps back what is sent over a link, without loss, until {@link #resume}. */
    void stall(Node from, Node to);

    /** Lets a link go on; what was kept back is sent now, in order. */
    void resume(Node from, Node to);

    /**
     * Returns the connections that are open now, one entry for each, in the order in which they were requested. The
     * listening end tells of it; a connection that only the requesting end knows of is not listed.
     */
    List<StreamView> streams();

    /**
     * Resets a connection: both ends find it reset by the peer.
     *
     * @return whether there was such a connection
     */
    boolean resetStream(int connection);

    /**
     * Resets all connections between two nodes, whichever side asked for them.
     *
     * @return how many
     */
    int resetStreams(Node one, Node two);

    /**
     * Keeps back what both ends of a connection send, without loss, until {@link #resumeStream}.
     *
     * @return whether there was such a connection
     */
    boolean stallStream(int connection);

    /**
     * Lets a connection go on.
     *
     * @return whether there was such a connection
     */
    boolean resumeStream(int connection);

    /** Returns what has happened on the link so far. */
    LinkCounters counters(Node from, Node to);

    /** Returns what has happened so far on every link that was ever used, by sending node, then by receiving node. */
    List<LinkCounters> counters();

    /**
     * How a link is when nothing is wrong with it.
     *
     * @param latency how long a packet takes
     * @param bytesPerSecond how much it carries, at least 1; {@link Long#MAX_VALUE} for no limit
     */
    record LinkSpec(Distribution latency, long bytesPerSecond) {
        /** What a link between two nodes carries in a second unless something else is said. */
        public static final long USUAL_BYTES_PER_SECOND = 125_000_000;

        /** Checks the range. */
        public LinkSpec {
            Objects.requireNonNull(latency);
            if (bytesPerSecond < 1) {
                throw new IllegalArgumentException("a link must carry at least 1 byte a second, was " + bytesPerSecond);
            }
        }

        /** Returns a link of that latency that carries as much as any. */
        public static LinkSpec of(Distribution latency) {
            return new LinkSpec(latency, USUAL_BYTES_PER_SECOND);
        }
    }

    /**
     * An open connection, as seen at one instant.
     *
     * @param connection its number in the run; events name it by this
     * @param client the node that asked for it
     * @param clientPort its port there
     * @param server the node that accepted it
     * @param serverPort its port there
     */
    record StreamView(int connection, String client, int clientPort, String server, int serverPort) {}
}
