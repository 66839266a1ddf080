package dev.faultline.check.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Planted bugs are found if and only if an exhaustive search sees them. */
class TrialTest {

    private static final int HISTORIES = Integer.getInteger("faultline.histories", 60);

    @Test
    void plantedBugsAreFoundIfAndOnlyIfTheyAreVisible() {
        List<Trial.Row> operations = Trial.operations(HISTORIES);
        List<Trial.Row> transactions = Trial.transactions(HISTORIES);
        Stream.concat(operations.stream(), transactions.stream()).forEach(row -> {
            System.out.printf(
                    "%s, %s: planted %d, visible %d, found %d%n",
                    row.subject(), row.bug(), row.planted(), row.visible(), row.found());
            assertThat(row.missed()).as("missed: %s", row).isZero();
            assertThat(row.wronglyFound()).as("wrongly found: %s", row).isZero();
        });
        // Of each bug enough must be visible somewhere, or nothing is shown.
        for (OperationBug bug : OperationBug.values()) {
            assertThat(visible(operations, bug.toString())).as("%s", bug).isGreaterThan(2 * HISTORIES);
        }
        for (TransactionBug bug : TransactionBug.values()) {
            assertThat(visible(transactions, bug.toString())).as("%s", bug).isGreaterThan(HISTORIES);
        }
        for (Subject subject : Subject.all()) {
            assertThat(operations)
                    .as(subject.name())
                    .filteredOn(row -> row.subject().equals(subject.name()))
                    .anyMatch(row -> row.visible() > HISTORIES / 10);
        }
    }

    private static int visible(List<Trial.Row> rows, String bug) {
        return rows.stream()
                .filter(row -> row.bug().equals(bug))
                .mapToInt(Trial.Row::visible)
                .sum();
    }
}
