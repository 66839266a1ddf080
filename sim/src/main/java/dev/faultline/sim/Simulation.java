package dev.faultline.sim;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;

/**
 * A deterministic world for programs that were not written for it: nodes, a network, disks and clocks, all driven by
 * one seed. Equal seeds and equal calls give equal runs.
 *
 * <pre>{@code
 * try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(7))) {
 *     Node server = simulation.add(NodeSpec.of("server", Program.main("com.acme.Server")).withClassPath(jars));
 *     Node client = simulation.add(NodeSpec.of("client", Program.code(() -> talkTo("server"))));
 *     server.start();
 *     simulation.after(Duration.ofSeconds(1), client::start);
 *     simulation.after(Duration.ofSeconds(5), server::powerOff);
 *     Ending ending = simulation.run(Duration.ofSeconds(60));
 * }
 * }</pre>
 *
 * <p>The JVM must have been started with the agent of this module ({@code -javaagent:faultline-sim.jar}). One simulation
 * is live in a JVM at a time; many runs at once take many JVMs. The object is to be used by one thread at a time.
 */
public interface Simulation extends AutoCloseable {
    /**
     * Begins a simulation.
     *
     * @throws SimulationException if the agent is not there, this JDK's internals are not as expected, or another
     *     simulation is live
     */
    static Simulation create(SimulationOptions options) {
        return SimulationEngine.installed().create(options);
    }

    /**
     * Returns why this JVM can run no further simulation: a thread of an earlier one cannot be stopped. Empty if it can. Any
     * thread may ask.
     */
    static Optional<String> obstacle() {
        return SimulationEngine.installedObstacle();
    }

    /** Returns the options. */
    SimulationOptions options();

    /**
     * Adds a node; it does not start yet.
     *
     * @throws IllegalArgumentException if there is a node of that name
     */
    Node add(NodeSpec spec);

    /** Returns the nodes in the order in which they were added. */
    List<Node> nodes();

    /**
     * Returns the node of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    Node node(String name);

    /** Returns the network. */
    Network network();

    /** Returns what lets the caller say which thread goes on. */
    Steering steering();

    /** Returns the virtual time since the start of the run. */
    long nowNanos();

    /** Schedules an action: it runs between two turns, in virtual time, and must not block. */
    void after(Duration delay, Runnable action);

    /** Lets the observer see every event from now on. */
    void observe(Observer observer);

    /**
     * Lets the consumer have every line that a node prints from now on, in the turn in which it does, which does not go on
     * before. The consumer may end or pause nodes, also this one, whose thread goes no further then; what it wants beyond
     * that, such as to start one, it schedules with {@link #after}.
     */
    void onOutput(BiConsumer<Node, String> printer);

    /** Makes an event {@code LinePrinted} of every line that a node prints from now on and that is accepted. */
    void recordLines(BiPredicate<Node, String> accepted);

    /**
     * Lets the consumer know of every program that ends by itself, or loses its main thread by an exception, from now on,
     * and how. It is called in the turn in which that happens, and may schedule actions with {@link #after}, whose cause the
     * end is.
     */
    void onEnd(BiConsumer<Node, String> supervisor);

    /** Lets the log remember the turns from now on. */
    void log(StepLog log);

    /**
     * Records an event of the caller's own. Where it is called by code that runs in the simulation, it is an event of
     * that thread; else of the run.
     *
     * @param pairs name, value, name, value, ...; values are strings, whole numbers or booleans
     * @return the number of the event
     */
    long record(String name, Object... pairs);

    /** Runs for so much virtual time, or until nothing can run. */
    Ending run(Duration time);

    /**
     * Runs until the condition holds, for so much virtual time at most.
     *
     * @param done asked before each turn; must not change the run
     * @throws SimulationException if the simulation itself failed
     */
    Ending run(Duration atMost, BooleanSupplier done);

    /** Returns a number that two runs share only if they took the same steps at the same times and printed the same. */
    long fingerprint();

    /** Returns how many turns threads have taken. */
    long turns();

    /** Returns how many threads have been started. */
    int threads();

    /** Returns how many events there were. */
    long events();

    /** Returns what the run met that the simulator does not model, one line for each kind, in order of appearance. */
    List<String> unmodelled();

    /** Returns each thing that the run met and that is refused or not modelled, and where, in order of appearance. */
    List<UnmodelledUse> unmodelledUses();

    /** Ends the simulation; another one can begin then. Every node is killed; observers see nothing of that. */
    @Override
    void close();
}
