package dev.faultline.check.trial;

import dev.faultline.check.isolation.Guarantee;
import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.Scope;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import dev.faultline.check.trial.ReadSources.Source;
import dev.faultline.check.trial.SmallHistory.Op;
import dev.faultline.check.trial.SmallHistory.Txn;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The levels that Adya, Weak consistency: a generalized theory and optimistic implementations for distributed
 * transactions, 1999, defines by cycles: for every order of the versions of each key, all cycles by transitive closure.
 * Who overwrites what it read comes after it at every level, as in Elle.
 */
final class VersionOracle {

    private static final Set<Guarantee> GUARANTEES = Set.of(
            Guarantee.READ_UNCOMMITTED,
            Guarantee.READ_COMMITTED,
            Guarantee.CURSOR_STABILITY,
            Guarantee.CONSISTENT_VIEW,
            Guarantee.PARALLEL_SNAPSHOT_ISOLATION,
            Guarantee.REPEATABLE_READ,
            Guarantee.SERIALIZABLE);

    private final SmallHistory history;
    private final List<Txn> txns;
    private final ReadSources reads;
    /** Of each key, the writes whose order is known, as values. */
    private final Map<Integer, List<Integer>> spines = new TreeMap<>();

    private final Set<IsolationLevel> satisfied = new HashSet<>();

    VersionOracle(SmallHistory history, List<Txn> txns) {
        this.history = history;
        this.txns = txns;
        reads = new ReadSources(history.model(), txns);
    }

    static boolean defines(IsolationLevel level) {
        return GUARANTEES.contains(level.guarantee());
    }

    /** Which of its levels hold, given which transactions took effect. */
    static Set<IsolationLevel> satisfied(SmallHistory history, List<Txn> txns) {
        VersionOracle oracle = new VersionOracle(history, txns);
        if (!oracle.reads.duplicates() && oracle.alignReads()) {
            oracle.choose(new ArrayList<>(oracle.writtenKeys()), new TreeMap<>());
        }
        return oracle.satisfied;
    }

    /** Whether lists show one order; without it there is no order of versions to speak of. */
    boolean alignReads() {
        for (Txn txn : txns) {
            for (Op op : txn.ops()) {
                boolean told = !op.write() && txn.fate() == Fate.COMMITTED;
                if (told && history.model() == Model.LIST_APPEND) {
                    List<Integer> longest = spines.getOrDefault(op.key(), List.of());
                    int shared = Math.min(longest.size(), op.read().size());
                    if (!longest.subList(0, shared).equals(op.read().subList(0, shared))) {
                        return false;
                    }
                    spines.put(op.key(), op.read().size() > shared ? op.read() : longest);
                }
            }
        }
        return true;
    }

    private Set<Integer> writtenKeys() {
        Set<Integer> keys = new TreeSet<>();
        txns.forEach(txn -> txn.ops().stream().filter(Op::write).forEach(op -> keys.add(op.key())));
        return keys;
    }

    /** Tries every order of the versions of the keys left. */
    private void choose(List<Integer> keysLeft, Map<Integer, List<Integer>> orders) {
        if (keysLeft.isEmpty()) {
            judge(orders);
            return;
        }
        int key = keysLeft.getFirst();
        List<Integer> known = spines.getOrDefault(key, List.of()).stream()
                .filter(value -> reads.writer(key, value) >= 0)
                .toList();
        List<List<Integer>> groups = new ArrayList<>();
        for (int t = 0; t < txns.size(); t++) {
            List<Integer> group = new ArrayList<>(reads.written(t, key));
            group.removeAll(known);
            if (!group.isEmpty()) {
                groups.add(group);
            }
        }
        permute(groups, known, order -> {
            if (!keepsVersions(key, order)) {
                return;
            }
            orders.put(key, order);
            choose(keysLeft.subList(1, keysLeft.size()), orders);
        });
    }

    private boolean keepsVersions(int key, List<Integer> order) {
        for (int i = 0; i < order.size(); i++) {
            for (int j = i + 1; j < order.size(); j++) {
                Txn earlier = txns.get(reads.writer(key, order.get(i)));
                Txn later = txns.get(reads.writer(key, order.get(j)));
                if (earlier.version() != 0 && later.version() != 0 && later.version() < earlier.version()) {
                    return false;
                }
            }
        }
        return true;
    }

    private interface Sink {
        void take(List<Integer> order);
    }

    private static void permute(List<List<Integer>> groups, List<Integer> before, Sink sink) {
        if (groups.isEmpty()) {
            sink.take(before);
        }
        for (List<Integer> next : groups) {
            List<List<Integer>> left = new ArrayList<>(groups);
            left.remove(next);
            List<Integer> order = new ArrayList<>(before);
            order.addAll(next);
            permute(left, order, sink);
        }
    }

