package dev.faultline.check.isolation;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
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
 *   <li>If there are not too many ways, they are tried ({@link ReadingSearch}).
 * </ol>
 *
 * <p>Read uncommitted always holds, as no increment overwrites another.
 */
final class CounterCheck {

    /** So many ways are tried before an order of all transactions is looked for, which tells less if there is none. */
    private static final int FIRST_LOOKS = 1000;

    private final Transactions history;
    private final IsolationLevel asked;
    private final Standing standing;
    private final IsolationLimits limits;
    /** Of each anomaly that the search for an order found, whether it needs all its transactions. */
    private final Map<Anomaly, Boolean> unexplained = new HashMap<>();
    /** Whether there is one way only. */
    private boolean one;

    /** What all ways have in common. */
    private @Nullable DataAnalysis certain;

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
            String reason = certain(ways);
            ReadingsVerdict readings =
                    new ReadingsVerdict(ways, asked, standing, limits, "which increments each read saw");
            if (!one && readings.decides(FIRST_LOOKS)) {
                return readings.verdict();
            }
            if (!one) {
                searchFurther();
            }
            IsolationLevel.all().forEach(level -> standing.leavesOpen(level, reason));
            if (!one && readings.decides(Long.MAX_VALUE)) {
                return readings.verdict();
            }
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

    /** Judges what all ways have in common as a history of registers; the reason why levels stay open after that. */
    private String certain(CounterReadings ways) {
        try {
            DataAnalysis found = IsolationCheck.analyse(ways.certain(), asked, new Standing(widest()), limits);
            found.standing.anomalies().forEach(standing::shows);
            for (IsolationLevel level : IsolationLevel.all()) {
                if (found.standing.isViolated(level)) {
                    standing.violates(level);
                } else if (one && found.standing.isSatisfied(level)) {
                    standing.satisfies(level);
                } else if (one) {
                    standing.leavesOpen(level, found.standing.reason(level));
                }
            }
            certain = found;
            return one ? Standing.NOT_LOOKED_AT : CounterReadings.MANY;
        } catch (CheckStopped stopped) {
            return String.valueOf(stopped.getMessage());
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
        if (anomaly == null) {
            throw new IllegalStateException("no anomaly shows why " + asked + " is violated");
        }
        Reduction.Reduced reduced = faults.contains(anomaly)
                ? new Reduction.Reduced(anomaly.transactions(), true)
                : unexplained.containsKey(anomaly)
                        ? new Reduction.Reduced(anomaly.transactions(), unexplained.getOrDefault(anomaly, false))
                        : Reduction.of(Objects.requireNonNull(certain).found.history, asked, limits)
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
        if (certain != null && certain.standing.isSatisfied(asked)) {
            return new Witnesses(certain).of(asked);
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
