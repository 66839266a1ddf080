package dev.faultline.check.trial;

import dev.faultline.check.isolation.Transactions.Model;
import dev.faultline.check.trial.SmallHistory.Op;
import dev.faultline.check.trial.SmallHistory.Txn;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Bugs of stores with transactions, planted into what their clients saw. */
enum TransactionBug {
    /** A read returns what was there some transactions ago. */
    STALE_READ("stale read"),
    /** What a transaction wrote is not there for those after it. */
    LOST_WRITE("lost write"),
    /** Two transactions change places. */
    SWAPPED_TRANSACTION("swapped transaction"),
    /** A read returns a value that nobody wrote. */
    PHANTOM("phantom"),
    /** A list or set has an element twice, a counter counts twice; a register goes back to what was overwritten. */
    DUPLICATE("duplicate");

    private static final int NOBODYS = 999;

    private final String words;

    TransactionBug(String words) {
        this.words = words;
    }

    /** The history with the bug, empty if it has no place for it. Its transactions are in the order of their effects. */
    Optional<SmallHistory> plant(SmallHistory history, SplittableRandom random) {
        int t = random.nextInt(history.transactions().size());
        SmallHistory changed = switch (this) {
            case LOST_WRITE -> SerialStore.replay(history, t, 0);
            case SWAPPED_TRANSACTION ->
                swapped(history, t, random.nextInt(history.transactions().size()));
            case DUPLICATE ->
                history.model() == Model.COUNTER_ADD
                        ? SerialStore.replay(history, t, 2)
                        : answering(history, t, random);
            case STALE_READ, PHANTOM -> answering(history, t, random);
        };
        return changed.equals(history) ? Optional.empty() : Optional.of(changed);
    }

    private static SmallHistory swapped(SmallHistory history, int t, int other) {
        List<Txn> transactions = new ArrayList<>(history.transactions());
        Txn one = transactions.get(t);
        Txn two = transactions.get(other);
        transactions.set(t, one.doing(two.ops()));
        transactions.set(other, two.doing(one.ops()));
        return new SmallHistory(history.model(), transactions);
    }

    /** Another answer for a read of this transaction or of one after it. */
    private SmallHistory answering(SmallHistory history, int from, SplittableRandom random) {
        List<Txn> transactions = new ArrayList<>(history.transactions());
        for (int t = from; t < transactions.size(); t++) {
            List<Op> ops = new ArrayList<>(transactions.get(t).ops());
            for (int i = 0; i < ops.size(); i++) {
                Op op = ops.get(i);
                List<Integer> answer = op.write() ? op.read() : answer(history, op, random);
                if (!answer.equals(op.read())) {
                    ops.set(i, new Op(false, op.key(), 0, answer));
                    transactions.set(t, transactions.get(t).doing(ops));
                    return new SmallHistory(history.model(), transactions);
                }
            }
        }
        return history;
    }

    private List<Integer> answer(SmallHistory history, Op read, SplittableRandom random) {
        List<Integer> seen = read.read();
        List<List<Integer>> older = new ArrayList<>(List.of(List.of()));
        for (Txn txn : history.transactions()) {
            List<Integer> before = older.getLast();
            for (Op op : txn.ops()) {
                if (op.write() && op.key() == read.key()) {
                    before = history.write(before, op.value());
                }
            }
            older.add(before);
        }
        int now = older.indexOf(seen);
        return switch (this) {
            case STALE_READ -> now <= 0 ? seen : older.get(random.nextInt(now));
            case DUPLICATE -> history.duplicated(seen, now <= 0 ? List.of() : older.get(random.nextInt(now)));
            default -> history.write(seen, NOBODYS);
        };
    }

    @Override
    public String toString() {
        return words;
    }
}
