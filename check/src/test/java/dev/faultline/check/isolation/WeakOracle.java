package dev.faultline.check.isolation;

import dev.faultline.check.isolation.SmallHistory.Op;
import dev.faultline.check.isolation.SmallHistory.Txn;
import dev.faultline.check.isolation.Transactions.Fate;
import java.util.ArrayList;
import java.util.List;

/**
 * The weak levels for registers by their axioms (Biswas and Enea 2019), for every order of commits. Read committed is
 * Adya's: some order of commits follows what was read.
 */
final class WeakOracle {

    private static final int INITIAL = -1;
    private static final int NOBODY = -2;

    private final List<Txn> txns;
    private final IsolationLevel level;
    private final boolean[][] before;

    private WeakOracle(List<Txn> txns, IsolationLevel level) {
        this.txns = txns;
        this.level = level;
        before = new boolean[txns.size()][txns.size()];
    }

    static boolean satisfies(List<Txn> txns, IsolationLevel level) {
        WeakOracle oracle = new WeakOracle(txns, level);
        for (int t = 0; t < txns.size(); t++) {
            for (int i = 0; i < txns.get(t).ops().size(); i++) {
                if (oracle.source(t, i) == NOBODY) {
                    return false;
                }
            }
        }
        oracle.base();
        return oracle.permute(new ArrayList<>());
    }

    /** Who wrote what an operation reads: NOBODY if that is impossible even in itself; the reader if it wrote it. */
    private int source(int t, int i) {
        Txn txn = txns.get(t);
        Op read = txn.ops().get(i);
        if (read.write() || txn.fate() != Fate.COMMITTED) {
            return t;
        }
        for (int j = i - 1; j >= 0; j--) {
            Op own = txn.ops().get(j);
            if (own.write() && own.key() == read.key()) {
                return read.read().equals(List.of(own.value())) ? t : NOBODY;
            }
        }
        if (read.read().isEmpty()) {
            return INITIAL;
        }
        for (int other = 0; other < txns.size(); other++) {
            int last = NOBODY;
            for (Op op : txns.get(other).ops()) {
                if (op.write() && op.key() == read.key()) {
                    last = op.value();
                }
            }
            if (other != t && last == read.read().getLast()) {
                return other;
            }
        }
        return NOBODY;
    }

    private void base() {
        for (int t = 0; t < txns.size(); t++) {
            for (int other = 0; other < txns.size(); other++) {
                before[other][t] |= other != t && IsolationOracle.precedes(txns.get(other), txns.get(t), level.scope());
            }
            for (int i = 0; i < txns.get(t).ops().size(); i++) {
                int source = source(t, i);
                if (source >= 0 && source != t) {
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
        if (level.guarantee() == Guarantee.READ_COMMITTED) {
            return true;
        }
        for (int t = 0; t < txns.size(); t++) {
            for (int i = 0; i < txns.get(t).ops().size(); i++) {
                int source = source(t, i);
                if (source == t) {
                    continue;
                }
                for (int seen = 0; seen < txns.size(); seen++) {
                    if (seen != source
                            && seen != t
                            && writes(seen, txns.get(t).ops().get(i).key())
                            && sees(t, i, seen)
                            && (source == INITIAL || order.indexOf(seen) > order.indexOf(source))) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    private boolean writes(int t, int key) {
        return txns.get(t).ops().stream().anyMatch(op -> op.write() && op.key() == key);
    }

    private boolean sees(int t, int i, int other) {
        return switch (level.guarantee()) {
            case MONOTONIC_ATOMIC_VIEW -> {
                boolean seen = false;
                for (int j = 0; j < i; j++) {
                    seen |= source(t, j) == other;
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
