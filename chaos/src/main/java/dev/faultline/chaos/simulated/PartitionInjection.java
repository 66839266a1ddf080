package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.Way;
import dev.faultline.sim.Event;
import dev.faultline.sim.LinkCounters;
import dev.faultline.sim.Network;
import dev.faultline.sim.Simulation;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Links are cut. Evidence: what was lost on them, and the first message that was held up. */
final class PartitionInjection implements Injection {
    private final Network network;
    private final Traffic traffic;
    private @Nullable String first;

    PartitionInjection(Simulation simulation, List<Way> ways) {
        network = simulation.network();
        traffic = new Traffic(simulation, ways);
    }

    @Override
    public void inject() {
        traffic.begin();
        traffic.forEach(network::cut);
    }

    @Override
    public void observe(Event event) {
        Object to = event.data().get("to");
        if (first == null && event.name().equals("MessageHeld") && to != null && traffic.includes(event.node(), to)) {
            first = "the first message held up was from " + event.node() + " to " + to + ", event " + event.step();
        }
    }

    @Override
    public Evidence heal() {
        return heal(List.of());
    }

    @Override
    public Evidence replace(Injection other) {
        if (!(other instanceof PartitionInjection before)) {
            return Injection.super.replace(other);
        }
        inject();
        return before.heal(traffic.ways());
    }

    /** Undoes it but on these links. */
    private Evidence heal(List<Way> but) {
        traffic.forEachBut(but, network::heal);
        long segments = traffic.since(LinkCounters.ByLink::segmentsCut);
        long acknowledgements = traffic.since(LinkCounters.ByLink::acknowledgementsCut);
        List<String> sentences = new ArrayList<>();
        sentences.add(traffic.links() + " cut, on which " + Evidence.count(segments, "segment") + " and "
                + Evidence.count(acknowledgements, "acknowledgement") + " were lost");
        sentences.add(Evidence.count(traffic.since(LinkCounters.ByLink::synsCut), "connection request") + " lost");
        if (first != null) {
            sentences.add(first);
        }
        return new Evidence(segments + acknowledgements > 0, sentences).instead(traffic.sent());
    }
}
