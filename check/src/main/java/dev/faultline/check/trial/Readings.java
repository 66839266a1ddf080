package dev.faultline.check.trial;

import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import dev.faultline.check.trial.SmallHistory.Op;
import dev.faultline.check.trial.SmallHistory.Txn;
import java.util.ArrayList;
import java.util.List;

/**
 * What a history with values that were written several times may mean: each read saw one of the writes of its value, or what
 * was there at first; one of a counter, some increments.
 */
final class Readings {

    private static final int NOBODYS = 900;

    private final SmallHistory history;
    private final List<SmallHistory> all = new ArrayList<>();

    private Readings(SmallHistory history) {
        this.history = history;
    }

    /** Histories of unique values; the one there is, if it has no others. */
    static List<SmallHistory> of(SmallHistory history) {
        if (history.model() == Model.COUNTER_ADD) {
            return SumReadings.of(history);
        }
        if (history.model() != Model.REGISTER || (history.initial() == SmallHistory.NOTHING && isUnique(history))) {
            return List.of(history);
        }
        Readings readings = new Readings(history);
        readings.choose(new ArrayList<>(), new ArrayList<>());
        return readings.all;
    }

    private static boolean isUnique(SmallHistory history) {
        List<List<Integer>> writes = history.transactions().stream()
                .flatMap(txn -> txn.ops().stream())
                .filter(Op::write)
                .map(op -> List.of(op.key(), op.value()))
                .toList();
        return writes.stream().distinct().count() == writes.size();
    }

    /** Goes through the operations in order; values are the numbers of the writes, from 1. */
    private void choose(List<Txn> done, List<Op> ops) {
        if (done.size() == history.transactions().size()) {
            all.add(new SmallHistory(history.model(), List.copyOf(done)));
            return;
        }
        Txn txn = history.transactions().get(done.size());
        if (ops.size() == txn.ops().size()) {
            List<Txn> more = new ArrayList<>(done);
            more.add(txn.doing(List.copyOf(ops)));
            choose(more, new ArrayList<>());
            return;
        }
        Op op = txn.ops().get(ops.size());
        for (Op meant : meanings(txn, op, done.size(), ops.size())) {
            List<Op> more = new ArrayList<>(ops);
            more.add(meant);
            choose(done, more);
        }
    }

    private List<Op> meanings(Txn txn, Op op, int t, int i) {
        List<Op> meanings = new ArrayList<>();
        int number = 0;
        for (int other = 0; other < history.transactions().size(); other++) {
            List<Op> others = history.transactions().get(other).ops();
            for (int j = 0; j < others.size(); j++) {
                number++;
                if (op.write() && other == t && j == i) {
                    return List.of(new Op(true, op.key(), number, List.of()));
                }
                Op write = others.get(j);
                if (write.write() && write.key() == op.key() && op.read().contains(write.value())) {
                    meanings.add(new Op(false, op.key(), 0, List.of(number)));
                }
            }
        }
        if (op.read().isEmpty() || txn.fate() != Fate.COMMITTED) {
            return List.of(new Op(false, op.key(), 0, List.of()));
        }
        if (op.read().contains(history.initial())) {
            meanings.add(new Op(false, op.key(), 0, List.of()));
        }
        return meanings.isEmpty() ? List.of(new Op(false, op.key(), 0, List.of(NOBODYS))) : meanings;
    }
}