    private void judge(Map<Integer, List<Integer>> orders) {
        int n = txns.size();
        boolean[][] ww = new boolean[n][n];
        boolean[][] wr = new boolean[n][n];
        boolean[][] rw = new boolean[n][n];
        boolean lostUpdate = false;
        for (int key : orders.keySet()) {
            List<Integer> order = orders.getOrDefault(key, List.of());
            for (int i = 0; i < order.size(); i++) {
                for (int j = i + 1; j < order.size(); j++) {
                    ww[reads.writer(key, order.get(i))][reads.writer(key, order.get(j))] = true;
                }
            }
        }
        for (int t = 0; t < n; t++) {
            for (int i = 0; i < txns.get(t).ops().size(); i++) {
                Source source = reads.of(t, i);
                if (source.transaction() == ReadSources.NOTHING
                        && source.version().isEmpty()) {
                    continue;
                }
                int key = txns.get(t).ops().get(i).key();
                List<Integer> order = orders.getOrDefault(key, List.of());
                int place = place(order, source);
                if (source.transaction() >= 0) {
                    wr[source.transaction()][t] = true;
                    if (isLastReadBeforeWrite(t, i)) {
                        ww[source.transaction()][t] = true;
                    }
                }
                for (int later = place; later < order.size(); later++) {
                    rw[t][reads.writer(key, order.get(later))] = true;
                }
                lostUpdate |=
                        isLastReadBeforeWrite(t, i) && place < order.size() && reads.writer(key, order.get(place)) != t;
            }
        }
        for (Scope scope : Scope.values()) {
            judge(scope, ww, wr, rw, lostUpdate);
        }
    }

    /** How many writes of the order the version has. */
    private static int place(List<Integer> order, Source source) {
        int place = 0;
        for (int value : source.version()) {
            place = Math.max(place, order.indexOf(value) + 1);
        }
        return place;
    }

    private boolean isLastReadBeforeWrite(int t, int i) {
        List<Op> ops = txns.get(t).ops();
        int key = ops.get(i).key();
        if (!reads.written(t, key, i).isEmpty()) {
            return false;
        }
        for (int j = i + 1; j < ops.size(); j++) {
            if (ops.get(j).key() == key) {
                return ops.get(j).write();
            }
        }
        return false;
    }

    private void judge(Scope scope, boolean[][] ww, boolean[][] wr, boolean[][] rw, boolean lostUpdate) {
        int n = txns.size();
        boolean[][] order = new boolean[n][n];
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                order[a][b] = a != b && ScheduleOracle.precedes(txns.get(a), txns.get(b), scope);
            }
        }
        boolean[][] writes = closure(ww, order);
        boolean[][] dependencies = closure(ww, wr, order);
        boolean[][] all = closure(ww, wr, rw, order);
        boolean committed = !reads.broken() && !isCyclic(dependencies);
        boolean single = false;
        for (int a = 0; a < n; a++) {
            for (int b = 0; b < n; b++) {
                single |= a != b && rw[a][b] && dependencies[b][a];
            }
        }
        hold(Guarantee.READ_UNCOMMITTED, scope, !isCyclic(writes));
        hold(Guarantee.READ_COMMITTED, scope, committed);
        if (scope != Scope.REALTIME) {
            hold(Guarantee.CURSOR_STABILITY, scope, committed && !lostUpdate);
        }
        hold(Guarantee.CONSISTENT_VIEW, scope, committed && !single);
        hold(Guarantee.PARALLEL_SNAPSHOT_ISOLATION, scope, committed && !single && !reads.internal());
        hold(Guarantee.REPEATABLE_READ, scope, committed && !isCyclic(all));
        hold(Guarantee.SERIALIZABLE, scope, committed && !isCyclic(all) && !reads.internal());
    }

    private void hold(Guarantee guarantee, Scope scope, boolean holds) {
        if (holds) {
            satisfied.add(new IsolationLevel(guarantee, scope));
        }
    }

    private static boolean isCyclic(boolean[][] closure) {
        for (int a = 0; a < closure.length; a++) {
            for (int b = 0; b < closure.length; b++) {
                if (a != b && closure[a][b] && closure[b][a]) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean[][] closure(boolean[][]... relations) {
        int n = relations[0].length;
        boolean[][] reach = new boolean[n][n];
        for (boolean[][] relation : relations) {
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    reach[a][b] |= relation[a][b];
                }
            }
        }
        for (int via = 0; via < n; via++) {
            for (int a = 0; a < n; a++) {
                for (int b = 0; b < n; b++) {
                    reach[a][b] |= reach[a][via] && reach[via][b];
                }
            }
        }
        return reach;
    }
}
