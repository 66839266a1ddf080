package dev.faultline.check.isolation;

import dev.faultline.journal.Amount;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Does a history of transactions satisfy an isolation level?
 *
 * <pre>{@code
 * IsolationVerdict verdict = IsolationCheck.check(history, IsolationLevel.of("snapshot-isolation"), limits);
 * }</pre>
 *
 * <p>Pure: the verdict follows from the arguments alone, unless {@link IsolationLimits#stop} ends the check.
 */
public final class IsolationCheck {

    private IsolationCheck() {}

    /**
     * Decides the level and places the history in the lattice.
     *
     * @throws IllegalArgumentException if the history is none: an element is appended twice to one list
     */
    public static IsolationVerdict check(Transactions history, IsolationLevel asked, IsolationLimits limits) {
        IsolationLevel level = history.sessionsAlways() ? asked.withSessions() : asked;
        Standing standing = new Standing(history.timed() ? Scope.REALTIME : Scope.SESSION);
        try {
            if (history.isOfCounters()) {
                return new CounterCheck(history, level, standing, limits).run();
            }
            DataAnalysis analysis = analyse(history, level, standing, limits);
            ReadingsVerdict readings = new ReadingsVerdict(history, level, standing, limits);
            return readings.decides(Long.MAX_VALUE) ? readings.verdict() : verdict(analysis, level, limits);
        } catch (CheckStopped stopped) {
            if (standing.isViolated(level) && smallest(standing, level) != null && !history.isOfCounters()) {
                return violation(history, standing, level, limits);
            }
            standing.leavesOpen(level, String.valueOf(stopped.getMessage()));
            return unknown(level, standing);
        } catch (OutOfMemoryError full) {
            // The estimates of what a step takes were too low. Nothing is half done that anybody could see.
            standing.leavesOpen(level, "the JVM ran out of memory");
            return unknown(level, standing);
        }
    }

    /** Puts the history into the lattice. */
    static DataAnalysis analyse(Transactions history, IsolationLevel level, Standing standing, IsolationLimits limits) {
        Dependencies found = history.isOfLists() ? ListInference.of(history) : RegisterInference.of(history);
        DataAnalysis analysis = new DataAnalysis(found, standing, limits);
        analysis.run(level);
        return analysis;
    }

    private static IsolationVerdict verdict(DataAnalysis analysis, IsolationLevel level, IsolationLimits limits) {
        Standing standing = analysis.standing;
        if (standing.isViolated(level)) {
            return violation(analysis.found.history, standing, level, limits);
        }
        Schedule witness = standing.isSatisfied(level) ? new Witnesses(analysis).of(level) : null;
        if (witness == null) {
            return unknown(level, standing);
        }
        return valid(level, standing, witness);
    }

    private static IsolationVerdict violation(
            Transactions history, Standing standing, IsolationLevel level, IsolationLimits limits) {
        Anomaly anomaly = smallest(standing, level);
        if (anomaly == null) {
            throw new IllegalStateException("no anomaly shows why " + level + " is violated");
        }
        Reduction.Reduced reduced = Reduction.of(history, level, limits).of(anomaly);
        return new IsolationVerdict.Violation(
                level,
                standing.findings(),
                anomaly,
                reduced.transactions(),
                reduced.minimal(),
                "Not %s: %s. %s".formatted(level, anomaly.name(), anomaly.sentence()));
    }

    static IsolationVerdict valid(IsolationLevel level, Standing standing, Schedule witness) {
        return new IsolationVerdict.Valid(
                level,
                standing.findings(),
                witness,
                "%s: there is an order of %s that shows it."
                        .formatted(level, Amount.of(witness.size() / 2, "transaction")));
    }

    static IsolationVerdict unknown(IsolationLevel level, Standing standing) {
        return new IsolationVerdict.Unknown(
                level, standing.findings(), "Unknown whether %s: %s.".formatted(level, standing.reason(level)));
    }

    /** The anomaly to show why a level is violated, null if none was found. */
    static @Nullable Anomaly smallest(Standing standing, IsolationLevel level) {
        List<Anomaly> candidates = standing.anomalies().stream()
                .filter(anomaly -> anomaly.violates(level))
                .toList();
        return candidates.stream()
                .min(Comparator.comparingInt(
                                (Anomaly anomaly) -> anomaly.transactions().size())
                        .thenComparing(Anomaly::scope)
                        .thenComparing(Anomaly::kind))
                .orElse(null);
    }
}
