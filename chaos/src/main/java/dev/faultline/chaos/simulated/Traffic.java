package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Way;
import dev.faultline.sim.LinkCounters;
import dev.faultline.sim.Node;
import dev.faultline.sim.Simulation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.ToLongFunction;

/** What happens on some links from a point in time on, by the difference of their counters. */
final class Traffic {
    private final Simulation simulation;
    private final List<Way> ways;
    private List<LinkCounters> before = List.of();

    Traffic(Simulation simulation, List<Way> ways) {
        this.simulation = simulation;
        this.ways = ways;
    }

    /** Counts from now on. */
    void begin() {
        before = counters();
    }

    /** Returns by how much a counter of what the links themselves did has grown, all links together. */
    long since(ToLongFunction<LinkCounters.ByLink> counter) {
        return sum(counters(), counter) - sum(before, counter);
    }

    /** Returns what was sent on the links meanwhile, as the end of a sentence. */
    String sent() {
        long segments = total(LinkCounters::segmentsSent);
        long acknowledgements = total(LinkCounters::acknowledgementsSent);
        return segments + acknowledgements == 0
                ? "nothing was sent on " + links()
                : Evidence.count(segments, "segment") + " and " + Evidence.count(acknowledgements, "acknowledgement")
                        + " were sent on " + links();
    }

    private long total(ToLongFunction<LinkCounters> counter) {
        return counters().stream().mapToLong(counter).sum()
                - before.stream().mapToLong(counter).sum();
    }

    /** Does something to each link. */
    void forEach(BiConsumer<Node, Node> action) {
        forEachBut(List.of(), action);
    }

    /** Does something to each link that is not among the others. */
    void forEachBut(List<Way> others, BiConsumer<Node, Node> action) {
        ways.stream()
                .filter(way -> !others.contains(way))
                .forEach(way -> action.accept(simulation.node(way.from()), simulation.node(way.to())));
    }

    List<Way> ways() {
        return ways;
    }

    boolean includes(String from, Object to) {
        return ways.stream().anyMatch(way -> way.from().equals(from) && way.to().equals(to));
    }

    String links() {
        return Evidence.count(ways.size(), "link");
    }

    private List<LinkCounters> counters() {
        List<LinkCounters> counters = new ArrayList<>();
        forEach((from, to) -> counters.add(simulation.network().counters(from, to)));
        return counters;
    }

    private static long sum(List<LinkCounters> counters, ToLongFunction<LinkCounters.ByLink> counter) {
        return counters.stream().map(LinkCounters::byLink).mapToLong(counter).sum();
    }
}
