package dev.faultline.sim.internal.machine;

import dev.faultline.sim.Ending;
import dev.faultline.sim.Node;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Observer;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import dev.faultline.sim.Steering;
import dev.faultline.sim.StepLog;
import dev.faultline.sim.UnmodelledUse;
import dev.faultline.sim.internal.code.Gates;
import dev.faultline.sim.internal.code.Probes;
import dev.faultline.sim.internal.kernel.Carrier;
import dev.faultline.sim.internal.kernel.EventSource;
import dev.faultline.sim.internal.kernel.Interlude;
import dev.faultline.sim.internal.kernel.Recorder;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.vm.WovenClasses;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiPredicate;
import java.util.function.BooleanSupplier;

/** A run: its machines and network, its scheduler, and who looks on. */
public final class World implements Simulation {
    private final SimulationOptions options;
    private final Recorder recorder = new Recorder();
    private final Scheduler scheduler;
    private final SimNetwork network;
    private final Gates gates;
    private final SimSteering steering;
    private final Carrier carrier;
    private final Map<String, SimNode> nodes = new LinkedHashMap<>();
    private final List<BiConsumer<Node, String>> printers = new ArrayList<>();
    private final List<BiConsumer<Node, String>> supervisors = new ArrayList<>();
    private BiPredicate<Node, String> recordedLines = (node, line) -> false;

    private World(SimulationOptions options) {
        this.options = options;
        carrier = new Carrier(
                seats -> new Scheduler(
                        options.seed(), options.strategy(), options.preemption(), recorder, this::machines, seats),
                options.watchdog());
        scheduler = carrier.scheduler();
        gates = new Gates(scheduler);
        network = new SimNetwork(this, options.seed());
        steering = new SimSteering(this);
    }

    /** Begins a run. */
    public static World create(SimulationOptions options) {
        World world = new World(options);
        world.carrier.start();
        return world;
    }

    /** Returns why this JVM can run no further simulation; empty if it can. */
    public static Optional<String> obstacle() {
        return Optional.ofNullable(Carrier.obstacle());
    }

    @Override
    public SimulationOptions options() {
        return options;
    }

    @Override
    public Node add(NodeSpec spec) {
        if (nodes.containsKey(spec.name())) {
            throw new IllegalArgumentException("there is a node '" + spec.name() + "' already");
        }
        SimNode node = new SimNode(nodes.size(), spec, this);
        nodes.put(spec.name(), node);
        return node;
    }

    @Override
    public List<Node> nodes() {
        return List.copyOf(nodes.values());
    }

    @Override
    public SimNode node(String name) {
        SimNode node = nodes.get(name);
        if (node == null) {
            throw new IllegalArgumentException("there is no node '" + name + "'; there are " + nodes.keySet());
        }
        return node;
    }

    @Override
    public SimNetwork network() {
        return network;
    }

    @Override
    public Steering steering() {
        return steering;
    }

    Gates gates() {
        return gates;
    }

    @Override
    public long nowNanos() {
        return scheduler.nowNanos();
    }

    @Override
    public void after(Duration delay, Runnable action) {
        control(() -> {
            var _ = scheduler.after(delay.toNanos(), () -> attempt(action));
        });
    }

    /** Does what the caller of the simulation wants done between turns; an error of it ends the run. */
    void attempt(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            scheduler.fail(e);
        }
    }

    @Override
    public void observe(Observer observer) {
        recorder.add(observer);
    }

    @Override
    public void onOutput(BiConsumer<Node, String> printer) {
        printers.add(printer);
    }

    @Override
    public void recordLines(BiPredicate<Node, String> accepted) {
        recordedLines = accepted;
    }

    @Override
    public void onEnd(BiConsumer<Node, String> supervisor) {
        supervisors.add(supervisor);
    }

    @Override
    public void log(StepLog log) {
        scheduler.log(log);
    }

    @Override
    public long record(String name, Object... pairs) {
        return EventSource.record(scheduler, name, pairs);
    }

    @Override
    public Ending run(Duration time) {
        return run(time, () -> false);
    }

    @Override
    public Ending run(Duration atMost, BooleanSupplier done) {
        long until = Math.addExact(scheduler.nowNanos(), atMost.toNanos());
        return carrier.run(until, options.turnsMax(), done);
    }

    @Override
    public long fingerprint() {
        return recorder.fingerprint();
    }

    @Override
    public long turns() {
        return scheduler.turns();
    }

    @Override
    public int threads() {
        return scheduler.tasks();
    }

    @Override
    public long events() {
        return recorder.events();
    }

    @Override
    public List<String> unmodelled() {
        return scheduler.unmodelled().lines();
    }

    @Override
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
            nodes.values().forEach(SimNode::kill);
        }
        carrier.stop();
        WovenClasses.saveAll();
    }

    // ---- for its parts

    List<SimNode> machines() {
        return List.copyOf(nodes.values());
    }

    Scheduler scheduler() {
        return scheduler;
    }

    /** Runs the action on the carrier, now. */
    void control(Runnable action) {
        carrier.control(action);
    }

    NodeLoader loaderFor(NodeSpec spec, Probes probes) {
        NodeLoader loader = NodeLoader.create(spec, options.preemption(), probes);
        loader.preload();
        return loader;
    }

    void endedByItself(Node node, String how) {
        supervisors.forEach(supervisor -> supervisor.accept(node, how));
    }

    void printed(SimNode node, String line) {
        recorder.printed(node.name(), line);
        scheduler.printed(line);
        boolean isRecorded = Task.outside(() -> recordedLines.test(node, line));
        if (isRecorded) {
            node.recordLine(line);
        }
        Interlude.tell(() -> printers.forEach(printer -> printer.accept(node, line)));
    }
}
