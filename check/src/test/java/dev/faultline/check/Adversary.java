package dev.faultline.check;

import dev.faultline.check.isolation.IsolationCheck;
import dev.faultline.check.isolation.IsolationLevel;
import dev.faultline.check.isolation.IsolationLimits;
import dev.faultline.check.isolation.TransactionGenerator;
import dev.faultline.check.isolation.TransactionGenerator.Store;
import dev.faultline.check.isolation.Transactions;
import dev.faultline.check.isolation.TransactionsBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/** Inputs that are hard to decide; run in a small JVM of its own by {@link BoundedTest}. */
enum Adversary {
    /** Repeated values of one key, far more clients than the search can follow. */
    REGISTER_OF_MANY_CLIENTS,
    /** The same, with a third of the operations crashed. */
    REGISTER_OF_MANY_CRASHES,
    /** A read that nothing explains, at the end of such a history. */
    REGISTER_WITH_A_LATE_VIOLATION,
    /** Values that occur several times leave no near-linear method. */
    QUEUE_OF_REPEATED_VALUES,
    STACK_OF_REPEATED_VALUES,
    /** The same with dequeues of unknown outcome. */
    QUEUE_OF_REPEATED_VALUES_AND_CRASHES,
    PRIORITY_QUEUE_OF_MANY_CLIENTS,
    /** Texts grow, and any client may have been first. */
    APPENDS_TO_ONE_KEY,
    /** More crashed pops than anybody can match. */
    STACK_OF_MANY_CRASHES,
    /** States are long lists. */
    LOG_THAT_GROWS,
    /** No order of clients fits, and there are many to try. */
    SEQUENTIAL_REGISTER,
    /** Every client sees every other one now and then. */
    SESSIONS_OF_MANY_CLIENTS,
    /** Many reads of large groups, which fork at the end. */
    LONG_FORK_OF_LARGE_GROUPS,
    /** Every read of everything has all elements. */
    SET_OF_LARGE_READS,
    /** One strongly connected component of everything. */
    GIANT_COMPONENT,
    /** Writes that nothing orders. */
    UNORDERED_WRITES,
    /** One transaction of 400,000 operations among others, each of which needs it while it needs them. */
    GIANT_TRANSACTION;

    private static final long SEED = 7;
    private static final long SECONDS = 2;

    /** Prints the kind of the verdict and where memory stood. */
    public static void main(String[] arguments) {
        Object input = valueOf(arguments[0]);
        long deadline = System.nanoTime() + SECONDS * 1_000_000_000;
        Object verdict = ((Adversary) input).judge(() -> System.nanoTime() - deadline > 0);
        System.out.println("verdict " + verdict.getClass().getSimpleName());
    }

    private Object judge(BooleanSupplier stop) {
        Limits limits = Limits.standard().withMemoryBytes(64L << 20).stoppedBy(stop);
        IsolationLimits isolation =
                IsolationLimits.standard().memoryBytes(64L << 20).stop(stop);
        return switch (this) {
            case REGISTER_OF_MANY_CLIENTS -> register(20_000, 40, 0, false, limits);
            case REGISTER_OF_MANY_CRASHES -> register(5_000, 25, 33, false, limits);
            case REGISTER_WITH_A_LATE_VIOLATION -> register(3_000, 25, 0, true, limits);
            case QUEUE_OF_REPEATED_VALUES -> container(HistoryGenerator.Kind.QUEUE, Models.queue(), 3, 0, limits);
            case STACK_OF_REPEATED_VALUES -> container(HistoryGenerator.Kind.STACK, Models.stack(), 3, 0, limits);
            case QUEUE_OF_REPEATED_VALUES_AND_CRASHES ->
                container(HistoryGenerator.Kind.QUEUE, Models.queue(), 3, 20, limits);
            case PRIORITY_QUEUE_OF_MANY_CLIENTS ->
                Check.linearizability(Models.priorityQueue()).within(limits).run(inThirties("insert", "poll", 2L));
            case APPENDS_TO_ONE_KEY ->
                Check.linearizability(Models.keyValue("")).within(limits).run(inThirties("append", "get", "abcab"));
            case STACK_OF_MANY_CRASHES -> container(HistoryGenerator.Kind.STACK, Models.stack(), 0, 40, limits);
            case LOG_THAT_GROWS ->
                Check.linearizability(Models.appendLog())
                        .within(limits)
                        .run(inThirties("append", "read", List.of(1L, 2L, 3L)));
            case SEQUENTIAL_REGISTER ->
                Check.of(Level.SEQUENTIAL, Models.register(null)).within(limits).run(sequential());
            case SESSIONS_OF_MANY_CLIENTS ->
                Check.of(Level.WRITES_FOLLOW_READS, Models.register(null))
                        .within(limits)
                        .run(Registers.shape(60_000, 2_000, 5, 0, 0, 60, 1, 0).generate(SEED));
            case LONG_FORK_OF_LARGE_GROUPS -> Invariant.LONG_FORK.check(largeGroups(), limits);
            case SET_OF_LARGE_READS -> Invariant.SET_FULL.check(largeReads(), limits);
            case GIANT_COMPONENT ->
                transactions(
                        new TransactionGenerator(
                                Transactions.Model.LIST_APPEND, 100, 20_000, 4, 100, 1000, 0.5, Store.CARELESS, 0),
                        "strict-serializable",
                        isolation);
            case UNORDERED_WRITES ->
                transactions(
                        new TransactionGenerator(
                                Transactions.Model.REGISTER, 40, 5_000, 12, 20, 1_000_000, 0.2, Store.CARELESS, 0.2),
                        "serializable",
                        isolation);
            case GIANT_TRANSACTION ->
                IsolationCheck.check(giantTransaction(), IsolationLevel.of("serializable"), isolation);
        };
    }

