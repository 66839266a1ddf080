package dev.faultline.check.trial;

import dev.faultline.check.isolation.Guarantee;
import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import dev.faultline.check.trial.ReadSources.Source;
import dev.faultline.check.trial.SmallHistory.Txn;
import java.util.ArrayList;
import java.util.List;

/**
 * Monotonic atomic view, read atomic and causal by their axioms (Biswas and Enea, On the complexity of checking
 * transactional consistency, 2019), for every order of commits. Lists are appended to in that order.
 */
final class WeakOracle {

    private final SmallHistory history;
    private final List<Txn> txns;
    private final IsolationLevel level;
    private final ReadSources reads;
    private final boolean[][] before;

    private WeakOracle(SmallHistory history, List<Txn> txns, IsolationLevel level) {
        this.history = history;
        this.txns = txns;
        this.level = level;
        reads = new ReadSources(history.model(), txns);
        before = new boolean[txns.size()][txns.size()];
    }

    static boolean defines(IsolationLevel level) {
        return switch (level.guarantee()) {
            case MONOTONIC_ATOMIC_VIEW, READ_ATOMIC, CAUSAL -> true;
            default -> false;
        };
    }

    /** Whether there is an order of commits, given which transactions took effect. */
    static boolean satisfies(SmallHistory history, List<Txn> txns, IsolationLevel level) {
        WeakOracle oracle = new WeakOracle(history, txns, level);
        boolean atomic = level.guarantee() != Guarantee.MONOTONIC_ATOMIC_VIEW;
        if (oracle.reads.broken() || oracle.reads.duplicates() || (atomic && oracle.reads.internal())) {
            return false;
        }
        oracle.base();
        return oracle.permute(new ArrayList<>());
    }

    private void base() {
        for (int t = 0; t < txns.size(); t++) {
            for (int other = 0; other < txns.size(); other++) {
                before[other][t] |= other != t && ScheduleOracle.precedes(txns.get(other), txns.get(t), level.scope());
            }
            for (int i = 0; i < txns.get(t).ops().size(); i++) {
                int source = reads.of(t, i).transaction();
                if (source >= 0) {
                    before[source][t] = true;
                }
            }
        }
    }

    private boolean permute(List<Integer> order) {
        if (order.size() == txns.size()) {
            return explains(order);
        }
        for (int t = 0; t < txns.size(); t++) {
            if (!order.contains(t)) {
                boolean free = true;
                for (int other = 0; other < txns.size(); other++) {
                    free &= !before[other][t] || order.contains(other);
                }
                if (free) {
                    order.add(t);
                    if (permute(order)) {
                        return true;
                    }
                    order.removeLast();
                }
            }
        }
        return false;
    }

    private boolean explains(List<Integer> order) {
        for (int i = 0; i < order.size(); i++) {
            for (int j = i + 1; j < order.size(); j++) {
                if (txns.get(order.get(j)).writesBefore(txns.get(order.get(i)))) {
                    return false;
                }
            }
        }
        for (int t = 0; t < txns.size(); t++) {
            for (int i = 0; i < txns.get(t).ops().size(); i++) {
                Source source = reads.of(t, i);
                int key = txns.get(t).ops().get(i).key();
                if (history.model() == Model.LIST_APPEND
                        && !txns.get(t).ops().get(i).write()
                        && txns.get(t).fate() == Fate.COMMITTED
                        && !isPrefix(txns.get(t).ops().get(i).read(), key, order)) {
                    return false;
                }
                if (source.transaction() == ReadSources.NOTHING) {
                    continue;
                }
                for (int seen = 0; seen < txns.size(); seen++) {
                    if (seen != source.transaction()
                            && seen != t
                            && writes(seen, key)
                            && sees(t, i, seen)
                            && (source.transaction() == ReadSources.INITIAL
                                    || order.indexOf(seen) > order.indexOf(source.transaction()))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** Whether the list is a beginning of what these commits make of it. */
    private boolean isPrefix(List<Integer> read, int key, List<Integer> order) {
        List<Integer> whole = new ArrayList<>();
        order.forEach(t -> whole.addAll(reads.written(t, key)));
        return read.size() <= whole.size() && whole.subList(0, read.size()).equals(read);
    }

    private boolean writes(int t, int key) {
        return txns.get(t).ops().stream().anyMatch(op -> op.write() && op.key() == key);
    }

    private boolean sees(int t, int i, int other) {
        return switch (level.guarantee()) {
            case MONOTONIC_ATOMIC_VIEW -> {
                boolean seen = false;
                for (int j = 0; j < i; j++) {
                    seen |= reads.of(t, j).transaction() == other;
                }
                yield seen;
            }
            case READ_ATOMIC -> before[other][t];
            default -> reaches(other, t, new ArrayList<>());
        };
    }

    private boolean reaches(int from, int to, List<Integer> visited) {
        if (before[from][to]) {
            return true;
        }
        visited.add(from);
        for (int next = 0; next < txns.size(); next++) {
            if (before[from][next] && !visited.contains(next) && reaches(next, to, visited)) {
                return true;
            }
        }
        return false;
    }
}
