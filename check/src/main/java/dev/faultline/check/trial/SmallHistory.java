package dev.faultline.check.trial;

import dev.faultline.check.isolation.Transactions;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import dev.faultline.check.isolation.TransactionsBuilder;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A history of a few transactions as plain objects, for oracles that try everything.
 *
 * @param initial what registers hold at first, {@link #NOTHING} for nothing
 */
record SmallHistory(Model model, List<Txn> transactions, int initial) {

    /** No value is 0. */
    static final int NOTHING = 0;

    private static final int MOST_VALUES = 1000;

    /** A read of a register returns a list of at most one value, one of a counter a list of its sum. */
    record Op(boolean write, int key, int value, List<Integer> read) {}

    /** The version is the number of the commit, 0 if it was not told. */
    record Txn(int process, Fate fate, int invoked, int completed, List<Op> ops, int version) {

        Txn(int process, Fate fate, int invoked, int completed, List<Op> ops) {
            this(process, fate, invoked, completed, ops, 0);
        }

        /** Whether the other wrote the same key and the versions say that it did so later. */
        boolean writesBefore(Txn other) {
            return version != 0
                    && version < other.version
                    && ops.stream().anyMatch(op -> op.write && other.writes(op.key));
        }

        boolean writes(int key) {
            return ops.stream().anyMatch(op -> op.write && op.key == key);
        }

        Txn doing(List<Op> others) {
            return new Txn(process, fate, invoked, completed, others, version);
        }
    }

    SmallHistory(Model model, List<Txn> transactions) {
        this(model, transactions, NOTHING);
    }

    Transactions build() {
        TransactionsBuilder builder = new TransactionsBuilder(model);
        if (initial != NOTHING) {
            builder.initially(initial);
        }
        for (Txn txn : transactions) {
            builder.begin(txn.process, txn.fate, txn.invoked, txn.completed);
            if (txn.version != 0) {
                builder.version(txn.version);
            }
            for (Op op : txn.ops) {
                String key = "k" + op.key;
                if (op.write) {
                    builder.write(key, op.value);
                } else if (op.read.isEmpty()) {
                    builder.readNothing(key);
                } else if (model == Model.REGISTER || model == Model.COUNTER_ADD) {
                    builder.read(key, op.read.getLast());
                } else {
                    builder.read(key, op.read);
                }
            }
        }
        return builder.build();
    }

    /** The same with few values, so that many are written to a register several times. */
    SmallHistory repeating() {
        return replacing(op -> new Op(
                op.write,
                op.key,
                fewer(op.value),
                op.read.stream().map(SmallHistory::fewer).toList()));
    }

    /** The same with few values, one of which is what all registers hold at first. */
    SmallHistory beginningAgain() {
        List<Txn> txns = repeating()
                .replacing(op -> op.write || !op.read.isEmpty() ? op : new Op(false, op.key, 0, List.of(1)))
                .transactions;
        return new SmallHistory(model, txns, 1);
    }

    private static int fewer(int value) {
        return 1 + value % 3;
    }

    private SmallHistory replacing(UnaryOperator<Op> other) {
        return new SmallHistory(
                model,
                transactions.stream()
                        .map(txn -> txn.doing(txn.ops.stream().map(other).toList()))
                        .toList());
    }

    /** Some of the transactions, by number. */
    List<Txn> only(List<Integer> chosen) {
        return chosen.stream().map(transactions::get).toList();
    }

    /** The same, but if it is of sets, each element of one as a register, which whoever adds the element writes. */
    SmallHistory items() {
        if (model != Model.SET_ADD) {
            return this;
        }
        List<Txn> split = transactions.stream()
                .map(txn ->
                        txn.doing(txn.ops.stream().flatMap(this::memberships).toList()))
                .toList();
        return new SmallHistory(Model.REGISTER, split);
    }

    private Stream<Op> memberships(Op op) {
        int first = MOST_VALUES * op.key;
        if (op.write) {
            return Stream.of(new Op(true, first + op.value, 1, List.of()));
        }
        Stream<Op> present = op.read.stream().map(element -> new Op(false, first + element, 0, List.of(1)));
        // A read sees all at one moment: what it lacks, it lacks after it saw what it has.
        Stream<Op> absent = transactions.stream()
                .flatMap(txn -> txn.ops.stream())
                .filter(other -> other.write && other.key == op.key && !op.read.contains(other.value))
                .map(other -> new Op(false, first + other.value, 0, List.of()));
        return Stream.concat(present, absent);
    }

    /** Whether a committed transaction reads a set that has an element twice. */
    boolean readsSetElementTwice() {
        return model == Model.SET_ADD
                && transactions.stream()
                        .filter(txn -> txn.fate == Fate.COMMITTED)
                        .flatMap(txn -> txn.ops.stream())
                        .anyMatch(op -> Set.copyOf(op.read).size() < op.read.size());
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

    /** Whether all reads of a list are beginnings of one list. */
    boolean readsAgree() {
        return new VersionOracle(this, transactions).alignReads();
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
                    int written = model == Model.COUNTER_ADD ? amount(seed, value) : value;
                    ops.add(new Op(true, key, written, List.of()));
                    view.set(key, write(model, view.get(key), written));
                    next.set(key, write(model, next.get(key), written));
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
        SmallHistory history = new SmallHistory(model, transactions);
        return model == Model.COUNTER_ADD ? SumReadings.simpler(history) : history;
    }

    /** What increments add: all the same, or amounts whose sums tell which they are, or do not, or some that go down. */
    private static int amount(long seed, int number) {
        return switch ((int) Math.floorMod(seed, 4L)) {
            case 0 -> 1;
            case 1 -> 1 << (number - 1);
            case 2 -> number;
            default -> List.of(1, -1, 2, 0, -2, 3).get(number % 6);
        };
    }

    /** What a write makes of what was there. */
    List<Integer> write(List<Integer> before, int value) {
        return write(model, before, value);
    }

    /** What a read may show that should not be there again. */
    List<Integer> duplicated(List<Integer> seen, List<Integer> older) {
        if (model == Model.REGISTER || model == Model.COUNTER_ADD || seen.isEmpty()) {
            return older;
        }
        List<Integer> twice = new ArrayList<>(seen);
        twice.add(seen.getFirst());
        return twice;
    }

    private static List<Integer> write(Model model, List<Integer> before, int value) {
        return switch (model) {
            case REGISTER -> List.of(value);
            case COUNTER_ADD -> List.of((before.isEmpty() ? 0 : before.getLast()) + value);
            case LIST_APPEND, SET_ADD -> {
                List<Integer> after = new ArrayList<>(before);
                after.add(value);
                yield after;
            }
        };
    }

    /** The same with versions: all of them or some, in the order of the commits but for a few. */
    SmallHistory versioned(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int told = random.nextInt(3);
        int odd = random.nextInt(3);
        List<Txn> numbered = new ArrayList<>();
        for (int t = 0; t < transactions.size(); t++) {
            Txn txn = transactions.get(t);
            boolean tells = told > 0 || random.nextInt(3) > 0;
            int version = odd > 0 || random.nextInt(3) > 0
                    ? 10 * (t + 1)
                    : 10 * (1 + random.nextInt(transactions.size())) + 1 + t;
            numbered.add(new Txn(txn.process, txn.fate, txn.invoked, txn.completed, txn.ops, tells ? version : 0));
        }
        return new SmallHistory(model, numbered);
    }

    private static List<Integer> garbled(SplittableRandom random, Model model, List<Integer> read, int value) {
        if (model == Model.REGISTER || model == Model.COUNTER_ADD || read.isEmpty()) {
            return List.of(1 + random.nextInt(value + 1));
        }
        List<Integer> other = new ArrayList<>(read);
        switch (random.nextInt(5)) {
            case 0 -> other.add(1 + random.nextInt(value + 1));
            case 1 -> other.add(random.nextInt(other.size()), other.removeLast());
            case 2 -> other.removeFirst();
            default -> other.subList(random.nextInt(read.size()), read.size()).clear();
        }
        return other;
    }
}
