package dev.faultline.chaos.simulated;

import dev.faultline.chaos.CallPoint;
import dev.faultline.chaos.ClockFault;
import dev.faultline.chaos.CodeFault;
import dev.faultline.chaos.DamageFault;
import dev.faultline.chaos.Fault;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.Injector;
import dev.faultline.chaos.MessagePoint;
import dev.faultline.chaos.NetworkFault;
import dev.faultline.chaos.PacketFault;
import dev.faultline.chaos.ProcessFault;
import dev.faultline.chaos.RecordFault;
import dev.faultline.chaos.ReorderingFault;
import dev.faultline.chaos.ResourceFault;
import dev.faultline.chaos.StorageFault;
import dev.faultline.sim.Event;
import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.Network;
import dev.faultline.sim.Node;
import dev.faultline.sim.NodeCode;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Simulation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Carries faults out in a simulation, which can do all of them, but for faults in code of the JDK; upgrades to what it is
 * {@linkplain #offer offered}.
 */
public class SimulationInjector implements Injector {
    private final Simulation simulation;
    private final Victims victims;
    private final Downtime downtime;
    private BiFunction<String, Map<String, String>, Optional<NodeSpec>> setups = (node, to) -> Optional.empty();

    /** Makes the injector of a simulation; it asks nothing of it yet. */
    public SimulationInjector(Simulation simulation) {
        this.simulation = simulation;
        victims = new Victims(simulation);
        downtime = new Downtime(simulation);
    }

    @Override
    public long nowNanos() {
        return simulation.nowNanos();
    }

    @Override
    public void after(Duration delay, Runnable action) {
        simulation.after(delay, action);
    }

    @Override
    public void observe(Consumer<Event> observer) {
        simulation.observe(observer::accept);
    }

    @Override
    public void onOutput(BiConsumer<String, String> printer) {
        simulation.onOutput((node, line) -> printer.accept(node.name(), line));
    }

    @Override
    public void at(CallPoint point, List<String> nodes, Consumer<String> action) {
        List<Node> watched = Fault.expand(point.nodes(), nodes).stream()
                .map(simulation::node)
                .toList();
        Points.set(point, watched, action);
    }

    @Override
    public void expect(Collection<Fault> faults, Collection<CallPoint> points, List<String> nodes) {
        faults.forEach(fault -> {
            switch (fault) {
                case CodeFault code -> nodes.forEach(node -> prepare(node, code.method()));
                case ResourceFault.MemoryLimit _ -> nodes.forEach(node -> prepare(node, NodeCode::prepareAllocations));
                default -> {}
            }
        });
        points.forEach(point -> {
            new SimulationLimits().require(point);
            if (point.call() instanceof CallPoint.OfMethod method) {
                Fault.expand(point.nodes(), nodes).forEach(node -> prepare(node, method.pattern()));
            }
        });
    }

    @Override
    public Optional<String> missed(CallPoint point, List<String> nodes) {
        List<String> watched = Fault.expand(point.nodes(), nodes);
        if (!(point.call() instanceof CallPoint.OfMethod(String pattern)) || point.nth() > 1) {
            return Optional.empty();
        }
        return watched.stream()
                .map(simulation::node)
                .map(node -> MethodHints.notCalled(node, MethodPattern.of(pattern)))
                .findFirst();
    }

    private void prepare(String node, String methods) {
        prepare(node, code -> code.prepare(MethodPattern.of(methods)));
    }

    private void prepare(String node, Consumer<NodeCode> preparation) {
        try {
            preparation.accept(simulation.node(node).code());
        } catch (IllegalStateException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    @Override
    public void at(MessagePoint point, List<String> nodes, Consumer<String> action) {
        Network.Moment moment = point.when() == MessagePoint.When.SENT ? Network.Moment.SENT : Network.Moment.ARRIVED;
        List<Runnable> watches = new ArrayList<>();
        boolean[] reached = {false};
        for (String node : point.counting(nodes)) {
            watches.add(simulation.network().watch(point.countedBy(node), moment, number -> {
                if (number == point.nth() && !reached[0]) {
                    reached[0] = true;
                    watches.forEach(Runnable::run);
                    action.accept(node);
                }
            }));
        }
    }

    @Override
    public long record(String name, Object... pairs) {
        return simulation.record(name, pairs);
    }

    @Override
    public List<String> nodes() {
        return simulation.nodes().stream().map(Node::name).toList();
    }

    /**
     * Says what nodes are made from where options have other values, for upgrades; without it there are none.
     *
     * @param others takes the name of a node, and options with values; returns nothing where that was not prepared
     */
    public void offer(BiFunction<String, Map<String, String>, Optional<NodeSpec>> others) {
        setups = others;
    }

    @Override
    public Optional<String> obstacle(Fault fault) {
        return fault instanceof ProcessFault.Upgrade upgrade ? notOffered(upgrade) : SimulationLimits.obstacle(fault);
    }

    private Optional<String> notOffered(ProcessFault.Upgrade upgrade) {
        List<String> named = Fault.expand(upgrade.nodes(), nodes());
        List<String> without = named.stream()
                .filter(node -> setups.apply(node, upgrade.to()).isEmpty())
                .toList();
        // Among all are nodes that faults do not touch, as that of the clients.
        boolean isAll = upgrade.nodes().contains(Fault.ALL);
        return without.isEmpty() || (isAll && without.size() < named.size())
                ? Optional.empty()
                : Optional.of("nothing was prepared that " + (isAll ? "nodes" : String.join(", ", without))
                        + " could be upgraded to");
    }

    private NodeSpec offered(Node node, ProcessFault.Upgrade upgrade) {
        return setups.apply(node.name(), upgrade.to())
                .orElseThrow(() -> new IllegalArgumentException("'" + upgrade
                        + "' cannot be carried out: nothing was prepared that " + node.name()
                        + " could be upgraded to"));
    }

    @Override
    public Injection prepare(Fault fault, List<String> nodes) {
        return new WholeFault(fault, nodes, downtime, injection(fault, nodes));
    }

    private Injection injection(Fault fault, List<String> nodes) {
        return switch (fault) {
            case ProcessFault.Kill kill -> each(kill.nodes(), nodes, node -> new KillInjection(simulation, node));
            case ProcessFault.PowerLoss loss -> new PowerLossInjection(simulation, Fault.expand(loss.nodes(), nodes));
            case ProcessFault.Pause pause -> each(pause.nodes(), nodes, node -> new PauseInjection(simulation, node));
            case ProcessFault.Stop stop ->
                each(stop.nodes(), nodes, node -> new StopInjection(simulation, node, stop.within(), List::of));
            case ProcessFault.Upgrade upgrade ->
                each(
                        upgrade.nodes(),
                        nodes,
                        node -> new UpgradeInjection(simulation, node, upgrade, offered(node, upgrade)));
            case ProcessFault.Wipe wipe -> each(wipe.nodes(), nodes, node -> new WipeInjection(simulation, node));
            case NetworkFault network -> NetworkInjections.of(simulation, network, nodes);
            case PacketFault packets -> PacketInjections.of(simulation, packets, nodes);
            case ReorderingFault reordering -> PacketInjections.of(simulation, reordering, nodes);
            case ClockFault.ClockJump jump ->
                each(jump.nodes(), nodes, node -> new ClockJumpInjection(node, jump.by()));
            case ClockFault.ClockDrift drift ->
                each(drift.nodes(), nodes, node -> new ClockDriftInjection(simulation, node, drift.ppm()));
            case StorageFault.SlowDisk slow ->
                each(slow.nodes(), nodes, node -> new SlowDiskInjection(node, slow.factor()));
            case StorageFault.DiskError error ->
                each(error.nodes(), nodes, node -> new DiskErrorInjection(downtime, node, error));
            case DamageFault.BitFlip flip ->
                each(flip.nodes(), nodes, node -> DiskTroubleInjection.of(downtime, node, flip));
            case DamageFault.TornWrite torn ->
                each(torn.nodes(), nodes, node -> DiskTroubleInjection.of(downtime, node, torn));
            case DamageFault.LostWrite lost ->
                each(lost.nodes(), nodes, node -> DiskTroubleInjection.of(downtime, node, lost));
            case DamageFault.MisdirectedWrite misdirected ->
                each(misdirected.nodes(), nodes, node -> DiskTroubleInjection.of(downtime, node, misdirected));
            case DamageFault.LostSync lost ->
                each(lost.nodes(), nodes, node -> DiskTroubleInjection.of(downtime, node, lost));
            case StorageFault.DiskDelay delay ->
                each(delay.nodes(), nodes, node -> DiskTroubleInjection.of(downtime, node, delay));
            case StorageFault.DiskBandwidth bandwidth ->
                each(bandwidth.nodes(), nodes, node -> new DiskBandwidthInjection(node, bandwidth.bytes()));
            case StorageFault.DeadDisk dead ->
                each(dead.nodes(), nodes, node -> RefusingDiskInjection.dead(downtime, node));
            case DamageFault.BitRot rot -> each(rot.nodes(), nodes, node -> AtRestInjection.of(victims, node, rot));
            case DamageFault.Truncate truncate ->
                each(truncate.nodes(), nodes, node -> AtRestInjection.of(victims, node, truncate));
            case RecordFault.RecordChange change ->
                each(change.nodes(), nodes, node -> new RecordChangeInjection(victims, downtime, node, change));
            case RecordFault.RecordEdit edit ->
                each(edit.nodes(), nodes, node -> new RecordEditInjection(victims, node, edit));
            case RecordFault.SegmentEdit edit ->
                each(edit.nodes(), nodes, node -> new SegmentEditInjection(victims, node, edit));
            case ClockFault.ClockFreeze freeze -> each(freeze.nodes(), nodes, ClockSteadinessInjection::freeze);
            case ClockFault.ClockStrobe strobe ->
                each(strobe.nodes(), nodes, node -> ClockSteadinessInjection.strobe(node, strobe.by(), strobe.every()));
            case ResourceFault.CpuShare share ->
                each(share.nodes(), nodes, node -> LimitInjection.processors(downtime, node, share.share()));
            case ResourceFault.FileLimit limit ->
                each(limit.nodes(), nodes, node -> LimitInjection.files(downtime, node, (int) limit.files()));
            case ResourceFault.ThreadLimit limit ->
                each(limit.nodes(), nodes, node -> LimitInjection.threads(downtime, node, (int) limit.threads()));
            case ResourceFault.MemoryLimit limit ->
                each(limit.nodes(), nodes, node -> new MemoryInjection(downtime, node, limit));
            case CodeFault code -> each(code.nodes(), nodes, node -> new CodeInjection(downtime, node, code));
            case StorageFault.FullDisk full ->
                each(full.nodes(), nodes, node -> RefusingDiskInjection.full(downtime, node));
            case StorageFault.ReadOnlyDisk disk ->
                each(disk.nodes(), nodes, node -> RefusingDiskInjection.readOnly(downtime, node));
        };
    }

    private Injection each(List<String> named, List<String> nodes, Function<Node, Injection> injection) {
        Map<String, Injection> parts = new LinkedHashMap<>();
        for (String node : Fault.expand(named, nodes)) {
            parts.put(node, injection.apply(simulation.node(node)));
        }
        return new Together(parts);
    }

    @Override
    public int restore(Collection<String> nodes) {
        simulation.network().healAll();
        int started = 0;
        for (String name : nodes) {
            Node node = simulation.node(name);
            node.resume();
            if (!node.isRunning()) {
                node.start();
                started++;
            }
        }
        return started;
    }
}
