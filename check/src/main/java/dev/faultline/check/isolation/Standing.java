package dev.faultline.check.isolation;

import dev.faultline.check.isolation.IsolationVerdict.Findings;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which levels a history satisfies and which not, as far as known; what is known of one level spreads over the lattice. */
final class Standing {

    static final String NOT_LOOKED_AT = "it was not looked at";

    private final Set<IsolationLevel> satisfied = new HashSet<>();
    private final Set<IsolationLevel> violated = new HashSet<>();
    private final Map<IsolationLevel, String> reasons = new LinkedHashMap<>();
    private final Set<Anomaly> anomalies = new LinkedHashSet<>();
    private final Scope widest;

    /** @param widest what the history can be asked about; levels of a wider scope are not listed as undecided */
    Standing(Scope widest) {
        this.widest = widest;
    }

    /** The widest scope that the history can be asked about. */
    Scope widest() {
        return widest;
    }

    void satisfies(IsolationLevel level) {
        for (IsolationLevel other : IsolationLevel.all()) {
            if (level.implies(other)) {
                satisfied.add(other);
                if (violated.contains(other)) {
                    throw new IllegalStateException("both satisfied and violated: " + other + ", from " + level);
                }
            }
        }
    }

    void violates(IsolationLevel level) {
        for (IsolationLevel other : IsolationLevel.all()) {
            if (other.implies(level)) {
                violated.add(other);
                if (satisfied.contains(other)) {
                    throw new IllegalStateException("both violated and satisfied: " + other + ", from " + level);
                }
            }
        }
    }

    void shows(Anomaly anomaly) {
        if (anomalies.add(anomaly)) {
            IsolationLevel.all().stream().filter(anomaly::violates).forEach(this::violates);
        }
    }

    /** Nothing more can be found out about a level. */
    void leavesOpen(IsolationLevel level, String reason) {
        if (isOpen(level)) {
            reasons.putIfAbsent(level, reason);
        }
    }

    /** The same, as a better reason than one given before. */
    void insteadLeavesOpen(IsolationLevel level, String reason) {
        if (isOpen(level)) {
            reasons.put(level, reason);
        }
    }

    boolean isOpen(IsolationLevel level) {
        return !satisfied.contains(level) && !violated.contains(level);
    }

    boolean isSatisfied(IsolationLevel level) {
        return satisfied.contains(level);
    }

    boolean isViolated(IsolationLevel level) {
        return violated.contains(level);
    }

    String reason(IsolationLevel level) {
        return reasons.getOrDefault(level, NOT_LOOKED_AT);
    }

    List<Anomaly> anomalies() {
        return List.copyOf(anomalies);
    }

    Findings findings() {
        List<IsolationLevel> strongest = new ArrayList<>();
        List<IsolationLevel> weakest = new ArrayList<>();
        List<IsolationLevel> open = new ArrayList<>();
        for (IsolationLevel level : IsolationLevel.all()) {
            if (isOpen(level)) {
                if (level.scope().compareTo(widest) <= 0) {
                    open.add(level);
                }
            } else if (isSatisfied(level)) {
                if (satisfied.stream().noneMatch(other -> !other.equals(level) && other.implies(level))) {
                    strongest.add(level);
                }
            } else if (violated.stream().noneMatch(other -> !other.equals(level) && level.implies(other))) {
                weakest.add(level);
            }
        }
        return new Findings(anomalies(), strongest, weakest, open);
    }
}
