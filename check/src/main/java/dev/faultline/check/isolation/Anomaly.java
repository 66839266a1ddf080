package dev.faultline.check.isolation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a history.
 *
 * @param kind what it is
 * @param scope which order beside the data it needs
 * @param transactions those that take part; those of a cycle first, in its order
 * @param cycle its edges, from each transaction to the next and from the last to the first; empty if it is no cycle
 * @param sentence what happened, in words
 */
public record Anomaly(AnomalyKind kind, Scope scope, List<Integer> transactions, List<Edge> cycle, String sentence) {

    /**
     * An edge of a cycle.
     *
     * @param sentence why {@code from} comes before {@code to}
     * @param key what both used; null where time or a process puts them in order
     * @param fromValue what {@code from} wrote to the key or read of it, a list if it wrote several things; null if nothing
     * @param toValue the same of {@code to}
     */
    public record Edge(
            int from,
            int to,
            EdgeKind kind,
            String sentence,
            @Nullable String key,
            @Nullable Object fromValue,
            @Nullable Object toValue) {

        Edge(int from, int to, EdgeKind kind, EdgeSentences.Reason reason) {
            this(from, to, kind, reason.sentence(), reason.key(), reason.fromValue(), reason.toValue());
        }
    }

    public Anomaly {
        transactions = List.copyOf(transactions);
        cycle = List.copyOf(cycle);
    }

    /** Its name with the scope, such as {@code G-single-item-realtime}. */
    public String name() {
        return kind.word() + scope.suffix();
    }

    /** Whether a history that shows it fails the level. */
    public boolean violates(IsolationLevel level) {
        return level.scope().compareTo(scope) >= 0 && level.guarantee().implies(kind.forbiddenBy());
    }
}
