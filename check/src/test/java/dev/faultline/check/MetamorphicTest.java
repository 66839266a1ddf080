package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Changes that can only help an explanation, on generated histories that have one. */
class MetamorphicTest {

    private static final int HISTORIES = 300;
    private static final Model<Optional<Object>> MODEL = Models.casRegister(null, RegisterOption.FAILED_CAS_IS_CHECKED);

    private static History generate(long seed) {
        int values = seed % 2 == 0 ? 0 : 5;
        return Registers.shape(200, 6, 3, values, 20, 45, 8, 20).generate(seed);
    }

    @Test
    void generatedHistoryIsValidAndItsWitnessReplays() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            assertValid(generate(seed), seed);
        }
    }

    @Test
    void wideningIntervalsKeepsAHistoryValid() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Operation> wider = new ArrayList<>();
            for (Operation operation : generate(seed).operations()) {
                // Room of 10 numbers around each event lets an operation reach past its neighbours.
                int early = random.nextInt(4) == 0 ? random.nextInt(60) : 0;
                int late = random.nextInt(4) == 0 ? random.nextInt(60) : 0;
                wider.add(copy(
                        operation,
                        operation.outcome(),
                        spread(operation.invokedEvent()) - early,
                        operation.completedEvent() == Operation.NEVER
                                ? Operation.NEVER
                                : spread(operation.completedEvent()) + late));
            }
            assertValid(History.of(wider), seed);
        }
    }

    @Test
    void droppingAKeyKeepsAHistoryValid() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            List<Operation> others = generate(seed).operations().stream()
                    .filter(operation -> !"k1".equals(operation.key()))
                    .toList();
            assertValid(History.of(others), seed);
        }
    }

    @Test
    void forgettingThatAWriteSucceededKeepsAHistoryValid() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Operation> unsure = new ArrayList<>();
            for (Operation operation : generate(seed).operations()) {
                boolean forget =
                        !operation.f().equals("read") && operation.outcome() == Outcome.OK && random.nextInt(8) == 0;
                Outcome outcome = forget ? Outcome.INFO : operation.outcome();
                unsure.add(copy(operation, outcome, operation.invokedEvent(), operation.completedEvent()));
            }
            assertValid(History.of(unsure), seed);
        }
    }

    @Test
    void removalsOfTheShrinkerKeepAHistoryValid() {
        for (long seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int values = seed % 2 == 0 ? 0 : 3;
            List<Operation> all = Registers.shape(40, 5, 1, values, 25, 45, 8, 0).generate(seed).operations().stream()
                    .filter(operation -> MODEL.effect(operation) != Model.Effect.NONE)
                    .toList();
            for (int round = 0; round < 20; round++) {
                int percent = random.nextInt(100);
                BitSet kept = new BitSet();
                for (int i = 0; i < all.size(); i++) {
                    kept.set(i, random.nextInt(100) < percent);
                }
                Removals.of(MODEL, all).repair(kept);
                assertValid(History.of(kept.stream().mapToObj(all::get).toList()), seed);
            }
        }
    }

    private static int spread(int event) {
        return 100 + event * 10;
    }

    private static Operation copy(Operation o, Outcome outcome, int invokedEvent, int completedEvent) {
        return new Operation(
                o.index(),
                o.process(),
                o.f(),
                o.key(),
                o.value(),
                outcome,
                o.result(),
                invokedEvent,
                completedEvent,
                0,
                0);
    }

    private static void assertValid(History history, long seed) {
        Verdict verdict = Check.linearizability(MODEL).run(history);
        assertThat(verdict).as("seed %d: %s", seed, verdict.sentence()).isInstanceOf(Verdict.Valid.class);
        assertThat(WitnessVerifier.refute(MODEL, history, ((Verdict.Valid) verdict).witness()))
                .as("seed %d", seed)
                .isEmpty();
    }
}
