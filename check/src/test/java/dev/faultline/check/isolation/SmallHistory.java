package dev.faultline.check.isolation;

import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** A history of a few transactions as plain objects, for oracles that try everything. */
record SmallHistory(Model model, List<Txn> transactions) {

    /** A read of a register returns a list of at most one value. */
    record Op(boolean write, int key, int value, List<Integer> read) {}

    record Txn(int process, Fate fate, int invoked, int completed, List<Op> ops) {}

    Transactions build() {
        TransactionsBuilder builder = new TransactionsBuilder(model);
        for (Txn txn : transactions) {
            builder.begin(txn.process, txn.fate, txn.invoked, txn.completed);
            for (Op op : txn.ops) {
                String key = "k" + op.key;
                if (op.write) {
                    builder.write(key, op.value);
                } else if (op.read.isEmpty()) {
                    builder.readNothing(key);
                } else if (model == Model.REGISTER) {
                    builder.read(key, op.read.getLast());
                } else {
                    builder.read(key, op.read);
                }
            }
        }
        return builder.build();
    }

    /** Whether a transaction reads what it wrote itself. */
    boolean readsOwnWrites() {
        for (Txn txn : transactions) {
            for (int i = 0; i < txn.ops.size(); i++) {
                for (int j = 0; j < i; j++) {
                    if (!txn.ops.get(i).write && txn.ops.get(j).write && txn.ops.get(i).key == txn.ops.get(j).key) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /**
     * What a careless store might do: snapshots may be old, conflicts may be missed, and now and then a read returns
     * anything at all.
     */
    static SmallHistory random(long seed, Model model) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 2 + random.nextInt(4);
        int keys = 1 + random.nextInt(3);
        int processes = 1 + random.nextInt(3);
        double stale = random.nextInt(3) * 0.3;
        double wrong = random.nextInt(4) == 0 ? 0.15 : 0;
        int[] freeAt = new int[processes];
        boolean[] crashed = new boolean[processes];
        List<List<List<Integer>>> states = new ArrayList<>();
        List<List<Integer>> empty = new ArrayList<>();
        for (int key = 0; key < keys; key++) {
            empty.add(List.of());
        }
        states.add(empty);
        List<Txn> transactions = new ArrayList<>();
        int value = 1;
        int clock = 0;
        for (int t = 0; t < n; t++) {
            int process = random.nextInt(processes);
            if (crashed[process]) {
                process = processes + t;
            }
            int after = process < processes ? freeAt[process] : 0;
            int invoked = Math.max(after, clock + random.nextInt(30) - 20);
            invoked = Math.max(0, invoked) * 16 + t;
            int completed = invoked / 16 + 1 + random.nextInt(20);
            if (process < processes) {
                freeAt[process] = completed + 1;
            }
            clock = Math.max(clock, completed);
            completed = completed * 16 + t;
            Fate fate = switch (random.nextInt(10)) {
                case 0 -> Fate.ABORTED;
                case 1 -> Fate.UNKNOWN;
                default -> Fate.COMMITTED;
            };
            if (fate == Fate.UNKNOWN && process < processes) {
                crashed[process] = true;
            }
            int snapshot = states.size() - 1;
            while (snapshot > 0 && random.nextDouble() < stale) {
                snapshot--;
            }
            List<List<Integer>> view = new ArrayList<>(states.get(snapshot));
            List<List<Integer>> next = new ArrayList<>(states.getLast());
            List<Op> ops = new ArrayList<>();
            int size = 1 + random.nextInt(3);
            for (int i = 0; i < size; i++) {
                int key = random.nextInt(keys);
                if (random.nextBoolean()) {
                    ops.add(new Op(true, key, value, List.of()));
                    view.set(key, write(model, view.get(key), value));
                    next.set(key, write(model, next.get(key), value));
                    value++;
                } else {
                    List<Integer> read = view.get(key);
                    if (random.nextDouble() < stale / 4) {
                        read = states.get(random.nextInt(states.size())).get(key);
                    }
                    if (random.nextDouble() < wrong) {
                        read = garbled(random, model, read, value);
                    }
                    ops.add(new Op(false, key, 0, read));
                }
            }
            transactions.add(new Txn(process, fate, invoked, completed, ops));
            if (fate == Fate.COMMITTED || (fate == Fate.UNKNOWN && random.nextBoolean()) || random.nextInt(12) == 0) {
                states.add(next);
            }
        }
        return new SmallHistory(model, transactions);
    }

    private static List<Integer> write(Model model, List<Integer> before, int value) {
        List<Integer> after = model == Model.REGISTER ? new ArrayList<>() : new ArrayList<>(before);
        after.add(value);
        return after;
    }

    private static List<Integer> garbled(SplittableRandom random, Model model, List<Integer> read, int value) {
        if (model == Model.REGISTER || read.isEmpty()) {
            return List.of(1 + random.nextInt(value + 1));
        }
        return read.subList(0, random.nextInt(read.size()));
    }
}
