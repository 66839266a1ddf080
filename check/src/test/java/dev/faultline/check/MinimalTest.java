package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.trial.ExhaustiveSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is called a minimal counterexample of a mutex, a map or a counter is one; what is cut off does not matter. */
class MinimalTest {

    private static final int HISTORIES = 3_000;

    enum Subject {
        MUTEX,
        KV,
        COUNTER,
        SEMAPHORE;

        Model<?> model() {
            return switch (this) {
                case MUTEX -> Models.mutex();
                case KV -> Models.keyValue(null);
                case COUNTER -> Models.counter(0);
                case SEMAPHORE -> Models.semaphore(2);
            };
        }
    }

    private record Call(String f, @Nullable Object value) {}

    /** Operations at random: about as often right as wrong for the few that there are. */
    private static History draw(Subject subject, long seed, int most) {
        SplittableRandom random = new SplittableRandom(seed);
        History.Builder builder = History.builder();
        int processes = 1 + random.nextInt(3);
        @Nullable Call[] open = new @Nullable Call[processes];
        int[] number = new int[processes];
        Arrays.setAll(number, p -> p);
        int left = 2 + random.nextInt(most - 1);
        int held = 0;
        for (int i = 0; i < 20 * most; i++) {
            int p = random.nextInt(processes);
            Call call = open[p];
            if (call != null) {
                if (random.nextInt(12) == 0) {
                    builder.info(number[p], call.f, null, null, i);
                    number[p] += 10;
                } else {
                    builder.ok(number[p], call.f, null, answer(call, random), i);
                }
                open[p] = null;
            } else if (left-- > 0) {
                Call next = call(subject, held, random);
                held += next.f.equals("acquire") ? 1 : next.f.equals("release") ? -1 : 0;
                builder.invoke(number[p], next.f, null, next.value, i);
                open[p] = next;
            }
        }
        return builder.build();
    }

    private static Call call(Subject subject, int held, SplittableRandom random) {
        return switch (subject) {
            case MUTEX, SEMAPHORE -> {
                boolean free = held < (subject == Subject.MUTEX ? 1 : 2);
                yield new Call(free == random.nextInt(8) > 0 ? "acquire" : "release", null);
            }
            case KV -> {
                String f = List.of("get", "put", "append", "delete", "get").get(random.nextInt(5));
                yield new Call(f, f.equals("put") || f.equals("append") ? "a" : null);
            }
            case COUNTER -> random.nextBoolean() ? new Call("add", 1L) : new Call("read", null);
        };
    }

    private static @Nullable Object answer(Call call, SplittableRandom random) {
        return switch (call.f) {
            case "get" -> random.nextInt(3) == 0 ? null : "a".repeat(1 + random.nextInt(2));
            case "read" -> (long) random.nextInt(4);
            default -> null;
        };
    }

    @ParameterizedTest
    @EnumSource
    void nothingCanBeLeftOutOfAMinimalCounterexample(Subject subject) {
        int minimal = 0;
        int violations = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = draw(subject, seed, 10);
            if (!(Check.linearizability(subject.model()).run(history) instanceof Verdict.Violation violation)) {
                continue;
            }
            violations++;
            List<Operation> shown = violation.operations();
            String what = "seed %d: %s".formatted(seed, shown);
            assertThat(explained(subject, shown)).as(what).isFalse();
            for (int i = 0; i < shown.size() && violation.minimal(); i++) {
                List<Operation> fewer = new ArrayList<>(shown);
                fewer.remove(i);
                assertThat(explained(subject, fewer))
                        .as("without %d, %s", i, what)
                        .isTrue();
            }
            minimal += violation.minimal() ? 1 : 0;
        }
        System.out.printf("%s: %d of %d violations are shown to be minimal%n", subject, minimal, violations);
        assertThat(violations).isGreaterThan(HISTORIES / 20);
        assertThat(minimal).isGreaterThan(violations / 10);
    }

    @ParameterizedTest
    @EnumSource(names = {"MUTEX", "KV"})
    void whatIsLeftOfAValidHistoryAfterACutIsValid(Subject subject) {
        int cuts = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            List<Operation> all = draw(subject, seed, 7).operations().stream()
                    .filter(o -> subject.model().effect(o) != Model.Effect.NONE)
                    .toList();
            if (!explained(subject, all)) {
                continue;
            }
            BitSet whole = new BitSet();
            whole.set(0, all.size());
            for (BitSet cut : new Cuts((FunctionModel<?>) subject.model(), all, whole).all()) {
                List<Operation> rest = new ArrayList<>();
                for (int i = 0; i < all.size(); i++) {
                    if (!cut.get(i)) {
                        rest.add(all.get(i));
                    }
                }
                assertThat(explained(subject, rest))
                        .as("seed %d: %s", seed, rest)
                        .isTrue();
                cuts++;
            }
        }
        assertThat(cuts).isGreaterThan(HISTORIES / 20);
    }

    private static boolean explained(Subject subject, List<Operation> operations) {
        return ExhaustiveSearch.isLongLinearizable(subject.model(), History.of(operations));
    }

    @Test
    void lockThatTwoHoldIsShownByTwoOperationsHoweverLongItWorked() {
        History.Builder history = History.builder();
        for (int i = 0; i < 500; i++) {
            history.invoke(i % 5, "acquire", null, null, 0).ok(i % 5, "acquire", null, null, 0);
            history.invoke(i % 5, "release", null, null, 0).ok(i % 5, "release", null, null, 0);
        }
        history.invoke(1, "acquire", null, null, 0).ok(1, "acquire", null, null, 0);
        history.invoke(2, "acquire", null, null, 0).ok(2, "acquire", null, null, 0);
        Verdict.Violation violation =
                (Verdict.Violation) Check.linearizability(Models.mutex()).run(history.build());
        assertThat(violation.operations()).extracting(Operation::index).containsExactly(1000, 1001);
        assertThat(violation.minimal()).isTrue();
    }

    @Test
    void appendThatIsMissingIsShownFromTheLatestPutOn() {
        History.Builder history = History.builder();
        for (int i = 0; i < 200; i++) {
            history.invoke(0, "append", "x", "a", 0).ok(0, "append", "x", "a", 0);
        }
        history.invoke(0, "put", "x", "b", 0).ok(0, "put", "x", "b", 0);
        history.invoke(1, "append", "x", "c", 0).ok(1, "append", "x", "c", 0);
        history.invoke(0, "get", "x", null, 0).ok(0, "get", "x", "b", 0);
        Verdict.Violation violation =
                (Verdict.Violation) Check.linearizability(Models.keyValue(null)).run(history.build());
        assertThat(violation.operations()).extracting(Operation::index).containsExactly(200, 201, 202);
    }
}
