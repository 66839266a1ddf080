package dev.faultline.check.trial;

import dev.faultline.check.isolation.Guarantee;
import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.Scope;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import dev.faultline.check.trial.SmallHistory.Op;
import dev.faultline.check.trial.SmallHistory.Txn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides serializability, snapshot isolation and prefix consistency from what they mean to a store: it tries every order
 * in which transactions could take snapshots and commit, and plays the store.
 */
final class ScheduleOracle {

    private final SmallHistory history;
    private final List<Txn> happened;

    private ScheduleOracle(SmallHistory history, List<Txn> happened) {
        this.history = history;
        this.happened = happened;
    }

    /** Whether there is a schedule, given which transactions took effect. */
    static boolean satisfies(SmallHistory history, List<Txn> happened, IsolationLevel level) {
        ScheduleOracle oracle = new ScheduleOracle(history, happened);
        return oracle.schedule(level, new int[happened.size()], List.of(), 0);
    }

    /** Stages are 0 for not begun, 1 for begun, 2 for committed; {@code commits} in their order. */
    private boolean schedule(IsolationLevel level, int[] stages, List<Integer> commits, int done) {
        int n = happened.size();
        if (done == n) {
            return true;
        }
        for (int t = 0; t < n; t++) {
            boolean serial = level.guarantee() == Guarantee.SERIALIZABLE;
            boolean early = mayNotCommitYet(t, stages);
            if (stages[t] == 0
                    && !(serial && early)
                    && mayBegin(level.scope(), t, stages)
                    && reads(happened.get(t), commits)) {
                int[] next = stages.clone();
                next[t] = serial ? 2 : 1;
                List<Integer> after = serial ? with(commits, t) : commits;
                if (schedule(level, next, after, serial ? done + 1 : done)) {
                    return true;
                }
            } else if (stages[t] == 1 && !early && (level.guarantee() == Guarantee.PREFIX || !conflicts(t, stages))) {
                int[] next = stages.clone();
                next[t] = 2;
                if (schedule(level, next, with(commits, t), done + 1)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether another that wrote one of its keys before, by the versions, did not commit yet. */
    private boolean mayNotCommitYet(int t, int[] stages) {
        for (int other = 0; other < stages.length; other++) {
            if (stages[other] != 2 && happened.get(other).writesBefore(happened.get(t))) {
                return true;
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
                        // Who adds an element to a set does not get in the way of who adds another, nor who adds to a
                        // counter.
                        if (a.write()
                                && b.write()
                                && a.key() == b.key()
                                && history.model() != Model.COUNTER_ADD
                                && (history.model() != Model.SET_ADD || a.value() == b.value())) {
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
            } else if (txn.fate() == Fate.COMMITTED && !isSame(state.getOrDefault(op.key(), List.of()), op.read())) {
                return false;
            }
        }
        return true;
    }

    private boolean isSame(List<Integer> stored, List<Integer> read) {
        return switch (history.model()) {
            case SET_ADD -> stored.size() == read.size() && Set.copyOf(stored).equals(Set.copyOf(read));
            case COUNTER_ADD -> SumReadings.sum(stored) == SumReadings.sum(read);
            case LIST_APPEND, REGISTER -> stored.equals(read);
        };
    }

    private void write(Map<Integer, List<Integer>> state, Op op) {
        state.put(op.key(), history.write(state.getOrDefault(op.key(), List.of()), op.value()));
    }
}
