package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LongForkTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 5_000);

    @Test
    void twoReadsThatEachMissAWriteOfTheOtherAreNamed() {
        History.Builder history = History.builder();
        write(history, 0, "x", Outcome.OK);
        write(history, 1, "y", Outcome.OK);
        read(history, 2, "x", 1L, "y", null);
        read(history, 3, "x", 1L, "y", 1L);
        assertThat(Invariant.LONG_FORK.check(history.build())).isInstanceOf(Verdict.Valid.class);
        read(history, 4, "y", 1L, "x", null);
        Verdict verdict = Invariant.LONG_FORK.check(history.build());
        assertThat(verdict).isInstanceOf(Verdict.Violation.class);
        assertThat(((Verdict.Violation) verdict).operations())
                .extracting(Operation::process)
                .containsExactly(2, 4);
        assertThat(verdict.sentence()).contains("has the write of key x and misses that of key y");
    }

    @Test
    void aValueThatNobodyWroteIsNamedAndAFailedWriteIsNotSeen() {
        History.Builder history = History.builder();
        write(history, 0, "x", Outcome.FAIL);
        read(history, 1, "x", 1L, "y", null);
        assertThat(Invariant.LONG_FORK.check(history.build()).sentence()).contains("whose write failed");
        History.Builder other = History.builder();
        write(other, 0, "x", Outcome.INFO);
        read(other, 1, "x", 2L, "y", null);
        assertThat(Invariant.LONG_FORK.check(other.build()).sentence()).contains("2 of key x, which nobody wrote");
    }

    @Test
    void aKeyThatIsWrittenTwiceIsRefused() {
        History.Builder history = History.builder();
        write(history, 0, "x", Outcome.OK);
        write(history, 0, "x", Outcome.OK);
        assertThatThrownBy(() -> Invariant.LONG_FORK.check(history.build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("second time");
    }

    /** Replicas that apply writes each in its own order, or all in one: against every order of the writes. */
    @Test
    void agreesWithTryingEveryOrderOfWrites() {
        int forks = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int keys = 2 + random.nextInt(3);
            List<BitSet> replicas = List.of(new BitSet(), new BitSet(), new BitSet());
            List<BitSet> seen = new ArrayList<>();
            History.Builder history = History.builder();
            for (int key = 0; key < keys; key++) {
                write(history, 0, "k" + key, random.nextInt(4) == 0 ? Outcome.INFO : Outcome.OK);
            }
            boolean forked = random.nextBoolean();
            for (int i = 2 + random.nextInt(6); i > 0; i--) {
                BitSet replica = replicas.get(forked ? random.nextInt(3) : 0);
                replica.set(random.nextInt(keys));
                seen.add((BitSet) replica.clone());
                @Nullable Object[] answer = new @Nullable Object[2 * keys];
                for (int key = 0; key < keys; key++) {
                    int place = (key + i) % keys;
                    answer[2 * place] = "k" + key;
                    answer[2 * place + 1] = replica.get(key) ? 1L : null;
                }
                read(history, 1 + i, answer);
            }
            boolean expected = explained(new ArrayList<>(), keys, seen);
            Verdict verdict = Invariant.LONG_FORK.check(history.build());
            assertThat(verdict)
                    .as("seed %d: %s", seed, seen)
                    .isInstanceOf(expected ? Verdict.Valid.class : Verdict.Violation.class);
            if (verdict instanceof Verdict.Violation violation) {
                forks++;
                assertThat(violation.operations()).as("seed %d", seed).hasSize(2);
                assertThat(Invariant.LONG_FORK.check(History.of(violation.operations())))
                        .as("seed %d: the two reads alone", seed)
                        .isInstanceOf(Verdict.Violation.class);
            }
        }
        assertThat(forks).isBetween(HISTORIES / 10, HISTORIES * 9 / 10);
    }

    private static boolean explained(List<Integer> order, int keys, List<BitSet> seen) {
        if (order.size() == keys) {
            return seen.stream()
                    .allMatch(read ->
                            order.subList(0, read.cardinality()).stream().allMatch(read::get));
        }
        for (int key = 0; key < keys; key++) {
            if (!order.contains(key)) {
                List<Integer> longer = new ArrayList<>(order);
                longer.add(key);
                if (explained(longer, keys, seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void write(History.Builder history, int process, String key, Outcome outcome) {
        Object value = List.of(List.of("w", key, 1L));
        history.invoke(process, "write", null, value, 0);
        switch (outcome) {
            case OK -> history.ok(process, "write", null, value, 0);
            case FAIL -> history.fail(process, "write", null, value, 0);
            // Nobody knows, so that this client is gone and another goes on in its place.
            case INFO -> history.info(process, "write", null, value, 0);
        }
    }

    private static void read(History.Builder history, int process, @Nullable Object... keysAndValues) {
        List<Object> asked = new ArrayList<>();
        List<Object> answered = new ArrayList<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            asked.add(Arrays.asList("r", keysAndValues[i], null));
            answered.add(Arrays.asList("r", keysAndValues[i], keysAndValues[i + 1]));
        }
        history.invoke(process, "read", null, asked, 0).ok(process, "read", null, answered, 0);
    }
}
