package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.Way;
import dev.faultline.sim.Simulation;
import java.util.List;

/** Connections are reset. Evidence: how many there were. */
final class ResetInjection implements Injection {
    private final Simulation simulation;
    private final List<Way> ways;
    private int connections;

    ResetInjection(Simulation simulation, List<Way> ways) {
        this.simulation = simulation;
        this.ways = ways;
    }

    @Override
    public void inject() {
        // Both directions of a pair are listed; the second finds no connection any more.
        for (Way way : ways) {
            connections += simulation.network().resetStreams(simulation.node(way.from()), simulation.node(way.to()));
        }
    }

    @Override
    public Evidence heal() {
        return Evidence.of(connections > 0, Evidence.count(connections, "open connection") + " reset");
    }
}
