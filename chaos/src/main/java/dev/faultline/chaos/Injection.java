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
            case Fault.Kill kill -> new KillInjection(simulation, kill);
            case Fault.PowerLoss loss -> new PowerLossInjection(simulation, Names.expand(loss.nodes(), nodes));
            case Fault.Pause pause -> new PauseInjection(simulation, pause);
            case Fault.Partition partition -> new PartitionInjection(simulation, Way.of(partition));
            case Fault.Latency latency ->
                new LatencyInjection(simulation, Way.of(latency.links(), nodes), latency.extra());
            case Fault.Stall stall -> new StallInjection(simulation, Way.of(stall.links(), nodes));
            case Fault.Reset reset -> new ResetInjection(simulation, Way.of(reset.links(), nodes));
            case Fault.ClockJump jump -> new ClockJumpInjection(simulation, jump);
            case Fault.ClockDrift drift -> new ClockDriftInjection(simulation, drift);
            case Fault.SlowDisk slow -> new SlowDiskInjection(simulation.node(slow.node()), slow.factor());
            case Fault.DiskError error -> new DiskErrorInjection(simulation.node(error.node()), error);
            case Fault.FullDisk full -> new FullDiskInjection(simulation.node(full.node()));
        };
    }
}
