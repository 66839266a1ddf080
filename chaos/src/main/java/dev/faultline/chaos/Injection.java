package dev.faultline.chaos;

import dev.faultline.sim.Event;
import dev.faultline.sim.Simulation;
import java.util.List;

/** One fault while it is carried out in a simulation: begun once, undone once. */
interface Injection {
    /** Breaks what is to break. */
    void inject();

    /** Sees what happens from just before the fault begins until it is undone. */
    default void observe(Event event) {}

    /** Undoes the fault and tells what it did. */
    Evidence heal();

    /** Returns the injection of the fault; {@code nodes} is what {@code all} stands for. */
    static Injection of(Fault fault, Simulation simulation, List<String> nodes) {
        return switch (fault) {
            case ProcessFault.Kill kill -> new KillInjection(simulation, kill);
            case ProcessFault.PowerLoss loss -> new PowerLossInjection(simulation, Names.expand(loss.nodes(), nodes));
            case ProcessFault.Pause pause -> new PauseInjection(simulation, pause);
            case NetworkFault.Partition partition -> new PartitionInjection(simulation, Way.of(partition));
            case NetworkFault.Latency latency ->
                new LatencyInjection(simulation, Way.of(latency.links(), nodes), latency.extra());
            case NetworkFault.Stall stall -> new StallInjection(simulation, Way.of(stall.links(), nodes));
            case NetworkFault.Reset reset -> new ResetInjection(simulation, Way.of(reset.links(), nodes));
            case ClockFault.ClockJump jump -> new ClockJumpInjection(simulation, jump);
            case ClockFault.ClockDrift drift -> new ClockDriftInjection(simulation, drift);
            case StorageFault.SlowDisk slow -> new SlowDiskInjection(simulation.node(slow.node()), slow.factor());
            case StorageFault.DiskError error -> new DiskErrorInjection(simulation.node(error.node()), error);
            case StorageFault.FullDisk full -> new FullDiskInjection(simulation.node(full.node()));
            case StorageFault.ReadOnlyDisk disk -> new ReadOnlyDiskInjection(simulation.node(disk.node()));
            case NetworkFault.Datagrams datagrams ->
                new DatagramInjection(simulation, Way.of(datagrams.links(), nodes), datagrams.chances());
        };
    }
}
