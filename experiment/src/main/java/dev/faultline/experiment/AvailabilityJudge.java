package dev.faultline.experiment;

import dev.faultline.chaos.DamageFault;
import dev.faultline.chaos.Fault;
import dev.faultline.chaos.FaultReport;
import dev.faultline.chaos.RecordFault;
import dev.faultline.chaos.SafetyBudget;
import dev.faultline.check.History;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds the times in which only nodes were missing, and no more than may be, and how long clients waited for each key in them.
 *
 * <p>Such a time begins when a fault, or the end of a program, has just left things so, and ends when the next changes them; what
 * began before the first fault is starting up and does not count. A node whose disk was damaged counts as missing ever after.
 * Costs the faults squared, and a sort of the history for each such time.
 */
final class AvailabilityJudge {
    private final AvailabilitySpec spec;
    private final List<String> nodes;
    private final List<Broken> faults;
    private final List<NodeEnd> ends;

    private record Broken(Fault fault, long from, long to) {
        boolean lasts(long nanos) {
            return from <= nanos && nanos < to;
        }

        boolean hasDamaged(long nanos) {
            return from <= nanos && (fault instanceof DamageFault || fault instanceof RecordFault);
        }
    }

    private record Span(long from, long to, List<String> missing) {}

    private AvailabilityJudge(AvailabilitySpec spec, List<String> nodes, List<FaultReport> faults, List<NodeEnd> ends) {
        this.spec = spec;
        this.nodes = nodes;
        this.faults = faults.stream()
                .filter(FaultReport::wasInjected)
                .map(report -> new Broken(
                        Fault.parse(report.fault()),
                        report.injectedAtNanos(),
                        report.healedAtNanos() < 0 ? Long.MAX_VALUE : report.healedAtNanos()))
                .toList();
        this.ends = ends;
    }

    /**
     * Judges a run.
     *
     * @param connections when clients tried to connect
     * @param nodes all nodes of the system
     * @param faults what became of each fault
     * @param ends each time that a program ended by itself
     * @param endNanos when the clients stopped to ask
     */
    static Availability judge(
            AvailabilitySpec spec,
            History history,
            List<Connecting> connections,
            List<String> nodes,
            List<FaultReport> faults,
            List<NodeEnd> ends,
            long endNanos) {
        Availability worst = Availability.notTested();
        int tested = 0;
        for (Span span : new AvailabilityJudge(spec, nodes, faults, ends).spans(endNanos)) {
            Recovery waits = RecoveryJudge.between(history, connections, span.from(), span.to(), spec.within());
            if (waits.outcome() == Recovery.Outcome.NOT_TESTED || waits.outcome() == Recovery.Outcome.UNDECIDED) {
                continue;
            }
            tested += span.missing().isEmpty() ? 0 : 1;
            boolean late = waits.outcome() == Recovery.Outcome.NOT_RECOVERED;
            boolean worse = late == (worst.outcome() == Availability.Outcome.NOT_AVAILABLE)
                    ? waits.nanos() >= worst.nanos()
                    : late;
            if (worse) {
                worst = new Availability(
                        late ? Availability.Outcome.NOT_AVAILABLE : Availability.Outcome.AVAILABLE,
                        0,
                        span.from(),
                        span.to(),
                        span.missing(),
                        waits.nanos(),
                        late ? waits.unanswered() : List.of());
            }
        }
        if (tested == 0 && worst.outcome() == Availability.Outcome.AVAILABLE) {
            return Availability.notTested(); // that all is served while nothing is missing is not what is promised
        }
        return new Availability(
                worst.outcome(),
                tested,
                worst.fromNanos(),
                worst.toNanos(),
                worst.missing(),
                worst.nanos(),
                worst.keys());
    }

    private List<Span> spans(long endNanos) {
        TreeSet<Long> changes = new TreeSet<>();
        for (Broken broken : faults) {
            changes.add(broken.from());
            changes.add(broken.to());
        }
        if (changes.isEmpty()) {
            return List.of();
        }
        long first = changes.first();
        for (NodeEnd end : ends) {
            changes.add(end.atNanos());
            changes.add(end.restartedNanos() < 0 ? Long.MAX_VALUE : end.restartedNanos());
        }
        changes.add(endNanos);
        List<Long> times = new ArrayList<>(changes.subSet(first, true, endNanos, true));
        List<Span> spans = new ArrayList<>();
        for (int i = 0; i + 1 < times.size(); i++) {
            long from = times.get(i);
            long to = times.get(i + 1);
            if (to - from > spec.within().toNanos()) {
                missing(from)
                        .filter(missing -> missing.size() <= spec.without())
                        .ifPresent(missing -> spans.add(new Span(from, to, List.copyOf(missing))));
            }
        }
        return spans;
    }

    /** Returns the nodes that are missing from then on; empty if anything else is wrong. */
    private Optional<Set<String>> missing(long nanos) {
        List<Fault> together = faults.stream()
                .filter(broken -> broken.lasts(nanos))
                .map(Broken::fault)
                .toList();
        if (together.stream().anyMatch(fault -> !nodes.containsAll(fault.named()))) {
            return Optional.empty(); // a client is cut off: that it is not served is not the system's fault
        }
        return SafetyBudget.missing(together, nodes).map(missing -> {
            Set<String> all = new LinkedHashSet<>(missing);
            ends.stream().filter(end -> end.lasts(nanos)).map(NodeEnd::node).forEach(all::add);
            faults.stream()
                    .filter(broken -> broken.hasDamaged(nanos))
                    .forEach(broken -> all.addAll(broken.fault().touches(nodes)));
            all.retainAll(nodes);
            return all;
        });
    }
}
