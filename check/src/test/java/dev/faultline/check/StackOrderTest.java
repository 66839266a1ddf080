package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.HistoryGenerator.Kind;
import dev.faultline.check.trial.ExhaustiveSearch;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The near-linear method for stacks against an exhaustive search, and where no search gets through. */
class StackOrderTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 100_000);
    private static final Model<?> STACK = Models.stack();
    private static final SmallContainers SMALL = SmallContainers.ofStacks();

    @Test
    void agreesWithTheOracleWithoutPopsOfUnknownOutcome() {
        int valid = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = SMALL.generate(seed, false);
            PartitionResult result = StackOrder.decide(Whole.partition(STACK, history));
            valid += SMALL.compare(history, result, seed) ? 1 : 0;
        }
        assertThat(valid).isBetween(HISTORIES / 10, HISTORIES * 9 / 10);
    }

    @Test
    void agreesWithTheOracleWherePopsMayHaveHappenedOrLeavesItToTheSearch() {
        int left = 0;
        int valid = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            History history = SMALL.generate(seed, true);
            PartitionResult result = StackOrder.decide(Whole.partition(STACK, history));
            if (result == null) {
                left++;
                assertThat(ExhaustiveSearch.isLongLinearizable(STACK, history))
                        .as("seed %d: left to the search", seed)
                        .isFalse();
            } else {
                valid += SMALL.compare(history, result, seed) ? 1 : 0;
            }
        }
        assertThat(valid).isBetween(HISTORIES / 10, HISTORIES * 9 / 10);
        // None of these should be explainable: a long history with an explanation could not be searched.
        assertThat(left).isLessThan(HISTORIES / 500);
    }

    @Test
    void decidesManyClientsAndCrashesWithoutASearch() {
        for (long seed = 0; seed < 12; seed++) {
            int crashPercent = new int[] {0, 1, 5, 40}[(int) seed % 4];
            History history = HistoryGenerator.unique(Kind.STACK, 20_000, 25, 1, crashPercent)
                    .generate(seed);
            PartitionResult result = StackOrder.decide(Whole.partition(STACK, history));
            assertThat(refute(history, result))
                    .as("seed %d, %d %% crash", seed, crashPercent)
                    .isEmpty();
        }
    }

    @Test
    void findsPlantedMistakesAmongManyCrashes() {
        for (HistoryGenerator.Anomaly anomaly :
                List.of(HistoryGenerator.Anomaly.STALE, HistoryGenerator.Anomaly.PHANTOM)) {
            for (long seed = 0; seed < 4; seed++) {
                History history = HistoryGenerator.unique(Kind.STACK, 5_000, 25, 1, 10)
                        .with(anomaly)
                        .generate(seed);
                PartitionResult result = StackOrder.decide(Whole.partition(STACK, history));
                assertThat(result).as("%s, seed %d", anomaly, seed).isInstanceOf(PartitionResult.Unexplained.class);
            }
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
