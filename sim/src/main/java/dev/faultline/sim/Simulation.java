package dev.faultline.sim;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
public final class Simulation implements AutoCloseable {
    private final SimulationOptions options;
    private final Recorder recorder = new Recorder();
    private final Scheduler scheduler;
    private final Network network;
    private final Carrier carrier;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private final List<BiConsumer<Node, String>> printers = new ArrayList<>();
    private final List<BiConsumer<Node, String>> supervisors = new ArrayList<>();
    private BiPredicate<Node, String> recordedLines = (node, line) -> false;

    private Simulation(SimulationOptions options) {
        this.options = options;
        carrier = new Carrier(
                seats -> new Scheduler(
                        options.seed(), options.strategy(), options.preemption(), recorder, this::nodes, seats),
                options.watchdog());
        scheduler = carrier.scheduler();
        network = new Network(this, options.seed());
    }

    /**
     * Begins a simulation.
     *
     * @throws SimulationException if the agent is not there, this JDK's internals are not as expected, or another
     *     simulation is live
     */
    public static Simulation create(SimulationOptions options) {
        SelfCheck.require();
        Simulation simulation = new Simulation(options);
        simulation.carrier.start();
        return simulation;
    }

    /** Returns the options. */
    public SimulationOptions options() {
        return options;
    }

    /**
     * Adds a node; it does not start yet.
     *
     * @throws IllegalArgumentException if there is a node of that name
     */
    public Node add(NodeSpec spec) {
        if (nodes.containsKey(spec.name())) {
            throw new IllegalArgumentException("there is a node '" + spec.name() + "' already");
        }
        Node node = new Node(nodes.size(), spec, this);
        nodes.put(spec.name(), node);
        return node;
    }

    /** Returns the nodes in the order in which they were added. */
    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    /**
     * Returns the node of that name.
     *
     * @throws IllegalArgumentException if there is none
     */
    public Node node(String name) {
        Node node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("there is no node '" + name + "'; there are " + nodes.keySet());
        }
        return node;
    }

    /** Returns the network. */
    public Network network() {
        return network;
    }

    /** Returns the virtual time since the start of the run. */
    public long nowNanos() {
        return scheduler.nowNanos();
    }

    /** Schedules an action: it runs between two turns, in virtual time, and must not block. */
    public void after(Duration delay, Runnable action) {
        control(() -> {
            var _ = scheduler.after(delay.toNanos(), () -> attempt(action));
        });
    }

    private void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            scheduler.fail(e);
        }
    }

    /** Lets the observer see every event from now on. */
    public void observe(Observer observer) {
        recorder.add(observer);
    }

    /** Lets the consumer have every line that a node prints from now on. */
    public void onOutput(BiConsumer<Node, String> printer) {
        printers.add(printer);
    }

    /** Makes an event {@code LinePrinted} of every line that a node prints from now on and that is accepted. */
    public void recordLines(BiPredicate<Node, String> accepted) {
        recordedLines = accepted;
    }

    /**
     * Lets the consumer know of every program that ends by itself, or loses its main thread by an exception, from now on,
     * and how. It is called in the turn in which that happens, and may schedule actions with {@link #after}, whose cause the
     * end is.
     */
    public void onEnd(BiConsumer<Node, String> supervisor) {
        supervisors.add(supervisor);
    }

    /** Lets the log remember the turns from now on. */
    public void log(StepLog log) {
        scheduler.log(log);
    }

    /**
     * Records an event of the caller's own. Where it is called by code that runs in the simulation, it is an event of
     * that thread; else of the run.
     *
     * @param pairs name, value, name, value, ...; values are strings, whole numbers or booleans
     * @return the number of the event
     */
    public long record(String name, Object... pairs) {
        return EventSource.record(scheduler, name, pairs);
    }

    /** Runs for so much virtual time, or until nothing can run. */
    public Ending run(Duration time) {
        return run(time, () -> false);
    }

    /**
     * Runs until the condition holds, for so much virtual time at most.
     *
     * @param done asked before each turn; must not change the run
     * @throws SimulationException if the simulation itself failed
     */
    public Ending run(Duration atMost, BooleanSupplier done) {
        long until = Math.addExact(scheduler.nowNanos(), atMost.toNanos());
        return carrier.run(until, options.turnsMax(), done);
    }

    /** Returns a number that two runs share only if they took the same steps at the same times and printed the same. */
    public long fingerprint() {
        return recorder.fingerprint();
    }

    /** Returns how many turns threads have taken. */
    public long turns() {
        return scheduler.turns();
    }

    /** Returns how many threads have been started. */
    public int threads() {
        return scheduler.tasks();
    }

    /** Returns how many events there were. */
    public long events() {
        return recorder.events();
    }

    /** Returns what the run met that the simulator does not model, one line for each kind, in order of appearance. */
    public List<String> unmodelled() {
        return scheduler.unmodelled().lines();
    }

    /**
     * Returns why this JVM can run no further simulation: a thread of an earlier one cannot be stopped. Empty if it can. Any
     * thread may ask.
     */
    public static Optional<String> obstacle() {
        return Optional.ofNullable(Carrier.obstacle());
    }

    /** Returns each thing that the run met and that is refused or not modelled, and where, in order of appearance. */
    public List<UnmodelledUse> unmodelledUses() {
        return scheduler.unmodelled().uses();
    }

    /** Ends the simulation; another one can begin then. Every node is killed; observers see nothing of that. */
    @Override
    public void close() {
        recorder.removeObservers();
        printers.clear();
        supervisors.clear();
        recordedLines = (node, line) -> false;
        if (carrier.isUsable()) {
            nodes.values().forEach(Node::kill);
        }
        carrier.stop();
        WovenClasses.saveAll();
    }

    // ---- for the package

    Scheduler scheduler() {
        return scheduler;
    }

    /** Runs the action on the carrier, now. */
    void control(Runnable action) {
        carrier.control(action);
    }

    NodeLoader loaderFor(NodeSpec spec) {
        NodeLoader loader = NodeLoader.create(spec, options.preemption());
        loader.preload();
        return loader;
    }

    void endedByItself(Node node, String how) {
        supervisors.forEach(supervisor -> supervisor.accept(node, how));
    }

    void printed(Node node, String line) {
        recorder.printed(node.name(), line);
        scheduler.printed(line);
        boolean[] recorded = new boolean[1];
        Task.outside(() -> {
            printers.forEach(printer -> printer.accept(node, line));
            recorded[0] = recordedLines.test(node, line);
        });
        if (recorded[0]) {
            node.recordLine(line);
        }
    }
}
