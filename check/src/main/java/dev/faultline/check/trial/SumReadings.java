package dev.faultline.check.trial;

import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import dev.faultline.check.trial.SmallHistory.Op;
import dev.faultline.check.trial.SmallHistory.Txn;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a history of counters may mean: each read saw what its own transaction had added, and some others of which each had
 * added all that it ever adds, so that the sum is right. Each meaning is a history of sets, whose elements are transactions.
 */
final class SumReadings {

    private static final int NOBODYS = 900;
    private static final int MOST = 24;

    private final SmallHistory history;

    private SumReadings(SmallHistory history) {
        this.history = history;
    }

    /** All meanings; where no others make a sum, the read saw an element of nobody. */
    static List<SmallHistory> of(SmallHistory history) {
        SumReadings readings = new SumReadings(history);
        List<List<Txn>> all = new ArrayList<>(List.of(List.of()));
        for (int t = 0; t < history.transactions().size(); t++) {
            List<List<Txn>> longer = new ArrayList<>();
            for (List<Op> ops : readings.meanings(t)) {
                for (List<Txn> before : all) {
                    List<Txn> more = new ArrayList<>(before);
                    more.add(history.transactions().get(t).doing(ops));
                    longer.add(more);
                }
            }
            all = longer;
        }
        return all.stream()
                .map(transactions -> new SmallHistory(Model.SET_ADD, transactions))
                .toList();
    }

    /** The history without its last reads, so that an oracle can try all of its meanings. */
    static SmallHistory simpler(SmallHistory history) {
        SmallHistory some = history;
        while (new SumReadings(some).count() > MOST) {
            List<Txn> transactions = new ArrayList<>(some.transactions());
            for (int t = transactions.size() - 1; t >= 0; t--) {
                List<Op> writes =
                        transactions.get(t).ops().stream().filter(Op::write).toList();
                if (writes.size() < transactions.get(t).ops().size()) {
                    transactions.set(t, transactions.get(t).doing(writes));
                    break;
                }
            }
            some = new SmallHistory(history.model(), transactions);
        }
        return some;
    }

    /** What a counter shows. */
    static int sum(List<Integer> read) {
        return read.isEmpty() ? 0 : read.getLast();
    }

    private long count() {
        long count = 1;
        for (int t = 0; t < history.transactions().size(); t++) {
            List<Op> ops = history.transactions().get(t).ops();
            for (int i = 0; i < ops.size(); i++) {
                count *= ops.get(i).write() ? 1 : seen(t, i).size();
            }
        }
        return count;
    }

    private List<List<Op>> meanings(int t) {
        List<List<Op>> all = new ArrayList<>(List.of(List.of()));
        List<Op> ops = history.transactions().get(t).ops();
        for (int i = 0; i < ops.size(); i++) {
            Op op = ops.get(i);
            boolean again = added(t, op.key(), i) != null;
            List<List<Op>> longer = new ArrayList<>();
            for (List<Op> before : all) {
                if (!op.write()) {
                    seen(t, i).forEach(set -> longer.add(with(before, new Op(false, op.key(), 0, set))));
                } else {
                    longer.add(again ? before : with(before, new Op(true, op.key(), t + 1, List.of())));
                }
            }
            all = longer;
        }
        return all;
    }

    private static List<Op> with(List<Op> before, Op op) {
        List<Op> more = new ArrayList<>(before);
        more.add(op);
        return more;
    }

    /** Whose additions a read may have seen: numbers of transactions from 1. */
    private List<List<Integer>> seen(int t, int i) {
        Txn txn = history.transactions().get(t);
        Op read = txn.ops().get(i);
        if (txn.fate() != Fate.COMMITTED) {
            return List.of(List.of());
        }
        int n = history.transactions().size();
        List<List<Integer>> all = new ArrayList<>();
        for (int some = 0; some < 1 << n; some++) {
            List<Integer> set = new ArrayList<>();
            int sum = 0;
            boolean possible = true;
            for (int other = 0; other < n; other++) {
                Integer amount = added(other, read.key(), other == t ? i : Integer.MAX_VALUE);
                boolean in = (some & 1 << other) != 0;
                if (amount == null || history.transactions().get(other).fate() == Fate.ABORTED) {
                    possible &= !in;
                } else if (in) {
                    set.add(other + 1);
                    sum += amount;
                } else {
                    possible &= other != t;
                }
            }
            if (possible && sum == sum(read.read())) {
                all.add(set);
            }
        }
        return all.isEmpty() ? List.of(List.of(NOBODYS)) : all;
    }

    /** What a transaction adds to a counter with its operations before {@code until}; null if it does not. */
    private @Nullable Integer added(int t, int key, int until) {
        return history.transactions().get(t).ops().stream()
                .limit(until)
                .filter(op -> op.write() && op.key() == key)
                .map(Op::value)
                .reduce(Integer::sum)
                .orElse(null);
    }
}
