package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.Way;
import dev.faultline.sim.LinkCounters;
import dev.faultline.sim.Network;
import dev.faultline.sim.Simulation;
import java.time.Duration;
import java.util.List;

/** Links are cut and healed in turn. Evidence: how often, and what was lost on them. */
final class FlapInjection implements Injection {
    private final Simulation simulation;
    private final Network network;
    private final Traffic traffic;
    private final Duration half;
    private boolean over;
    private long cuts;

    FlapInjection(Simulation simulation, List<Way> ways, Duration every) {
        this.simulation = simulation;
        network = simulation.network();
        traffic = new Traffic(simulation, ways);
        half = every.dividedBy(2);
    }

    @Override
    public void inject() {
        traffic.begin();
        down();
    }

    private void down() {
        if (!over) {
            cuts++;
            traffic.forEach(network::cut);
            simulation.after(half, this::up);
        }
    }

    private void up() {
        if (!over) {
            traffic.forEach(network::heal);
            simulation.after(half, this::down);
        }
    }

    @Override
    public Evidence heal() {
        over = true;
        traffic.forEach(network::heal);
        long segments = traffic.since(LinkCounters.ByLink::segmentsCut);
        long acknowledgements = traffic.since(LinkCounters.ByLink::acknowledgementsCut);
        long requests = traffic.since(LinkCounters.ByLink::synsCut);
        return Evidence.of(
                        segments + acknowledgements + requests > 0,
                        traffic.links() + " cut " + Evidence.count(cuts, "time") + ", on which "
                                + Evidence.count(segments, "segment") + " and "
                                + Evidence.count(acknowledgements, "acknowledgement") + " were lost",
                        Evidence.count(requests, "connection request") + " lost")
                .instead(traffic.sent());
    }
}
