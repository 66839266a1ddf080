package dev.faultline.check.isolation;

import static dev.faultline.check.isolation.Transactions.Fate.ABORTED;
import static dev.faultline.check.isolation.Transactions.Fate.COMMITTED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.isolation.IsolationVerdict.Findings;
import dev.faultline.check.isolation.Transactions.Model;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Each anomaly of the literature in its smallest form, its name, and the levels on both sides of it. */
class NamedAnomaliesTest {

    @Test
    void dirtyWrite() {
        shows(
                lists().begin(0, COMMITTED, 0, 10)
                        .write("x", 1)
                        .write("y", 1)
                        .begin(1, COMMITTED, 1, 11)
                        .write("x", 2)
                        .write("y", 2)
                        .begin(2, COMMITTED, 12, 13)
                        .read("x", List.of(1, 2))
                        .read("y", List.of(2, 1)),
                "G0",
                null,
                "read-uncommitted");
    }

    @Test
    void abortedRead() {
        shows(
                lists().begin(0, ABORTED, 0, 1)
                        .write("x", 1)
                        .begin(1, COMMITTED, 2, 3)
                        .read("x", List.of(1)),
                "G1a",
                "read-uncommitted",
                "read-committed");
    }

    @Test
    void intermediateRead() {
        shows(
                lists().begin(0, COMMITTED, 0, 3)
                        .write("x", 1)
                        .write("x", 2)
                        .begin(1, COMMITTED, 1, 2)
                        .read("x", List.of(1)),
                "G1b",
                "read-uncommitted",
                "read-committed");
    }

    @Test
    void circularInformationFlow() {
        shows(
                lists().begin(0, COMMITTED, 0, 10)
                        .write("x", 1)
                        .read("y", List.of(1))
                        .begin(1, COMMITTED, 1, 11)
                        .write("y", 1)
                        .read("x", List.of(1)),
                "G1c",
                "read-uncommitted",
                "read-committed");
    }

    @Test
    void lostUpdate() {
        shows(
                registers()
                        .begin(0, COMMITTED, 0, 1)
                        .write("x", 1)
                        .begin(1, COMMITTED, 2, 10)
                        .read("x", 1)
                        .write("x", 2)
                        .begin(2, COMMITTED, 3, 11)
                        .read("x", 1)
                        .write("x", 3),
                "lost-update",
                "read-atomic",
                "cursor-stability");
    }

    @Test
    void fracturedRead() {
        shows(
                registers()
                        .begin(0, COMMITTED, 0, 1)
                        .write("x", 1)
                        .write("y", 1)
                        .begin(1, COMMITTED, 2, 3)
                        .write("x", 2)
                        .write("y", 2)
                        .begin(2, COMMITTED, 4, 5)
                        .read("x", 1)
                        .read("y", 2),
                "fractured-read-process",
                "read-committed",
                "strong-session-read-atomic");
    }

    @Test
    void readSkew() {
        shows(
                lists().begin(0, COMMITTED, 0, 9)
                        .readNothing("x")
                        .read("y", List.of(1))
                        .begin(1, COMMITTED, 1, 8)
                        .write("x", 1)
                        .write("y", 1)
                        .begin(2, COMMITTED, 10, 11)
                        .read("x", List.of(1)),
                "G-single-item",
                "cursor-stability",
                "consistent-view");
    }

    @Test
    void longFork() {
        shows(
                lists().begin(0, COMMITTED, 0, 1)
                        .write("x", 1)
                        .begin(1, COMMITTED, 0, 1)
                        .write("y", 1)
                        .begin(2, COMMITTED, 2, 9)
                        .read("x", List.of(1))
                        .readNothing("y")
                        .begin(3, COMMITTED, 3, 8)
                        .readNothing("x")
                        .read("y", List.of(1)),
                "long-fork",
                "parallel-snapshot-isolation",
                "prefix");
    }

    @Test
    void writeSkew() {
        shows(
                lists().begin(0, COMMITTED, 0, 9)
                        .readNothing("x")
                        .write("y", 1)
                        .begin(1, COMMITTED, 1, 8)
                        .readNothing("y")
                        .write("x", 1)
                        .begin(2, COMMITTED, 10, 11)
                        .read("x", List.of(1))
                        .read("y", List.of(1)),
                "write-skew",
                "strong-snapshot-isolation",
                "repeatable-read");
    }

