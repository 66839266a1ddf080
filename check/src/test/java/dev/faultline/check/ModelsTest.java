package dev.faultline.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.trial.Differential;
import dev.faultline.check.trial.Subject;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model against an exhaustive search, on random small histories with overlap, crashes and lies. The count is
 * that of the system property {@code faultline.histories}.
 */
class ModelsTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 1_500);

    static List<Subject> subjects() {
        return Subject.all();
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void modelAgreesWithTheOracle(Subject subject) {
        for (Differential.Row row : Differential.operations(subject, 0, HISTORIES)) {
            assertThat(row.examples()).as(row.level()).isEmpty();
            assertThat(row.open()).as(row.level()).isZero();
            assertThat(row.satisfied()).as(row.level()).isBetween(HISTORIES / 20, HISTORIES * 49 / 50);
        }
    }
}
