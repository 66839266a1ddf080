package dev.faultline.check.isolation;

import java.util.List;

/** Decides the guarantees from monotonic atomic view to causal, the strongest first: it mostly holds. */
final class WeakAnalysis {

    private final Dependencies found;
    private final Standing standing;
    private final IsolationLimits limits;

    WeakAnalysis(Dependencies found, Standing standing, IsolationLimits limits) {
        this.found = found;
        this.standing = standing;
        this.limits = limits;
    }

    void run() {
        WeakLevels levels = new WeakLevels(found);
        causal(levels);
        for (Scope scope : List.of(Scope.SESSION, Scope.DATA)) {
            boolean sessions = scope == Scope.SESSION;
            if (standing.isOpen(new IsolationLevel(Guarantee.READ_ATOMIC, scope))) {
                decide(levels.readAtomic(sessions), AnomalyKind.FRACTURED_READ, scope);
            }
            if (standing.isOpen(new IsolationLevel(Guarantee.MONOTONIC_ATOMIC_VIEW, scope))) {
                decide(levels.monotonicAtomicView(), AnomalyKind.NON_MONOTONIC_READ, scope);
            }
        }
    }

    private void causal(WeakLevels levels) {
        if (!standing.isOpen(IsolationLevel.CAUSAL)) {
            return;
        }
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
        List<Anomaly> contradictions = order.contradictions(kind, scope, limits.edgesToVisit());
        contradictions.forEach(standing::shows);
        IsolationLevel level = new IsolationLevel(kind.forbiddenBy(), scope);
        if (contradictions.isEmpty()) {
            standing.satisfies(level);
        }
    }
}
