package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.HistoryGenerator.Kind;
import dev.faultline.check.trial.ExhaustiveSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The near-linear method for stacks against an exhaustive search, and where no search gets through. */
class StackOrderTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 6_000);
    private static final Model<?> STACK = Models.stack();

    private record Call(String f, @Nullable Object value, boolean done) {}

    /** Short histories: values unique, results by a stack or by chance, crashes. */
    private static History small(long seed, boolean withOpenPops) {
        SplittableRandom random = new SplittableRandom(seed);
        History.Builder builder = History.builder();
        List<Object> stack = new ArrayList<>();
        int processes = 1 + random.nextInt(4);
        int[] number = new int[processes];
        Arrays.setAll(number, p -> p);
        @Nullable Call[] open = new @Nullable Call[processes];
        int lies = 2 + random.nextInt(3) * 6;
        int left = 4 + random.nextInt(8);
        long fresh = 10;
        for (int i = 0; i < 80; i++) {
            int p = random.nextInt(processes);
            Call call = open[p];
            if (call == null) {
                if (left-- > 0) {
                    Call next =
                            random.nextInt(20) < 11 ? new Call("push", fresh++, false) : new Call("pop", null, false);
                    builder.invoke(number[p], next.f, null, next.value, i);
                    open[p] = next;
                }
            } else if (!call.done) {
                open[p] = takeEffect(call, stack, lies, random);
            } else {
                if (random.nextInt(7) == 0 && (withOpenPops || call.f.equals("push"))) {
                    builder.info(number[p], call.f, null, null, i);
                    number[p] += 10;
                } else {
                    builder.ok(number[p], call.f, null, call.value, i);
                }
                open[p] = null;
            }
        }
        for (int p = 0; p < processes && !withOpenPops; p++) {
            Call call = open[p];
            if (call != null && call.f.equals("pop")) {
                builder.ok(number[p], "pop", null, call.value, 80);
            }
        }
        return builder.build();
    }

    private static Call takeEffect(Call call, List<Object> stack, int lies, SplittableRandom random) {
        if (call.value != null) {
            stack.add(random.nextInt(lies) == 0 ? 0 : stack.size(), call.value);
        } else if (!stack.isEmpty() && random.nextInt(2 * lies) > 0) {
            boolean right = random.nextInt(lies) > 0;
            return new Call("pop", right ? stack.removeLast() : stack.remove(random.nextInt(stack.size())), true);
        }
        return new Call(call.f, call.value, true);
    }

    @Test
    void agreesWithTheOracleWithoutPopsOfUnknownOutcome() {
        int valid = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = small(seed, false);
            PartitionResult result = StackOrder.decide(Whole.partition(STACK, history));
            valid += compare(history, result, seed) ? 1 : 0;
        }
        assertThat(valid).isBetween(HISTORIES / 10, HISTORIES * 9 / 10);
    }

    @Test
    void agreesWithTheOracleWherePopsMayHaveHappenedOrLeavesItToTheSearch() {
        int left = 0;
        int valid = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = small(seed, true);
            PartitionResult result = StackOrder.decide(Whole.partition(STACK, history));
            if (result == null) {
                left++;
            } else {
                valid += compare(history, result, seed) ? 1 : 0;
            }
        }
        System.out.printf("left to the search: %d of %d%n", left, HISTORIES);
        assertThat(valid).isBetween(HISTORIES / 10, HISTORIES * 9 / 10);
        // The search has few operations to deal with then; it must not be the rule all the same.
        assertThat(left).isLessThan(HISTORIES / 50);
    }

    private static boolean compare(History history, @Nullable PartitionResult result, long seed) {
        String what = "seed " + seed + ": " + result + "\n" + history.operations();
        boolean expected = ExhaustiveSearch.isLongLinearizable(STACK, history);
        if (result instanceof PartitionResult.Explained(Witness witness)) {
            assertThat(expected).as(what).isTrue();
            assertThat(WitnessVerifier.refute(STACK, history, witness)).as(what).isEmpty();
            assertPointsWithinOperations(history, witness, what);
        } else if (result instanceof PartitionResult.Unexplained(int _, List<Integer> core)) {
            assertThat(expected).as(what).isFalse();
            History alone = History.of(core.stream().map(history::operation).toList());
            assertThat(ExhaustiveSearch.isLongLinearizable(STACK, alone))
                    .as("core, " + what)
                    .isFalse();
        } else {
            throw new AssertionError(what);
        }
        return expected;
    }

    /** Witnesses of several keys are merged by these points. */
    private static void assertPointsWithinOperations(History history, Witness witness, String what) {
        for (int i = 0; i < witness.size(); i++) {
            Operation o = history.operation(witness.operation(i));
            int last = o.outcome() == Outcome.OK ? o.completedEvent() : Operation.NEVER;
            assertThat(witness.pointEvent(i)).as(what).isBetween(o.invokedEvent(), last);
            assertThat(i == 0 || witness.pointEvent(i) >= witness.pointEvent(i - 1))
                    .as(what)
                    .isTrue();
        }
    }

    @Test
    void decidesManyClientsAndCrashesWithoutASearch() {
        for (long seed = 0; seed < 10; seed++) {
            int crashPercent = (int) seed % 3;
            History history = HistoryGenerator.unique(Kind.STACK, 20_000, 25, 1, crashPercent)
                    .generate(seed);
            PartitionResult result = StackOrder.decide(Whole.partition(STACK, history));
            assertThat(refute(history, result))
                    .as("seed %d, %d %% crash", seed, crashPercent)
                    .isEmpty();
        }
    }

    /** What is wrong with the explanation. */
    private static Optional<String> refute(History history, @Nullable PartitionResult result) {
        return result instanceof PartitionResult.Explained(Witness witness)
                ? WitnessVerifier.refute(STACK, history, witness)
                : Optional.of("there is none: " + result);
    }

    @Test
    void showsTwoValuesThatLeftInTheWrongOrder() {
        History.Builder history = History.builder();
        for (int i = 0; i < 300; i++) {
            history.invoke(0, "push", null, i, 0).ok(0, "push", null, i, 0);
        }
        for (int i = 299; i >= 0; i--) {
            int told = i == 100 ? 99 : i == 99 ? 100 : i;
            history.invoke(0, "pop", null, null, 0).ok(0, "pop", null, told, 0);
        }
        Verdict verdict = Check.linearizability(STACK).run(history.build());
        assertThat(verdict).isInstanceOf(Verdict.Violation.class);
        Verdict.Violation violation = (Verdict.Violation) verdict;
        assertThat(violation.operations().stream().map(Operation::value).filter(v -> v != null))
                .containsExactly(99, 100);
        assertThat(violation.minimal()).isTrue();
    }
}
