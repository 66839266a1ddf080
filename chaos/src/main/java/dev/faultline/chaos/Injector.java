package dev.faultline.chaos;

import dev.faultline.sim.Event;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * An environment as those see it who break things in it: its time, its events, and what carries faults out there.
 *
 * <p>Faults are the same words everywhere; each environment has an injector that knows how they are done there, and says
 * which it cannot do. All methods are to be called by the thread that drives the run, between two stretches of it or in an
 * action of {@link #after}; what they do takes effect at once.
 */
public interface Injector {
    /** Returns the time since the start of the run, in nanoseconds. */
    long nowNanos();

    /** Schedules an action of the run, which must not block. */
    void after(Duration delay, Runnable action);

    /** Lets the observer see every event from now on. */
    void observe(Consumer<Event> observer);

    /** Lets the consumer have every line that a node prints from now on, with the node's name. */
    void onOutput(BiConsumer<String, String> printer);

    /**
     * Tells, before the nodes start, what there may be in the run, so that they can be made ready for it: programs whose methods
     * are to be struck or waited for.
     *
     * @param faults one for each that may be; the nodes and numbers of one that is drawn may be others
     * @param points which may be waited for
     * @param nodes the nodes that faults may touch, and what {@link Fault#ALL} stands for
     * @throws IllegalArgumentException if it is too late for one of them, or this environment cannot stop at one of the points
     */
    default void expect(Collection<Fault> faults, Collection<CallPoint> points, List<String> nodes) {}

    /**
     * Has an action carried out when a node comes to the point, once: there and then, before the thread that makes the call
     * goes on. The action may break anything, also the node itself.
     *
     * @param nodes what {@link Fault#ALL} stands for
     * @param action takes the name of the node
     * @throws IllegalArgumentException if this environment cannot stop there, or there is no such node
     */
    void at(CallPoint point, List<String> nodes, Consumer<String> action);

    /** Returns why nobody may have come to a point, as the end of a sentence; empty if nothing is known. */
    default Optional<String> missed(CallPoint point, List<String> nodes) {
        return Optional.empty();
    }

    /**
     * Has an action carried out at the message, once: before its receiver sees it; of one that is sent, when the thread that
     * sends it waits next.
     *
     * @param nodes those of whom any may be meant
     * @param action takes the name of the node that has counted it
     * @throws IllegalArgumentException if this environment does not see messages
     */
    void at(MessagePoint point, List<String> nodes, Consumer<String> action);

    /**
     * Records an event that happens to the run as a whole.
     *
     * @param pairs names and values of its data, in turn
     * @return its step
     */
    long record(String name, Object... pairs);

    /** Returns the names of the nodes that there are. */
    List<String> nodes();

    /** Returns why this environment cannot carry out the fault, as the end of a sentence; empty if it can. */
    Optional<String> obstacle(Fault fault);

    /**
     * Returns the injection of a fault, not begun.
     *
     * @param nodes the nodes that faults may touch, and what {@link Fault#ALL} stands for
     * @throws IllegalArgumentException if there is an {@linkplain #obstacle obstacle}, or no such node
     */
    Injection prepare(Fault fault, List<String> nodes);

    /**
     * Heals every link of the network, lets paused nodes go on and starts those that do not run.
     *
     * @param nodes the nodes to start
     * @return how many were started
     * @throws IllegalArgumentException if there is no such node
     */
    int restore(Collection<String> nodes);
}
