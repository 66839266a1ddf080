package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.Way;
import dev.faultline.sim.LinkCounters;
import dev.faultline.sim.Network;
import dev.faultline.sim.Simulation;
import java.util.List;

/** Links keep back what is sent. Evidence: the segments that had to wait. */
final class StallInjection implements Injection {
    private final Network network;
    private final Traffic traffic;

    StallInjection(Simulation simulation, List<Way> ways) {
        network = simulation.network();
        traffic = new Traffic(simulation, ways);
    }

    @Override
    public void inject() {
        traffic.begin();
        traffic.forEach(network::stall);
    }

    @Override
    public Evidence heal() {
        return heal(List.of());
    }

    @Override
    public Evidence replace(Injection other) {
        if (!(other instanceof StallInjection before)) {
            return Injection.super.replace(other);
        }
        inject();
        return before.heal(traffic.ways());
    }

    /** Undoes it but on these links. */
    private Evidence heal(List<Way> but) {
        long stalled = traffic.since(LinkCounters.ByLink::segmentsStalled);
        traffic.forEachBut(but, network::resume);
        return Evidence.of(stalled > 0, Evidence.count(stalled, "segment") + " kept back on " + traffic.links())
                .instead(traffic.sent());
    }
}
