package dev.faultline.check.isolation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Histories of up to eight transactions are decided at every level, whatever their reads show. */
class SmallTransactionsTest {

    private static final int HISTORIES = Integer.getInteger("faultline.small", 12);

    @Test
    void noOrderOfTheWritesOfThreeTransactionsKeepsAView() {
        Transactions history = new TransactionsBuilder(Model.REGISTER)
                .begin(0, Fate.COMMITTED, 0, 5)
                .readNothing("y")
                .write("x", 1)
                .write("y", 2)
                .begin(1, Fate.COMMITTED, 1, 3)
                .readNothing("x")
                .write("y", 3)
                .begin(2, Fate.COMMITTED, 2, 4)
                .readNothing("x")
                .write("y", 4)
                .read("y", 4)
                .build();
        assertThat(check(history, IsolationLevel.of("parallel-snapshot-isolation")))
                .isInstanceOfSatisfying(IsolationVerdict.Violation.class, violation -> {
                    assertThat(violation.minimal()).isTrue();
                    assertThat(violation.transactions()).isNotEmpty().isSubsetOf(0, 1, 2);
                });
        assertThat(check(history, IsolationLevel.of("cursor-stability"))).isInstanceOf(IsolationVerdict.Valid.class);
    }

    @Test
    void aReadThatSawOneOfTwoWritesIsExplainedByEither() {
        Transactions history = new TransactionsBuilder(Model.REGISTER)
                .begin(0, Fate.COMMITTED, 0, 1)
                .write("x", 1)
                .begin(0, Fate.COMMITTED, 2, 3)
                .write("x", 2)
                .begin(0, Fate.COMMITTED, 4, 5)
                .write("x", 1)
                .begin(1, Fate.COMMITTED, 6, 7)
                .read("x", 1)
                .build();
        assertThat(check(history, IsolationLevel.STRICT_SERIALIZABLE)).isInstanceOf(IsolationVerdict.Valid.class);
    }

    /** A read of what registers hold at first may have seen that, or somebody who wrote it again. */
    @Test
    void whatRegistersHoldAtFirstCountsAsWritten() {
        assertThat(check(around(0), IsolationLevel.STRICT_SERIALIZABLE))
                .isInstanceOfSatisfying(
                        IsolationVerdict.Valid.class,
                        valid -> assertThat(ScheduleVerifier.verify(
                                        around(0), IsolationLevel.STRICT_SERIALIZABLE, valid.witness()))
                                .isEmpty());
        assertThat(check(around(2), IsolationLevel.STRICT_SERIALIZABLE)).isInstanceOf(IsolationVerdict.Violation.class);
    }

    /** Somebody reads 0, writes another value, writes one again; another reads 0 once more. */
    private static Transactions around(int again) {
        return new TransactionsBuilder(Model.REGISTER)
                .initially(0)
                .begin(0, Fate.COMMITTED, 0, 1)
                .read("x", 0)
                .begin(0, Fate.COMMITTED, 2, 3)
                .write("x", 1)
                .begin(0, Fate.COMMITTED, 4, 5)
                .write("x", again)
                .begin(1, Fate.COMMITTED, 6, 7)
                .read("x", 0)
                .build();
    }

    @ParameterizedTest
    @EnumSource(Model.class)
    void eightTransactionsAreDecidedAtEveryLevel(Model model) {
        int violated = 0;
        int satisfied = 0;
        for (long seed : seeds()) {
            Transactions history = careless(model, seed);
            Map<IsolationLevel, Boolean> holds = new HashMap<>();
            for (IsolationLevel level : IsolationLevel.all()) {
                IsolationVerdict verdict = check(history, level);
                String what = "%s, seed %d, %s: %s".formatted(model, seed, level, verdict.sentence());
                assertThat(verdict).as(what).isNotInstanceOf(IsolationVerdict.Unknown.class);
                holds.put(level, verdict instanceof IsolationVerdict.Valid);
                if (verdict instanceof IsolationVerdict.Valid(IsolationLevel _, var _, Schedule witness, String _)) {
                    satisfied++;
                    assertThat(ScheduleVerifier.verify(history, level, witness))
                            .as(what)
                            .isEmpty();
                } else {
                    violated++;
                }
            }
            holds.forEach((strong, held) ->
                    holds.forEach((weak, heldToo) -> assertThat(!held || !strong.implies(weak) || heldToo)
                            .as("%s, seed %s: %s holds, %s does not", model, history, strong, weak)
                            .isTrue()));
        }
        assertThat(violated).isGreaterThan(HISTORIES);
        assertThat(satisfied).isGreaterThan(HISTORIES);
    }

    /** Seed 17 has registers of which many values are written again; each level takes its own way through it. */
    private static long[] seeds() {
        return LongStream.concat(LongStream.range(0, HISTORIES), LongStream.of(17))
                .toArray();
    }

    private static IsolationVerdict check(Transactions history, IsolationLevel level) {
        return IsolationCheck.check(history, level, IsolationLimits.standard());
    }

    /** Of a store that now and then shows an old state; registers and counters see the same few numbers again and again. */
    private static Transactions careless(Model model, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        TransactionsBuilder builder = new TransactionsBuilder(model);
        Map<String, List<Integer>> now = new HashMap<>();
        Map<String, List<Integer>> old = Map.of();
        for (int t = 0; t < 8; t++) {
            builder.begin(t % 4, Fate.COMMITTED, 4 * t, 4 * t + 1 + 2 * random.nextInt(7));
            boolean stale = random.nextInt(4) == 0;
            Map<String, List<Integer>> view = stale ? new HashMap<>(old) : now;
            if (random.nextBoolean()) {
                old = Map.copyOf(now);
            }
            for (int i = 0; i < 2; i++) {
                String key = random.nextBoolean() ? "x" : "y";
                if (random.nextBoolean()) {
                    int value =
                            model == Model.COUNTER_ADD ? 1 : model == Model.REGISTER ? random.nextInt(3) : 2 * t + i;
                    builder.write(key, value);
                    List<Integer> before = view.getOrDefault(key, List.of());
                    view.put(key, model == Model.REGISTER ? List.of(value) : plus(before, value));
                } else {
                    read(builder, model, key, view.getOrDefault(key, List.of()));
                }
            }
        }
        return builder.build();
    }

    private static List<Integer> plus(List<Integer> all, int value) {
        List<Integer> more = new ArrayList<>(all);
        more.add(value);
        return List.copyOf(more);
    }

    private static void read(TransactionsBuilder builder, Model model, String key, List<Integer> seen) {
        if (model == Model.COUNTER_ADD) {
            builder.read(key, seen.size());
        } else if (seen.isEmpty()) {
            builder.readNothing(key);
        } else if (model == Model.REGISTER) {
            builder.read(key, seen.getLast());
        } else {
            builder.read(key, seen);
        }
    }
}