    private static Object transactions(TransactionGenerator shape, String level, IsolationLimits limits) {
        return IsolationCheck.check(shape.generate(SEED), IsolationLevel.of(level), limits);
    }

    /** One that writes half a million keys and reads what many others wrote, and their reads of it. */
    private static Transactions giantTransaction() {
        TransactionsBuilder history = new TransactionsBuilder(Transactions.Model.REGISTER);
        int small = 2_000;
        int keys = 400_000;
        history.begin(0, Transactions.Fate.COMMITTED, 0, 2 * small + 1);
        for (int key = 0; key < keys; key++) {
            history.write("k" + key, (long) key);
        }
        for (int i = 0; i < small; i++) {
            history.read("s" + i, (long) keys + i);
        }
        for (int i = 0; i < small; i++) {
            history.begin(1 + i % 20, Transactions.Fate.COMMITTED, 2 * i + 1, 2 * i + 2);
            history.write("s" + i, (long) keys + i);
            for (int k = 0; k < 50; k++) {
                history.read("k" + (i * 97 + k * 31) % keys, (long) ((i * 97 + k * 31) % keys));
            }
        }
        return history.build();
    }

    private static Object register(int operations, int clients, int crashes, boolean wrong, Limits limits) {
        History history =
                Registers.shape(operations, clients, 1, 5, 20, 50, crashes, 0).generate(SEED);
        if (wrong) {
            List<Operation> all = new ArrayList<>(history.operations());
            int events = history.events();
            all.add(new Operation(
                    all.size(), 999, "read", "k0", null, Outcome.OK, -7L, events, events + 1, 9_000_000, 9_000_000));
            history = History.of(all);
        }
        return Check.linearizability(Models.casRegister(null)).within(limits).run(history);
    }

    private static Object container(
            HistoryGenerator.Kind kind, Model<?> model, int values, int crashes, Limits limits) {
        HistoryGenerator shape =
                new HistoryGenerator(kind, 20_000, 30, 1, values, 0, 45, crashes, 0, HistoryGenerator.Anomaly.NONE);
        return Check.linearizability(model).within(limits).run(shape.generate(SEED));
    }

    /** Changes that overlap in thirties; then somebody finds what no order explains. */
    private static History inThirties(String change, String find, Object found) {
        SplittableRandom random = new SplittableRandom(SEED);
        History.Builder history = History.builder();
        for (int round = 0; round < 300; round++) {
            for (int p = 0; p < 30; p++) {
                long drawn = random.nextLong(4);
                Object value =
                        change.equals("append") && found instanceof String ? "abcd".charAt((int) drawn) + "" : drawn;
                history.invoke(p, change, null, value, 0);
            }
            for (int p = 0; p < 30; p++) {
                history.ok(p, change, null, null, 0);
            }
        }
        history.invoke(0, find, null, null, 0).ok(0, find, null, found, 0);
        return history.build();
    }

    private static History sequential() {
        SplittableRandom random = new SplittableRandom(SEED);
        History.Builder history = History.builder();
        for (int i = 0; i < 3_000; i++) {
            int p = i % 30;
            boolean write = random.nextBoolean();
            Object value = write ? (Object) random.nextInt(3) : null;
            history.invoke(p, write ? "write" : "read", null, value, 0)
                    .ok(p, write ? "write" : "read", null, write ? value : (Object) random.nextInt(3), 0);
        }
        return history.build();
    }

    private static History largeGroups() {
        History.Builder history = History.builder();
        for (int i = 0; i < 2_000; i++) {
            List<Object> asked = new ArrayList<>();
            List<Object> answer = new ArrayList<>();
            for (long key = 0; key < 300; key++) {
                asked.add(Arrays.asList("r", key, null));
                answer.add(Arrays.asList("r", key, key < i % 300 || (i == 1_999 && key == 299) ? 1L : null));
            }
            history.invoke(1, "read", null, asked, 0).ok(1, "read", null, answer, 0);
        }
        return history.build();
    }

    private static History largeReads() {
        History.Builder history = History.builder();
        List<Object> all = new ArrayList<>();
        for (long i = 0; i < 4_000; i++) {
            history.invoke(0, "add", null, i, 0).ok(0, "add", null, i, 0);
            all.add(i);
        }
        for (int i = 0; i < 4_000; i++) {
            history.invoke(1, "read", null, null, 0).ok(1, "read", null, all, 0);
        }
        return history.build();
    }
}
