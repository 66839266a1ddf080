package dev.faultline.check.isolation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides the guarantees from monotonic atomic view to causal. */
final class WeakAnalysis {

    private final Dependencies found;
    private final Standing standing;
    private final IsolationLimits limits;
    private final Map<IsolationLevel, int[]> commits = new LinkedHashMap<>();
    private @Nullable WeakLevels levels;

    WeakAnalysis(Dependencies found, Standing standing, IsolationLimits limits) {
        this.found = found;
        this.standing = standing;
        this.limits = limits;
    }

    /** An order of commits that shows the level, if one was found. */
    int @Nullable [] commits(IsolationLevel level) {
        return commits.entrySet().stream()
                .filter(entry -> entry.getKey().implies(level))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** All that are open, the strongest first: it mostly holds. */
    void run() {
        decide(IsolationLevel.CAUSAL);
        for (Scope scope : List.of(Scope.SESSION, Scope.DATA)) {
            decide(new IsolationLevel(Guarantee.READ_ATOMIC, scope));
            decide(new IsolationLevel(Guarantee.MONOTONIC_ATOMIC_VIEW, scope));
        }
    }

    /** Decides one level, if it is one of these and open. Read committed holds if monotonic atomic view does. */
    void decide(IsolationLevel level) {
        if (!standing.isOpen(level)) {
            return;
        }
        if (levels == null) {
            levels = new WeakLevels(found);
        }
        switch (level.guarantee()) {
            case CAUSAL -> causal(levels);
            case READ_ATOMIC ->
                decide(levels.readAtomic(level.scope() == Scope.SESSION), AnomalyKind.FRACTURED_READ, level.scope());
            case READ_UNCOMMITTED, READ_COMMITTED -> {
                if (level.scope() != Scope.REALTIME) {
                    decide(new IsolationLevel(Guarantee.MONOTONIC_ATOMIC_VIEW, level.scope()));
                }
            }
            case MONOTONIC_ATOMIC_VIEW ->
                decide(levels.monotonicAtomicView(), AnomalyKind.NON_MONOTONIC_READ, level.scope());
            default -> {
                // Not a level of this kind.
            }
        }
    }

    private void causal(WeakLevels levels) {
        try {
            CausalPasts pasts = CausalPasts.of(found, levels.sessions(), limits);
            if (pasts != null) {
                decide(levels.causal(pasts), AnomalyKind.CAUSAL_VIOLATION, Scope.SESSION);
            }
        } catch (CheckStopped stopped) {
            standing.leavesOpen(IsolationLevel.CAUSAL, String.valueOf(stopped.getMessage()));
        }
    }

    private void decide(CommitOrder order, AnomalyKind kind, Scope scope) {
        IsolationLevel level = new IsolationLevel(kind.forbiddenBy(), scope);
        int[] serial = order.serial(scope);
        if (serial == null) {
            order.contradictions(kind, scope, limits.edgesToVisit()).forEach(standing::shows);
        } else if (!found.history.isOfLists() && !found.undecided.isEmpty()) {
            standing.leavesOpen(level, found.undecided);
        } else if (!standing.isViolated(level)) {
            commits.put(level, serial);
            standing.satisfies(level);
        }
    }
}
