package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts a history of counters into the lattice. A level holds if it holds for one way to say which increments each read saw,
 * and is violated if it is for all:
 *
 * <ol>
 *   <li>A read that no increments add up to violates read committed ({@link CounterFaults}).
 *   <li>Where each answer can be made in one way only, the history is one of registers.
 *   <li>Else an order of all transactions is looked for that explains the answers ({@link CounterSearch}).
 *   <li>What all ways have in common may show a violation.
 *   <li>If there are not too many ways, each is judged.
 * </ol>
 *
 * <p>Read uncommitted always holds, as no increment overwrites another.
 */
final class CounterCheck {

    private static final int MOST_READINGS = 100;
    /** So many operations of all readings together. */
    private static final long MOST_OPERATIONS = 1_000_000;

    private final Transactions history;
    private final IsolationLevel asked;
    private final Standing standing;
    private final IsolationLimits limits;
    /** What all ways have in common; then each way, if they were tried. */
    private final List<DataAnalysis> analyses = new ArrayList<>();
    /** Of each anomaly that the search for an order found, whether it needs all its transactions. */
    private final Map<Anomaly, Boolean> unexplained = new HashMap<>();
    /** Whether there is one way only. */
    private boolean one;

    private @Nullable Schedule serial;
    private Scope serialScope = Scope.DATA;
    private CounterSearch.@Nullable Outcome widestSearch;

    CounterCheck(Transactions history, IsolationLevel asked, Standing standing, IsolationLimits limits) {
        this.history = history;
        this.asked = asked;
        this.standing = standing;
        this.limits = limits;
    }

    /** Decides what it can, and answers the question. */
    IsolationVerdict run() {
        standing.satisfies(new IsolationLevel(Guarantee.READ_UNCOMMITTED, widest()));
        CounterReads reads = CounterReads.of(history, limits);
        List<Anomaly> faults = CounterFaults.of(reads);
        faults.forEach(standing::shows);
        CounterReadings ways = new CounterReadings(reads, limits);
        one = ways.areOne();
        if (faults.isEmpty() && !one) {
            widestSearch = search(widest());
        }
        if (serial == null) {
            String reason = readings(ways);
            if (!one) {
                searchFurther();
            }
            IsolationLevel.all().forEach(level -> standing.leavesOpen(level, reason));
        }
        return standing.isViolated(asked) ? violation(faults) : valid();
    }

    private Scope widest() {
        return history.timed() ? Scope.REALTIME : Scope.SESSION;
    }

    private CounterSearch.Outcome search(Scope scope) {
        CounterSearch.Outcome outcome = new CounterSearch(history, limits).search(scope, standing.isOpen(asked));
        if (outcome instanceof CounterSearch.Outcome.Serial(Schedule order)) {
            serial = order;
            serialScope = scope;
            standing.satisfies(new IsolationLevel(Guarantee.SERIALIZABLE, scope));
        }
        return outcome;
    }

    /** Judges the history as one of registers, in every way; the reason why levels stay open after that. */
    private String readings(CounterReadings ways) {
        try {
            DataAnalysis certain = analyse(ways.certain());
            certain.standing.anomalies().forEach(standing::shows);
            for (IsolationLevel level : IsolationLevel.all()) {
                if (certain.standing.isViolated(level)) {
                    standing.violates(level);
                } else if (one && certain.standing.isSatisfied(level)) {
                    standing.satisfies(level);
                } else if (one) {
                    standing.leavesOpen(level, certain.standing.reason(level));
                }
            }
            analyses.add(certain);
            if (one || !isAnyOpen()) {
                return Standing.NOT_LOOKED_AT;
            }
            List<Transactions> readings = ways.all((int) Math.min(MOST_READINGS, limits.decisions()));
            if ((long) readings.size() * history.operations() <= MOST_OPERATIONS) {
                readings.forEach(reading -> analyses.add(analyse(reading)));
                combine(analyses.subList(1, analyses.size()));
            }
            return "some reads show sums that several sets of increments make";
        } catch (CheckStopped stopped) {
            return String.valueOf(stopped.getMessage());
        }
    }

    private boolean isAnyOpen() {
        return IsolationLevel.all().stream().anyMatch(standing::isOpen);
    }

