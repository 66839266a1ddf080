package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** The guarantees of sessions against their definitions, for every order of the writes of each key. */
class SessionGuaranteesTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 20_000);
    private static final Model<Optional<Object>> MODEL = Models.casRegister(null);

    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            mode = Mode.INCLUDE,
            names = {"READ_YOUR_WRITES", "MONOTONIC_READS", "MONOTONIC_WRITES", "WRITES_FOLLOW_READS"})
    void agreesWithTryingEveryOrderOfWrites(Level level) {
        int violated = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = new Replicas(seed).history();
            SessionOracle oracle = new SessionOracle(history, level);
            boolean expected = oracle.isSatisfied();
            Verdict verdict = Check.of(level, MODEL).run(history);
            String what = "seed %d: %s%n%s".formatted(seed, verdict.sentence(), history.operations());
            switch (verdict) {
                case Verdict.Valid(Level _, Witness witness, String _) -> {
                    assertThat(expected).as(what).isTrue();
                    assertThat(oracle.accepts(witness)).as(what).isTrue();
                }
                case Verdict.Violation violation -> {
                    violated++;
                    assertThat(expected).as(what).isFalse();
                    recheck(level, violation.operations(), what);
                }
                case Verdict.Unknown _ -> throw new AssertionError(what);
            }
        }
        System.out.printf("%s: %d histories, %d violated, 0 differences%n", level, HISTORIES, violated);
        assertThat(violated).isBetween(HISTORIES / 50, HISTORIES * 9 / 10);
    }

    /** Alone they fail, and without any one of them they do not, but for a read whose write is gone. */
    private static void recheck(Level level, List<Operation> operations, String what) {
        assertThat(new SessionOracle(History.of(operations), level).isSatisfied())
                .as(what)
                .isFalse();
        for (int i = 0; i < operations.size(); i++) {
            List<Operation> fewer = new ArrayList<>(operations);
            fewer.remove(i);
            SessionOracle oracle = new SessionOracle(History.of(fewer), level);
            assertThat(oracle.readsWhatNobodyWrote() || oracle.isSatisfied())
                    .as("without %s: %s", operations.get(i), what)
                    .isTrue();
        }
    }

    @Test
    void eachGuaranteeIsBrokenByItsSmallestHistory() {
        Map<Level, History.Builder> smallest = new EnumMap<>(Level.class);
        smallest.put(Level.READ_YOUR_WRITES, done(done(new Steps(), 0, "write", "x", 1), 0, "read", "x", null).builder);
        smallest.put(
                Level.MONOTONIC_READS,
                done(done(done(new Steps(), 0, "write", "x", 1), 1, "read", "x", 1), 1, "read", "x", null).builder);
        smallest.put(
                Level.MONOTONIC_WRITES,
                done(
                                done(
                                        done(done(new Steps(), 0, "write", "x", 1), 0, "write", "y", 2),
                                        1,
                                        "read",
                                        "y",
                                        2),
                                1,
                                "read",
                                "x",
                                null)
                        .builder);
        smallest.put(
                Level.WRITES_FOLLOW_READS,
                done(
                                done(
                                        done(
                                                done(done(new Steps(), 0, "write", "x", 1), 1, "read", "x", 1),
                                                1,
                                                "write",
                                                "y",
                                                2),
                                        2,
                                        "read",
                                        "y",
                                        2),
                                2,
                                "read",
                                "x",
                                null)
                        .builder);
        smallest.forEach((broken, builder) -> {
            History history = builder.build();
            smallest.keySet()
                    .forEach(level -> assertThat(Check.of(level, MODEL).run(history))
                            .as("%s of the history that breaks %s", level, broken)
                            .isInstanceOf(level == broken ? Verdict.Violation.class : Verdict.Valid.class));
            assertThat(((Verdict.Violation) Check.of(broken, MODEL).run(history)).operations())
                    .as("%s", broken)
                    .hasSize(history.size());
        });
    }

    @Test
    void whatIsSequentiallyConsistentHasAllOfThem() {
        for (long seed = 0; seed < 2_000; seed++) {
            History history = new Replicas(seed).history();
            if (Check.of(Level.SEQUENTIAL, MODEL).run(history) instanceof Verdict.Valid) {
                for (Level level : Level.values()) {
                    if (level.isOfSessions()) {
                        assertThat(Check.of(level, MODEL).run(history))
                                .as("seed %d: %s", seed, level)
                                .isInstanceOf(Verdict.Valid.class);
                    }
                }
            }
        }
    }

    /** Each read of a repeated value saw one of its writes: the oracle gets all histories that this may mean. */
    @ParameterizedTest
    @EnumSource(
            value = Level.class,
            mode = Mode.INCLUDE,
            names = {"READ_YOUR_WRITES", "MONOTONIC_READS", "MONOTONIC_WRITES", "WRITES_FOLLOW_READS"})
    void valuesThatSeveralWroteAreTriedOneByOne(Level level) {
        int violated = 0;
        for (long seed = 0; seed < 1_500; seed++) {
            List<Call> calls = calls(seed);
            boolean expected = meanings(calls, 0).stream()
                    .anyMatch(meaning -> new SessionOracle(history(meaning), level).isSatisfied());
            Verdict verdict = Check.of(level, MODEL).run(history(calls));
            assertThat(verdict instanceof Verdict.Valid)
                    .as("seed %d: %s of %s", seed, verdict.sentence(), calls)
                    .isEqualTo(expected);
            assertThat(verdict).isNotInstanceOf(Verdict.Unknown.class);
            violated += expected ? 0 : 1;
        }
        System.out.printf("%s: of 1500 histories with repeated values %d are violated%n", level, violated);
        assertThat(violated).isBetween(5, 1_400);
    }

    /** A read of 0 sees that nobody wrote the key. */
    private record Call(int process, boolean write, String key, int value) {}

    private static List<Call> calls(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Call> calls = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String key = random.nextBoolean() ? "y" : "x";
            boolean write = random.nextInt(5) < 3;
            int value = write || random.nextInt(2) > 0 ? 1 + random.nextInt(2) : 0;
            if (write || value == 0 || calls.stream().anyMatch(c -> c.write && c.key.equals(key) && c.value == value)) {
                calls.add(new Call(random.nextInt(3), write, key, value));
            }
        }
        return calls;
    }

    /** With other values for all writes, and for the reads from one on: what they may mean. */
    private static List<List<Call>> meanings(List<Call> calls, int from) {
        if (from == calls.size()) {
            return List.of(List.of());
        }
        List<List<Call>> all = new ArrayList<>();
        Call call = calls.get(from);
        for (List<Call> rest : meanings(calls, from + 1)) {
            if (call.value == 0) {
                all.add(Stream.concat(Stream.of(call), rest.stream()).toList());
            }
            for (int i = 0; i < calls.size(); i++) {
                Call write = calls.get(i);
                boolean meant =
                        call.write ? i == from : write.write && write.key.equals(call.key) && write.value == call.value;
                if (meant) {
                    List<Call> longer = new ArrayList<>(List.of(new Call(call.process, call.write, call.key, 100 + i)));
                    longer.addAll(rest);
                    all.add(longer);
                }
            }
        }
        return all;
    }

    private static History history(List<Call> calls) {
        Steps steps = new Steps();
        calls.forEach(call -> done(
                steps, call.process, call.write ? "write" : "read", call.key, call.value == 0 ? null : call.value));
        return steps.builder.build();
    }

    @Test
    void mapsHaveThemAndOtherModelsDoNot() {
        Steps steps = done(done(new Steps(), 0, "put", "x", "a"), 0, "get", "x", null);
        History history = steps.builder.build();
        assertThat(Check.of(Level.READ_YOUR_WRITES, Models.keyValue(null)).run(history))
                .isInstanceOf(Verdict.Violation.class);
        assertThatThrownBy(
                        () -> Check.of(Level.READ_YOUR_WRITES, Models.queue()).run(new Replicas(1).history()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static final class Steps {
        private final History.Builder builder = History.builder();
    }

    private static Steps done(Steps steps, int process, String f, String key, @Nullable Object value) {
        boolean reads = f.equals("read") || f.equals("get");
        steps.builder.invoke(process, f, key, reads ? null : value, 0).ok(process, f, key, value, 0);
        return steps;
    }

    /** Clients of replicas, each of which has some of the writes, in an order of its own or not. */
    private static final class Replicas {
        private final SplittableRandom random;
        private final Map<String, List<Object>> writes = new HashMap<>();
        private final History.Builder builder = History.builder();
        private long fresh = 1;

        Replicas(long seed) {
            random = new SplittableRandom(seed);
        }

        History history() {
            int clients = 1 + random.nextInt(3);
            int keys = 1 + random.nextInt(2);
            int stale = random.nextInt(4);
            int[] process = new int[clients];
            Arrays.setAll(process, c -> c);
            for (int i = 3 + random.nextInt(6); i > 0; i--) {
                int c = random.nextInt(clients);
                String key = "k" + random.nextInt(keys);
                List<Object> known = writes.computeIfAbsent(key, _ -> new ArrayList<>());
                int back = random.nextInt(4) < stale ? random.nextInt(known.size() + 1) : 0;
                Object seen = known.size() > back ? known.get(known.size() - 1 - back) : null;
                switch (random.nextInt(7)) {
                    case 0, 1, 2 ->
                        builder.invoke(process[c], "read", key, null, 0)
                                .ok(process[c], "read", key, random.nextInt(40) == 0 ? Long.valueOf(99) : seen, 0);
                    case 3 -> change(process, c, "cas", key, Arrays.asList(seen, fresh), known);
                    default -> change(process, c, "write", key, fresh, known);
                }
            }
            return builder.build();
        }

        private void change(int[] process, int c, String f, String key, Object value, List<Object> known) {
            builder.invoke(process[c], f, key, value, 0);
            int fate = random.nextInt(8);
            if (fate == 0) {
                builder.fail(process[c], f, key, value, 0);
            } else if (fate == 1) {
                builder.info(process[c], f, key, value, 0);
                process[c] += random.nextInt(2) * 10;
            } else {
                builder.ok(process[c], f, key, value, 0);
            }
            if (fate > 0 || random.nextInt(8) == 0) {
                known.add(random.nextInt(known.size() + 1), fresh);
            }
            fresh++;
        }
    }
}
