package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Histories recorded by others, whose verdicts are published. */
class RecordedHistoriesTest {

    @Test
    void everyRecordedHistoryOfOperationsHasItsPublishedVerdict() {
        Optional<Path> folder = RecordedHistories.folder();
        assumeTrue(
                folder.isPresent(),
                "no recorded histories: there is no folder ../shared; name it with -Dfaultline.shared=...");
        List<RecordedHistories.Row> rows = RecordedHistories.rows(folder.orElseThrow());
        assertThat(rows).hasSizeGreaterThan(120);
        for (RecordedHistories.Row row : rows) {
            Optional<String> model = Optional.empty();
            if (row.model().startsWith("bank (")) {
                model = Optional.of("bank-totals-overdrawn");
            } else if (row.name().endsWith("rollback-.edn")) {
                model = Optional.of("cas-register"); // nothing but faults is in it
            }
            Question question = new Question(List.of(row.file()), model, Optional.empty(), Map.of(), Limits.standard());
            Answer answer = new OperationJudge()
                    .judge(question)
                    .orElseThrow(() -> new AssertionError("not recognized: " + row));
            Answer.Kind expected = row.valid() ? Answer.Kind.VALID : Answer.Kind.VIOLATION;
            if (answer.intake().observations() == 0 || row.name().endsWith("bank-neg.edn")) {
                // Nothing is read in these, or but once: published as valid, but nothing in them could be wrong.
                assertThat(row.name()).matches(".*(jepsen/counter\\..*|jepsen/bank-neg.edn|rollback-(11)?.edn)");
                expected = Answer.Kind.UNKNOWN;
            }
            assertThat(answer.kind())
                    .as("%s as %s: %s", row, answer.model(), answer.sentence())
                    .isEqualTo(expected);
        }
    }

    @Test
    void recordedRegistersHaveWitnessesAndCounterexamplesThatHold() {
        Optional<Path> folder = RecordedHistories.folder();
        assumeTrue(folder.isPresent(), "no recorded histories: there is no folder ../shared");
        for (RecordedHistories.Row row : RecordedHistories.rows(folder.orElseThrow())) {
            if (!row.model().startsWith("cas-register")) {
                continue;
            }
            Model<Optional<Object>> model = row.name().endsWith(".log")
                    ? Models.casRegister(null, RegisterOption.FAILED_CAS_IS_CHECKED)
                    : Models.casRegister(0L, RegisterOption.NULL_READ_MATCHES_ANYTHING);
            History history = HistoryReader.read(row.file(), HistoryReader.Keys.FIELD);
            switch (Check.linearizability(model).run(history)) {
                case Verdict.Valid(Level _, Witness witness, String _) ->
                    assertThat(WitnessVerifier.refute(model, history, witness))
                            .as(row.name())
                            .isEmpty();
                case Verdict.Violation violation ->
                    assertThat(Check.linearizability(model).run(History.of(violation.operations())))
                            .as(row.name())
                            .isInstanceOf(Verdict.Violation.class);
                case Verdict.Unknown unknown -> throw new AssertionError(row + ": " + unknown.sentence());
            }
        }
    }
}
