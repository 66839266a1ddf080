package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.Way;
import dev.faultline.sim.Distribution;
import dev.faultline.sim.LinkCounters;
import dev.faultline.sim.Network;
import dev.faultline.sim.Simulation;
import java.util.List;

/** Links are slow. Evidence: the segments that took longer. */
final class LatencyInjection implements Injection {
    private final Network network;
    private final Traffic traffic;
    private final Distribution extra;

    LatencyInjection(Simulation simulation, List<Way> ways, Distribution extra) {
        network = simulation.network();
        traffic = new Traffic(simulation, ways);
        this.extra = extra;
    }

    @Override
    public void inject() {
        traffic.begin();
        traffic.forEach((from, to) -> network.slow(from, to, extra));
    }

    @Override
    public Evidence heal() {
        return heal(List.of());
    }

    @Override
    public Evidence replace(Injection other) {
        if (!(other instanceof LatencyInjection before)) {
            return Injection.super.replace(other);
        }
        inject();
        return before.heal(traffic.ways());
    }

    /** Undoes it but on these links. */
    private Evidence heal(List<Way> but) {
        traffic.forEachBut(but, network::unslow);
        long delayed = traffic.since(LinkCounters.ByLink::segmentsExtraDelayed);
        return Evidence.of(
                        delayed > 0,
                        Evidence.count(delayed, "segment") + " delayed on " + traffic.links() + ", each by " + extra)
                .instead(traffic.sent());
    }
}
