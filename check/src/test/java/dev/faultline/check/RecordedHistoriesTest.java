package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Histories recorded by others, whose verdicts are published. */
class RecordedHistoriesTest {

    private static final Model<Optional<Object>> ETCD = Models.casRegister(null, RegisterOption.FAILED_CAS_IS_CHECKED);
    private static final Model<Optional<Object>> KNOSSOS =
            Models.casRegister(0, RegisterOption.NULL_READ_MATCHES_ANYTHING);

    @Test
    void everyRecordedRegisterHistoryHasItsPublishedVerdict() {
        Optional<Path> folder = RecordedHistories.folder();
        assumeTrue(
                folder.isPresent(),
                "no recorded histories: there is no folder ../shared; name it with -Dfaultline.shared=...");
        List<RecordedHistories.Row> rows = RecordedHistories.registers(folder.orElseThrow());
        assertThat(rows).hasSizeGreaterThan(100);
        for (RecordedHistories.Row row : rows) {
            Model<Optional<Object>> model = row.isEtcdLog() ? ETCD : KNOSSOS;
            History history = RecordedHistories.read(row);
            Verdict verdict = Check.linearizability(model).run(history);
            switch (verdict) {
                case Verdict.Valid(Level _, Witness witness, String sentence) -> {
                    assertThat(row.linearizable()).as("%s: %s", row, sentence).isTrue();
                    assertThat(WitnessVerifier.refute(model, history, witness))
                            .as(row.name())
                            .isEmpty();
                }
                case Verdict.Violation violation -> {
                    assertThat(row.linearizable())
                            .as("%s: %s", row, violation.sentence())
                            .isFalse();
                    Verdict again = Check.linearizability(model).run(History.of(violation.operations()));
                    assertThat(again).as(row.name()).isInstanceOf(Verdict.Violation.class);
                }
                case Verdict.Unknown unknown -> throw new AssertionError(row + ": " + unknown.sentence());
            }
        }
    }
}