    private DataAnalysis analyse(Transactions reading) {
        return IsolationCheck.analyse(reading, asked, new Standing(widest()), limits);
    }

    private void combine(List<DataAnalysis> readings) {
        for (IsolationLevel level : IsolationLevel.all()) {
            if (!readings.isEmpty() && readings.stream().allMatch(reading -> reading.standing.isViolated(level))) {
                standing.violates(level);
            } else if (readings.stream().anyMatch(reading -> reading.standing.isSatisfied(level))) {
                standing.satisfies(level);
            }
        }
    }

    /** Serializability, where it is open still. */
    private void searchFurther() {
        for (Scope scope : List.of(Scope.REALTIME, Scope.SESSION, Scope.DATA)) {
            if (scope.compareTo(widest()) <= 0 && standing.isOpen(new IsolationLevel(Guarantee.SERIALIZABLE, scope))) {
                CounterSearch.Outcome outcome =
                        scope == widest() && widestSearch != null ? widestSearch : search(scope);
                if (outcome instanceof CounterSearch.Outcome.None none) {
                    Anomaly anomaly = new Anomaly(
                            AnomalyKind.SERIAL_CYCLE,
                            scope,
                            none.transactions(),
                            List.of(),
                            "Whichever increments they saw, no order of these %d transactions explains what they read."
                                    .formatted(none.transactions().size()));
                    standing.shows(anomaly);
                    unexplained.put(anomaly, none.minimal());
                } else if (outcome instanceof CounterSearch.Outcome.Open(String reason)) {
                    standing.leavesOpen(new IsolationLevel(Guarantee.SERIALIZABLE, scope), reason);
                }
            }
        }
    }

    private IsolationVerdict violation(List<Anomaly> faults) {
        Anomaly anomaly = IsolationCheck.smallest(standing, asked);
        List<DataAnalysis> in = analyses.stream().limit(1).toList();
        if (anomaly == null) {
            in = analyses.subList(1, analyses.size());
            Anomaly one = IsolationCheck.smallest(in.getFirst().standing, asked);
            if (one == null) {
                throw new IllegalStateException("no anomaly shows why " + asked + " is violated");
            }
            String sentence =
                    "There are %d ways to say which increments the reads saw, and each is violated. One of them: %s"
                            .formatted(in.size(), one.sentence());
            anomaly = new Anomaly(one.kind(), one.scope(), one.transactions(), one.cycle(), sentence);
        }
        Reduction.Reduced reduced = faults.contains(anomaly)
                ? new Reduction.Reduced(anomaly.transactions(), true)
                : unexplained.containsKey(anomaly)
                        ? new Reduction.Reduced(anomaly.transactions(), unexplained.getOrDefault(anomaly, false))
                        : new Reduction(
                                        in.stream()
                                                .map(reading -> reading.found.history)
                                                .toList(),
                                        asked,
                                        limits)
                                .of(anomaly);
        return new IsolationVerdict.Violation(
                asked,
                standing.findings(),
                anomaly,
                reduced.transactions(),
                reduced.minimal(),
                "Not %s: %s. %s".formatted(asked, anomaly.name(), anomaly.sentence()));
    }

    private IsolationVerdict valid() {
        Schedule witness = standing.isSatisfied(asked) ? witness() : null;
        return witness == null
                ? IsolationCheck.unknown(asked, standing)
                : IsolationCheck.valid(asked, standing, witness);
    }

    private @Nullable Schedule witness() {
        if (serial != null && new IsolationLevel(Guarantee.SERIALIZABLE, serialScope).implies(asked)) {
            return serial;
        }
        for (DataAnalysis reading : one ? analyses : analyses.subList(Math.min(1, analyses.size()), analyses.size())) {
            if (reading.standing.isSatisfied(asked)) {
                return new Witnesses(reading).of(asked);
            }
        }
        // Read uncommitted: any order will do.
        return Schedule.serial(IntStream.range(0, history.size())
                .filter(history::committed)
                .boxed()
                .sorted(Comparator.comparingInt(history::invoked))
                .mapToInt(Integer::intValue)
                .toArray());
    }
}
