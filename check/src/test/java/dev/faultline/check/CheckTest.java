package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CheckTest {

    private static final Model<Optional<Object>> REGISTER = Models.register(null);

    private static History withStaleRead(long seed) {
        History valid = HistoryGenerator.unique(HistoryGenerator.Kind.REGISTER, 2_000, 10, 4, 5)
                .generate(seed);
        return Mutant.STALE_READ.plant(valid, new SplittableRandom(seed)).orElseThrow();
    }

    @Test
    void emptyHistoryIsValid() {
        assertThat(Check.linearizability(REGISTER).run(History.builder().build()))
                .isInstanceOf(Verdict.Valid.class);
    }

    @Test
    void staleReadIsShownByTheOperationsThatItNeedsAndNoOthers() {
        History history = History.builder()
                .invoke(0, "write", "x", 1, 0)
                .ok(0, "write", "x", 1, 1)
                .invoke(2, "read", "y", null, 2)
                .ok(2, "read", "y", null, 3)
                .invoke(1, "read", "x", null, 4)
                .ok(1, "read", "x", 1, 5)
                .invoke(0, "write", "x", 2, 6)
                .ok(0, "write", "x", 2, 7)
                .invoke(1, "read", "x", null, 8)
                .ok(1, "read", "x", 1, 9)
                .invoke(1, "read", "x", null, 10)
                .ok(1, "read", "x", 2, 11)
                .build();

        Verdict.Violation violation =
                (Verdict.Violation) Check.linearizability(REGISTER).run(history);

        assertThat(violation.key()).isEqualTo("x");
        assertThat(violation.failingPrefixEvents()).isEqualTo(10);
        assertThat(violation.trigger()).isEqualTo(history.operation(4));
        assertThat(violation.operations())
                .containsExactly(history.operation(0), history.operation(3), history.operation(4));
        assertThat(violation.minimal()).isTrue();
        assertThat(violation.sentence())
                .isEqualTo("Not linearizable as register: with event 9, 'read -> 1' by process 1, key x cannot be"
                        + " explained any more. These operations show it: write 1 (process 0, events 0..1);"
                        + " write 2 (process 0, events 6..7); read -> 1 (process 1, events 8..9).");
    }

    @Test
    void minimalOperationsAreMinimal() {
        int violations = 0;
        for (long seed = 0; seed < 60; seed++) {
            if (Check.linearizability(REGISTER).run(withStaleRead(seed)) instanceof Verdict.Violation violation) {
                violations++;
                List<Operation> operations = violation.operations();
                for (Operation operation : operations) {
                    boolean isRead = operation.f().equals("read");
                    boolean isUnread = operations.stream()
                            .noneMatch(o -> o.f().equals("read")
                                    && operation.value() != null
                                    && operation.value().equals(o.result()));
                    if (isRead || isUnread) {
                        List<Operation> rest = new ArrayList<>(operations);
                        rest.remove(operation);
                        assertThat(Check.linearizability(REGISTER).run(History.of(rest)))
                                .as("seed %d without %s", seed, operation)
                                .isInstanceOf(Verdict.Valid.class);
                    }
                }
                assertThat(operations).as("seed %d", seed).hasSizeLessThanOrEqualTo(5);
            }
        }
        assertThat(violations).isGreaterThan(40);
    }

    @Test
    void verdictDoesNotDependOnTheNumberOfThreads() {
        for (long seed = 0; seed < 20; seed++) {
            History history = withStaleRead(seed);
            Verdict one = Check.linearizability(REGISTER).run(history);
            Verdict four = Check.linearizability(REGISTER).onThreads(4).run(history);
            assertThat(four.sentence()).as("seed %d", seed).isEqualTo(one.sentence());
            if (one instanceof Verdict.Violation) {
                assertThat(four).as("seed %d", seed).isEqualTo(one);
            }
        }
    }

    @Test
    void earliestViolationOfAllKeysIsReported() {
        History history = History.builder()
                .invoke(0, "write", "late", 1, 0)
                .invoke(1, "read", "early", null, 1)
                .ok(1, "read", "early", "never written", 2)
                .ok(0, "write", "late", 1, 3)
                .invoke(0, "read", "late", null, 4)
                .ok(0, "read", "late", null, 5)
                .build();

        Verdict.Violation violation =
                (Verdict.Violation) Check.linearizability(REGISTER).run(history);

        assertThat(violation.key()).isEqualTo("early");
        assertThat(violation.failingPrefixEvents()).isEqualTo(3);
    }

    @Test
    void prefixFailsOnlyOnceAnOpenCasIsKnownToHaveFailed() {
        History history = History.builder()
                .invoke(0, "cas", null, List.of(0, 1), 0)
                .invoke(1, "read", null, null, 1)
                .ok(1, "read", null, 1, 2)
                .invoke(1, "read", null, null, 3)
                .ok(1, "read", null, 1, 4)
                .fail(0, "cas", null, List.of(0, 1), 5)
                .build();

        Verdict.Violation violation =
                (Verdict.Violation) Check.linearizability(Models.casRegister(0)).run(history);

        assertThat(violation.failingPrefixEvents()).isEqualTo(6);
        assertThat(violation.trigger()).isEqualTo(history.operation(0));
    }

    @Test
    void longHistoryWithManyClientsAndCrashesKeepsAWitness() {
        History history = HistoryGenerator.unique(HistoryGenerator.Kind.REGISTER, 60_000, 70, 10, 5)
                .generate(7);

        Verdict verdict = Check.linearizability(REGISTER).run(history);

        assertThat(verdict).isInstanceOf(Verdict.Valid.class);
        assertThat(WitnessVerifier.refute(REGISTER, history, ((Verdict.Valid) verdict).witness()))
                .isEmpty();
    }

    @Test
    void moreOpenOperationsThanBitsInAWordAreDecided() {
        History.Builder builder = History.builder();
        for (int reader = 0; reader < 70; reader++) {
            builder.invoke(reader, "read", null, null, 0);
        }
        builder.invoke(70, "write", null, 1, 0).invoke(71, "write", null, 2, 0);
        for (int reader = 69; reader >= 0; reader--) {
            builder.ok(reader, "read", null, reader % 2 == 0 ? 1 : 2, 0);
        }
        builder.ok(70, "write", null, 1, 0).ok(71, "write", null, 2, 0);
        assertThat(Check.linearizability(REGISTER).run(builder.build())).isInstanceOf(Verdict.Valid.class);
        builder.invoke(0, "read", null, null, 0).ok(0, "read", null, null, 0);
        assertThat(Check.linearizability(REGISTER).run(builder.build())).isInstanceOf(Verdict.Violation.class);
    }

    @Test
    void eachLimitEndsTheCheckWithItsReasonAndTheProgress() {
        History history = Registers.shape(2_000, 20, 1, 5, 20, 50, 0, 0).generate(3);
        Limits limits = Limits.standard();

        assertUnknown(history, limits.withOperations(1_000), Verdict.Limit.OPERATIONS, 0);
        assertUnknown(history, limits.withConfigurations(100), Verdict.Limit.CONFIGURATIONS, 10);
        assertUnknown(history, limits.withMemoryBytes(30_000), Verdict.Limit.MEMORY, 10);
        int[] polls = {0};
        assertUnknown(history, limits.stoppedBy(() -> ++polls[0] > 1), Verdict.Limit.STOPPED, 10);
    }

    private static void assertUnknown(History history, Limits limits, Verdict.Limit reason, int leastExplained) {
        Verdict verdict =
                Check.linearizability(Models.casRegister(null)).within(limits).run(history);
        assertThat(verdict).isInstanceOf(Verdict.Unknown.class);
        Verdict.Unknown unknown = (Verdict.Unknown) verdict;
        assertThat(unknown.reason()).isEqualTo(reason);
        assertThat(unknown.explainedEvents()).isBetween(leastExplained, history.events() - 1);
        assertThat(unknown.sentence()).contains("of " + history.events() + " events are explained");
    }

    @Test
    void violationOfOneKeyCountsEvenIfAnotherIsUndecided() {
        History hard = Registers.shape(500, 20, 1, 5, 0, 50, 0, 0).generate(3);
        List<Operation> operations = new ArrayList<>(hard.operations());
        int end = hard.events();
        operations.add(new Operation(
                hard.size(), 99, "read", "other", null, Outcome.OK, "phantom", end, end + 1, end, end + 1));

        Verdict verdict = Check.linearizability(REGISTER)
                .within(Limits.standard().withConfigurations(50))
                .run(History.of(operations));

        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Violation.class,
                        violation -> assertThat(violation.key()).isEqualTo("other"));
    }

    @Test
    void operationThatTheModelDoesNotKnowIsRefused() {
        History history =
                History.builder().invoke(0, "cas", "x", List.of(1, 2), 0).build();

        assertThatThrownBy(() -> Check.linearizability(REGISTER).run(history))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("operation 0 (event 0): a register has no 'cas', only [read, write]");
    }

    @Test
    void casWithoutAPairIsRefused() {
        History history = History.builder().invoke(0, "cas", "x", 2, 0).build();

        assertThatThrownBy(() -> Check.linearizability(Models.casRegister(null)).run(history))
                .hasMessage("operation 0 (event 0): cas needs a list [expected, new], not 2");
    }

    @Test
    void limitBelowOneIsRefused() {
        assertThatThrownBy(() -> Limits.standard().withMemoryBytes(0))
                .hasMessage("limit 'memoryBytes' must be at least 1, not 0");
    }
}
