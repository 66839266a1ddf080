package dev.faultline.check.trial;

import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import dev.faultline.check.trial.SmallHistory.Op;
import dev.faultline.check.trial.SmallHistory.Txn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** A store that runs one transaction after the other, while its clients wait for several at a time. */
final class SerialStore {

    private static final int GAP = 100;

    private SerialStore() {}

    /** Four to six transactions, in the order in which they took effect. */
    static SmallHistory history(SplittableRandom random, Model model) {
        int keys = 1 + random.nextInt(2);
        int processes = 2 + random.nextInt(2);
        int[] freeAt = new int[processes];
        List<Txn> transactions = new ArrayList<>();
        int value = 1;
        for (int t = 0; t < 4 + random.nextInt(3); t++) {
            int process = random.nextInt(processes);
            int moment = GAP * (t + 1);
            int invoked = Math.max(freeAt[process], moment - random.nextInt(2 * GAP)) * 16 + t;
            int completed = (moment + 1 + random.nextInt(GAP)) * 16 + t;
            freeAt[process] = completed / 16 + 1;
            List<Op> ops = new ArrayList<>();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                boolean write = random.nextInt(5) < 2;
                ops.add(new Op(write, random.nextInt(keys), write ? written(model, value++) : 0, List.of()));
            }
            transactions.add(
                    new Txn(process, Fate.COMMITTED, Math.max(invoked, t), Math.max(completed, invoked + 16), ops));
        }
        return replay(new SmallHistory(model, transactions), -1, 1);
    }

    /** What the next write writes; sums of powers of two tell what they were made of. */
    private static int written(Model model, int number) {
        return model == Model.COUNTER_ADD ? 1 << (number - 1) : number;
    }

    /** The same calls, answered anew; the writes of one transaction take effect so many times, in those after it. */
    static SmallHistory replay(SmallHistory history, int special, int times) {
        Map<Integer, List<Integer>> store = new TreeMap<>();
        List<Txn> answered = new ArrayList<>();
        for (int t = 0; t < history.transactions().size(); t++) {
            Txn txn = history.transactions().get(t);
            Map<Integer, List<Integer>> own = new TreeMap<>(store);
            List<Op> ops = new ArrayList<>();
            for (Op op : txn.ops()) {
                if (op.write()) {
                    own.put(op.key(), history.write(own.getOrDefault(op.key(), List.of()), op.value()));
                    ops.add(op);
                } else {
                    ops.add(new Op(false, op.key(), 0, own.getOrDefault(op.key(), List.of())));
                }
            }
            answered.add(new Txn(txn.process(), txn.fate(), txn.invoked(), txn.completed(), ops));
            for (int i = t == special ? times : 1; i > 0; i--) {
                txn.ops().stream()
                        .filter(Op::write)
                        .forEach(op -> store.put(
                                op.key(), history.write(store.getOrDefault(op.key(), List.of()), op.value())));
            }
        }
        return new SmallHistory(history.model(), answered);
    }
}
