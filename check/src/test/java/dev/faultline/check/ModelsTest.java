package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model against an exhaustive search, on random small histories with overlap, crashes and lies. The count is
 * that of the system property {@code faultline.histories}.
 */
class ModelsTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 1_500);

    /** A model, and for each of its functions the arguments and the results to draw from. */
    record Subject(String name, Model<?> model, Map<String, List<List<?>>> functions) {

        @Override
        public String toString() {
            return name;
        }
    }

    private static final List<?> NONE = Arrays.asList((Object) null);
    private static final List<?> VALUES = List.of(1L, 2L, 3L);
    private static final List<?> FRESH = List.of();
    private static final List<?> ANY = Arrays.asList(null, 1L, 2L, 3L);

    static List<Subject> subjects() {
        List<Subject> all = new ArrayList<>();
        all.add(subject("queue", Models.queue(), "enqueue", VALUES, NONE, "dequeue", NONE, ANY));
        all.add(subject("queue of unique values", Models.queue(), "enqueue", FRESH, NONE, "dequeue", NONE, FRESH));
        all.add(subject("priority queue", Models.priorityQueue(), "insert", FRESH, NONE, "poll", NONE, FRESH));
        all.add(subject("stack", Models.stack(), "push", VALUES, NONE, "pop", NONE, ANY));
        all.add(subject("stack of unique values", Models.stack(), "push", FRESH, NONE, "pop", NONE, FRESH));
        List<?> told = Arrays.asList(null, true, false);
        all.add(subject("set", Models.set(), "add", VALUES, told, "remove", VALUES, told, "contains", VALUES, told));
        List<?> subsets = List.of(List.of(), List.of(1L), List.of(2L), List.of(1L, 2L), List.of(2L, 3L, 1L));
        all.add(subject(
                "set read whole", Models.set(), "add", VALUES, NONE, "remove", VALUES, NONE, "read", NONE, subsets));
        List<?> bags = List.of(List.of(), List.of(1L), List.of(1L, 1L), List.of(2L, 1L));
        all.add(subject("bag", Models.bag(), "add", VALUES, NONE, "take", NONE, ANY, "read", NONE, bags));
        all.add(subject("mutex", Models.mutex(), "acquire", NONE, NONE, "release", NONE, NONE));
        List<?> clients = List.of("a", "b");
        all.add(subject("reentrant lock", Models.reentrantLock(), "acquire", clients, NONE, "release", clients, NONE));
        all.add(subject("fenced lock", Models.fencedLock(), "acquire", clients, VALUES, "release", clients, NONE));
        all.add(subject(
                "leader lease",
                Models.leaderLease(),
                "acquire",
                clients,
                ANY,
                "renew",
                clients,
                NONE,
                "release",
                clients,
                NONE));
        all.add(subject(
                "read-write lock",
                Models.readWriteLock(),
                "acquire-read",
                clients,
                NONE,
                "release-read",
                clients,
                NONE,
                "acquire-write",
                clients,
                NONE,
                "release-write",
                clients,
                NONE));
        all.add(subject("semaphore", Models.semaphore(3), "acquire", VALUES, NONE, "release", VALUES, NONE));
        all.add(subject("unique ids", Models.uniqueIds(), "generate", NONE, List.of(1L, 2L, 3L, 4L, 5L, 6L, 7L)));
        all.add(subject(
                "counter",
                Models.counter(0),
                "add",
                VALUES,
                NONE,
                "read",
                NONE,
                counts(),
                "add-and-get",
                VALUES,
                counts()));
        List<?> texts = Arrays.asList(null, "a", "b", "ab", "ba", "aa", "aab", "abb");
        List<?> swaps = List.of(Arrays.asList(null, "a"), List.of("a", "b"), List.of("ab", "a"));
        all.add(subject(
                "kv",
                Models.keyValue(null),
                "get",
                NONE,
                texts,
                "put",
                List.of("a", "b"),
                NONE,
                "append",
                List.of("a", "b"),
                NONE,
                "delete",
                NONE,
                NONE,
                "cas",
                swaps,
                NONE));
        List<?> logs = List.of(List.of(), List.of(1L), List.of(1L, 2L), List.of(2L, 1L), List.of(3L, 2L));
        all.add(subject("log", Models.appendLog(), "append", VALUES, NONE, "read", NONE, logs));
        all.add(subject(
                "log with places",
                Models.appendLog(),
                "append",
                List.of("x", "y"),
                List.of(0L, 1L, 2L),
                "read",
                List.of(0L, 1L),
                Arrays.asList(null, "x", "y")));
        List<?> transfers = List.of(transfer(1, 2, 5), transfer(2, 1, 5), transfer(1, 2, 10));
        List<?> balances = List.of(Map.of(1L, 10L, 2L, 0L), Map.of(1L, 5L, 2L, 5L), Map.of(1L, 0L, 2L, 10L));
        all.add(subject(
                "bank",
                Models.bank(Map.of(1L, 10L, 2L, 0L), false),
                "transfer",
                transfers,
                NONE,
                "read",
                NONE,
                balances));
        List<?> calls = List.of(
                List.of(List.of("w", "x", 1L)),
                List.of(List.of("w", "x", 2L), List.of("w", "y", 2L)),
                List.of(Arrays.asList("r", "x", null), List.of("w", "y", 1L)));
        all.add(subject(
                "multi-register",
                Models.multiRegister(Map.of("x", 0L, "y", 0L)),
                "txn",
                calls,
                NONE,
                "read",
                NONE,
                reads()));
        return all;
    }

    private static List<?> counts() {
        return List.of(0L, 1L, 2L, 3L, 4L, 5L, 6L);
    }

    private static List<?> reads() {
        List<Object> reads = new ArrayList<>();
        for (long x = 0; x < 3; x++) {
            for (long y = 0; y < 3; y++) {
                reads.add(List.of(List.of("r", "x", x), List.of("r", "y", y)));
            }
        }
        return reads;
    }

    private static Map<?, ?> transfer(long from, long to, long amount) {
        return Map.of("from", from, "to", to, "amount", amount);
    }

    private static Subject subject(String name, Model<?> model, Object... parts) {
        Map<String, List<List<?>>> functions = new LinkedHashMap<>();
        for (int i = 0; i < parts.length; i += 3) {
            functions.put((String) parts[i], List.of((List<?>) parts[i + 1], (List<?>) parts[i + 2]));
        }
        return new Subject(name, model, functions);
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void modelAgreesWithTheOracle(Subject subject) {
        int valid = 0;
        int shrunk = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = new Draw<>(subject.model, subject.functions, seed).history();
            boolean expected = Oracle.isLinearizable(subject.model, history);
            Verdict verdict = Check.linearizability(subject.model).run(history);
            String what = "seed " + seed + ": " + verdict.sentence() + "\n" + history.operations();
            switch (verdict) {
                case Verdict.Valid(Level _, Witness witness, String _) -> {
                    assertThat(expected).as(what).isTrue();
                    assertThat(WitnessVerifier.refute(subject.model, history, witness))
                            .as(what)
                            .isEmpty();
                    valid++;
                }
                case Verdict.Violation violation -> {
                    assertThat(expected).as(what).isFalse();
                    History core = History.of(violation.operations());
                    assertThat(Oracle.isLinearizable(subject.model, core))
                            .as(what)
                            .isFalse();
                    shrunk += core.size() < history.size() ? 1 : 0;
                }
                case Verdict.Unknown _ -> throw new AssertionError(what);
            }
        }
        assertThat(valid).isBetween(HISTORIES / 20, HISTORIES * 19 / 20);
        assertThat(shrunk).isPositive();
    }

    /** Draws one history: results come from the model, now and then from the list. */
    private static final class Draw<S> {

        private final Model<S> model;
        private final Map<String, List<List<?>>> functions;
        private final SplittableRandom random;
        private final History.Builder builder = History.builder();
        private final List<Object> used = new ArrayList<>(Arrays.asList((Object) null));
        private final int lies;
        private S state;
        private long fresh = 10;
        private int events;

        Draw(Model<S> model, Map<String, List<List<?>>> functions, long seed) {
            this.model = model;
            this.functions = functions;
            this.random = new SplittableRandom(seed);
            this.lies = random.nextInt(3) == 0 ? 4 : 40;
            this.state = model.initial();
        }

        private record Open(
                String f, @Nullable Object value, @Nullable Object result, boolean done) {}

        History history() {
            int processes = 1 + random.nextInt(4);
            @Nullable Open[] open = new @Nullable Open[processes];
            int[] number = new int[processes];
            Arrays.setAll(number, p -> p);
            int left = 2 + random.nextInt(6);
            for (int i = 0; i < 60; i++) {
                int p = random.nextInt(processes);
                Open call = open[p];
                if (call == null) {
                    if (left-- > 0) {
                        Open next = call();
                        builder.invoke(number[p], next.f, null, next.value, events++);
                        open[p] = next;
                    }
                } else if (!call.done) {
                    open[p] = takeEffect(call, number[p]);
                } else {
                    open[p] = null;
                    if (random.nextInt(10) == 0) {
                        builder.info(number[p], call.f, null, null, events++);
                        number[p] += 10;
                    } else {
                        builder.ok(number[p], call.f, null, call.result, events++);
                    }
                }
            }
            return builder.build();
        }

        private Open call() {
            List<String> names = List.copyOf(functions.keySet());
            String f = names.get(random.nextInt(names.size()));
            List<?> arguments = Objects.requireNonNull(functions.get(f)).get(0);
            Object value = arguments.isEmpty() ? (Object) fresh++ : arguments.get(random.nextInt(arguments.size()));
            if (arguments.isEmpty()) {
                used.add(value);
            }
            return new Open(f, value, null, false);
        }

        private Open takeEffect(Open call, int process) {
            List<?> results = Objects.requireNonNull(functions.get(call.f)).get(1);
            List<?> candidates = results.isEmpty() ? used : results;
            int first = random.nextInt(candidates.size());
            if (random.nextInt(lies) > 0) {
                for (int i = 0; i < candidates.size(); i++) {
                    Object result = candidates.get((first + i) % candidates.size());
                    List<S> next = model.step(state, operation(call, process, result));
                    if (!next.isEmpty()) {
                        state = next.get(random.nextInt(next.size()));
                        return new Open(call.f, call.value, result, true);
                    }
                }
                // Most models cannot always answer; such a call waits.
                return random.nextInt(4) > 0 ? call : new Open(call.f, call.value, candidates.get(first), true);
            }
            return new Open(call.f, call.value, candidates.get(first), true);
        }

        private Operation operation(Open call, int process, @Nullable Object result) {
            return new Operation(0, process, call.f, null, call.value, Outcome.OK, result, 0, 1, 0, 0);
        }
    }
}
