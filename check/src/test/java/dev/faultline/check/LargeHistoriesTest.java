package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.HistoryGenerator.Anomaly;
import dev.faultline.check.HistoryGenerator.Kind;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Engines against each other, and against planted anomalies, where an exhaustive search has no chance. */
class LargeHistoriesTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 30);

    static Model<?> model(Kind kind) {
        return switch (kind) {
            case REGISTER -> Models.register(null);
            case QUEUE -> Models.queue();
            case STACK -> Models.stack();
            case SET -> Models.set();
        };
    }

    @ParameterizedTest
    @EnumSource
    void generatedHistoriesAreValidAndPlantedAnomaliesAreFound(Kind kind) {
        for (long seed = 0; seed < 6; seed++) {
            int clients = kind == Kind.STACK ? 1 + 5 * (int) seed : 1 + (int) seed % 6;
            HistoryGenerator shape = HistoryGenerator.unique(kind, 600, clients, 2, 0);
            History sound = shape.generate(seed);
            Verdict valid = Check.linearizability(model(kind)).run(sound);
            assertThat(valid).as("seed %d", seed).isInstanceOf(Verdict.Valid.class);
            Witness witness = ((Verdict.Valid) valid).witness();
            assertThat(WitnessVerifier.refute(model(kind), sound, witness))
                    .as("seed %d", seed)
                    .isEmpty();
            for (Anomaly anomaly : List.of(Anomaly.STALE, Anomaly.PHANTOM)) {
                if (kind == Kind.SET && anomaly == Anomaly.PHANTOM) {
                    continue; // an answer of yes or no cannot be a phantom
                }
                Verdict verdict = Check.linearizability(model(kind))
                        .run(shape.with(anomaly).generate(seed));
                assertThat(verdict).as("seed %d, %s", seed, anomaly).isInstanceOf(Verdict.Violation.class);
            }
        }
    }

    /** The near-linear methods and the frontier see the same thing, also where answers are exchanged. */
    @ParameterizedTest
    @EnumSource(names = {"REGISTER", "QUEUE"})
    void nearLinearMethodsAgreeWithTheFrontier(Kind kind) {
        int violations = 0;
        for (long seed = 0; seed < HISTORIES; seed++) {
            int crashes = kind == Kind.REGISTER ? 6 : 0;
            History sound = HistoryGenerator.unique(kind, 18, 3, 1, crashes).generate(seed);
            List<Operation> operations = new ArrayList<>(sound.operations());
            if (seed % 3 > 0) {
                exchangeAnswers(operations, (int) (seed * 7 % 11));
            }
            History history = History.of(operations);
            Partition whole = Whole.partition(model(kind), history);
            PartitionResult near = kind == Kind.REGISTER
                    ? RegisterZones.decide((RegisterModel) model(kind), whole)
                    : QueueOrder.decide(whole);
            PartitionResult searched = Frontier.decide(model(kind), whole, Limits.standard());
            assertThat(near).as("seed %d", seed).isInstanceOf(searched.getClass());
            violations += near instanceof PartitionResult.Unexplained ? 1 : 0;
        }
        assertThat(violations).isBetween(1, HISTORIES - 1);
    }

    private static void exchangeAnswers(List<Operation> operations, int from) {
        int first = -1;
        for (int i = from; i < operations.size(); i++) {
            Operation o = operations.get(i);
            if (o.outcome() == Outcome.OK && o.value() == null) {
                if (first >= 0 && !o.equals(operations.get(first))) {
                    Operation other = operations.get(first);
                    operations.set(i, withResult(o, other));
                    operations.set(first, withResult(other, o));
                    return;
                }
                first = i;
            }
        }
    }

    private static Operation withResult(Operation o, Operation from) {
        return new Operation(
                o.index(),
                o.process(),
                o.f(),
                o.key(),
                o.value(),
                o.outcome(),
                from.result(),
                o.invokedEvent(),
                o.completedEvent(),
                o.invokedNanos(),
                o.completedNanos());
    }

    @Test
    void sequentialConsistencyForgivesStaleReadsButNotTimeTravelOfOneClient() {
        History.Builder history = History.builder()
                .invoke(0, "write", null, 1L, 0)
                .ok(0, "write", null, 1L, 1)
                .invoke(1, "read", null, null, 2)
                .ok(1, "read", null, null, 3);
        Model<?> register = Models.register(null);
        assertThat(Check.linearizability(register).run(history.build())).isInstanceOf(Verdict.Violation.class);
        assertThat(Check.of(Level.SEQUENTIAL, register).run(history.build())).isInstanceOf(Verdict.Valid.class);
        history.invoke(1, "read", null, null, 4)
                .ok(1, "read", null, 1L, 5)
                .invoke(1, "read", null, null, 6)
                .ok(1, "read", null, null, 7);
        Verdict verdict = Check.of(Level.SEQUENTIAL, register).run(history.build());
        assertThat(verdict).isInstanceOf(Verdict.Violation.class);
        assertThat(((Verdict.Violation) verdict).operations()).hasSize(3);
    }
}