    @Test
    void staleReadIsWrongInRealTimeOnly() {
        shows(
                lists().begin(0, COMMITTED, 0, 1)
                        .write("x", 1)
                        .begin(1, COMMITTED, 2, 3)
                        .readNothing("x")
                        .begin(2, COMMITTED, 4, 5)
                        .read("x", List.of(1)),
                "G-single-item-realtime",
                "strong-session-serializable",
                "strict-serializable");
    }

    @Test
    void staleReadInASession() {
        shows(
                lists().begin(0, COMMITTED, 0, 1)
                        .write("x", 1)
                        .begin(0, COMMITTED, 2, 3)
                        .readNothing("x")
                        .begin(1, COMMITTED, 4, 5)
                        .read("x", List.of(1)),
                "G-single-item-process",
                "serializable",
                "strong-session-read-atomic");
    }

    @Test
    void incompatibleOrder() {
        shows(
                lists().begin(0, COMMITTED, 0, 1)
                        .write("x", 1)
                        .begin(1, COMMITTED, 0, 1)
                        .write("x", 2)
                        .begin(2, COMMITTED, 2, 3)
                        .read("x", List.of(1, 2))
                        .begin(3, COMMITTED, 2, 3)
                        .read("x", List.of(2, 1)),
                "incompatible-order",
                "read-uncommitted",
                "read-committed");
    }

    @Test
    void duplicateElements() {
        shows(
                lists().begin(0, COMMITTED, 0, 1)
                        .write("x", 1)
                        .begin(1, COMMITTED, 2, 3)
                        .read("x", List.of(1, 1)),
                "duplicate-elements",
                null,
                "read-uncommitted");
    }

    @Test
    void dirtyUpdate() {
        shows(
                lists().begin(0, ABORTED, 0, 1)
                        .write("x", 1)
                        .begin(1, COMMITTED, 2, 3)
                        .write("x", 2)
                        .begin(2, COMMITTED, 4, 5)
                        .read("x", List.of(1, 2)),
                "dirty-update",
                "read-uncommitted",
                "read-committed");
    }

    @Test
    void internalInconsistency() {
        shows(
                lists().begin(0, COMMITTED, 0, 1)
                        .write("x", 1)
                        .readNothing("x")
                        .begin(1, COMMITTED, 2, 3)
                        .read("x", List.of(1)),
                "internal",
                "read-committed",
                "read-atomic");
    }

    @Test
    void futureRead() {
        shows(
                registers().begin(0, COMMITTED, 0, 1).read("x", 1).write("x", 1),
                "future-read",
                "read-uncommitted",
                "read-committed");
    }

    @Test
    void garbageRead() {
        shows(
                lists().begin(0, COMMITTED, 0, 1).read("x", List.of(7)),
                "garbage-read",
                "read-uncommitted",
                "read-committed");
    }

    private static TransactionsBuilder lists() {
        return new TransactionsBuilder(Model.LIST_APPEND);
    }

    private static TransactionsBuilder registers() {
        return new TransactionsBuilder(Model.REGISTER);
    }

    private static void shows(
            TransactionsBuilder builder, String name, @org.jspecify.annotations.Nullable String holds, String broken) {
        Transactions history = builder.build();
        IsolationVerdict verdict = IsolationCheck.check(history, IsolationLevel.of(broken), IsolationLimits.standard());
        Findings findings = verdict.findings();
        assertThat(findings.anomalies()).extracting(Anomaly::name).contains(name);
        assertThat(verdict).isInstanceOf(IsolationVerdict.Violation.class);
        for (Anomaly anomaly : findings.anomalies()) {
            assertThat(anomaly.sentence()).isNotBlank();
            assertThat(anomaly.cycle())
                    .allSatisfy(edge -> assertThat(edge.sentence()).contains("T" + edge.from()));
        }
        if (holds != null) {
            IsolationVerdict weaker =
                    IsolationCheck.check(history, IsolationLevel.of(holds), IsolationLimits.standard());
            assertThat(weaker).as("%s", weaker).isInstanceOf(IsolationVerdict.Valid.class);
        }
    }
}
