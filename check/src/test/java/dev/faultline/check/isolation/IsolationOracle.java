package dev.faultline.check.isolation;

import dev.faultline.check.isolation.SmallHistory.Op;
import dev.faultline.check.isolation.SmallHistory.Txn;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Decides small histories from what the levels mean to a store: it tries every order in which transactions could take
 * snapshots and commit, and plays the store. Shares nothing with the checker but the names of the levels.
 */
final class IsolationOracle {

    private final SmallHistory history;
    private final List<Txn> happened = new ArrayList<>();

    private IsolationOracle(SmallHistory history) {
        this.history = history;
    }

    /** Whether the history satisfies serializability, snapshot isolation or prefix consistency of any scope. */
    static boolean satisfies(SmallHistory history, IsolationLevel level) {
        return anyOutcome(history, oracle -> oracle.schedule(level, new int[oracle.happened.size()], List.of(), 0));
    }

    /** Whether there is a commit order for causal, read atomic, monotonic atomic view or read committed. */
    static boolean satisfiesWeak(SmallHistory history, IsolationLevel level) {
        return anyOutcome(history, oracle -> WeakOracle.satisfies(oracle.happened, level));
    }

    private interface Question {
        boolean ask(IsolationOracle oracle);
    }

    /** A transaction of unknown fate may have happened or not. */
    private static boolean anyOutcome(SmallHistory history, Question question) {
        List<Txn> unknown = history.transactions().stream()
                .filter(txn -> txn.fate() == Fate.UNKNOWN)
                .toList();
        for (int chosen = 0; chosen < 1 << unknown.size(); chosen++) {
            IsolationOracle oracle = new IsolationOracle(history);
            for (Txn txn : history.transactions()) {
                int place = unknown.indexOf(txn);
                if (txn.fate() == Fate.COMMITTED || (place >= 0 && (chosen & 1 << place) != 0)) {
                    oracle.happened.add(txn);
                }
            }
            if (question.ask(oracle)) {
                return true;
            }
        }
        return false;
    }

    /** Stages are 0 for not begun, 1 for begun, 2 for committed; {@code commits} in their order. */
    private boolean schedule(IsolationLevel level, int[] stages, List<Integer> commits, int done) {
        int n = happened.size();
        if (done == n) {
            return true;
        }
        for (int t = 0; t < n; t++) {
            boolean serial = level.guarantee() == Guarantee.SERIALIZABLE;
            if (stages[t] == 0 && mayBegin(level.scope(), t, stages) && reads(happened.get(t), commits)) {
                int[] next = stages.clone();
                next[t] = serial ? 2 : 1;
                List<Integer> after = serial ? with(commits, t) : commits;
                if (schedule(level, next, after, serial ? done + 1 : done)) {
                    return true;
                }
            } else if (stages[t] == 1 && (level.guarantee() == Guarantee.PREFIX || !conflicts(t, stages))) {
                int[] next = stages.clone();
                next[t] = 2;
                if (schedule(level, next, with(commits, t), done + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Integer> with(List<Integer> commits, int t) {
        List<Integer> more = new ArrayList<>(commits);
        more.add(t);
        return more;
    }

    private boolean mayBegin(Scope scope, int t, int[] stages) {
        for (int other = 0; other < stages.length; other++) {
            if (other != t && stages[other] != 2 && precedes(happened.get(other), happened.get(t), scope)) {
                return false;
            }
        }
        return true;
    }

    static boolean precedes(Txn first, Txn second, Scope scope) {
        boolean session = first.process() == second.process() && first.invoked() < second.invoked();
        boolean realTime = first.fate() == Fate.COMMITTED && first.completed() < second.invoked();
        return switch (scope) {
            case DATA -> false;
            case SESSION -> session;
            case REALTIME -> session || realTime;
        };
    }

    /** Two that write one key may not be under way together: simpler here, no other writer is when this one commits. */
    private boolean conflicts(int t, int[] stages) {
        for (int other = 0; other < stages.length; other++) {
            if (other != t && stages[other] == 1) {
                for (Op a : happened.get(t).ops()) {
                    for (Op b : happened.get(other).ops()) {
                        if (a.write() && b.write() && a.key() == b.key()) {
                            return true;
                        }
                    }
                }
            }
        }
        return false;
    }

    private boolean reads(Txn txn, List<Integer> commits) {
        Map<Integer, List<Integer>> state = new HashMap<>();
        for (int t : commits) {
            happened.get(t).ops().stream().filter(Op::write).forEach(op -> write(state, op));
        }
        for (Op op : txn.ops()) {
            if (op.write()) {
                write(state, op);
            } else if (txn.fate() == Fate.COMMITTED
                    && !state.getOrDefault(op.key(), List.of()).equals(op.read())) {
                return false;
            }
        }
        return true;
    }

    private void write(Map<Integer, List<Integer>> state, Op op) {
        List<Integer> value = new ArrayList<>();
        if (history.model() == Model.LIST_APPEND) {
            value.addAll(state.getOrDefault(op.key(), List.of()));
        }
        value.add(op.value());
        state.put(op.key(), value);
    }
}
