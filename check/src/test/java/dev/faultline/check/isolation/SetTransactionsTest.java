package dev.faultline.check.isolation;

import static dev.faultline.check.isolation.Transactions.Fate.ABORTED;
import static dev.faultline.check.isolation.Transactions.Fate.COMMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.check.Answer;
import dev.faultline.check.Limits;
import dev.faultline.check.Question;
import dev.faultline.check.format.FormatException;
import dev.faultline.check.isolation.Transactions.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions that add to sets and read whole sets: from the file to the sentence. */
class SetTransactionsTest {

    private static final String SKEW = """
        {:process 0, :type :invoke, :f :txn, :value [[:r :s nil] [:add :t 1]]}
        {:process 1, :type :invoke, :f :txn, :value [[:r :t nil] [:add :s 2]]}
        {:process 0, :type :ok, :f :txn, :value [[:r :s #{}] [:add :t 1]]}
        {:process 1, :type :ok, :f :txn, :value [[:r :t #{}] [:add :s 2]]}
        """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void theFileIsRecognizedAndTheCycleNamesElements() throws IOException {
        Answer answer = ask(SKEW, Optional.empty());
        assertThat(answer.kind()).isEqualTo(Answer.Kind.VIOLATION);
        assertThat(answer.model()).isEqualTo("set-add");
        assertThat(answer.sentence()).contains("write-skew");
        assertThat(answer.evidence())
                .contains("T0 did not see that T1 wrote 2 into s: read s without 2.")
                .anyMatch(line -> line.startsWith("strongest satisfied") && line.contains("snapshot-isolation"));
        assertThat(ask(SKEW, Optional.of("snapshot-isolation")).kind()).isEqualTo(Answer.Kind.VALID);
    }

    @Test
    void oneOfTwoAdditionsOfTheSameElementExplainsWhatWasSeen() throws IOException {
        String twice = """
            {:process 0, :type :invoke, :f :txn, :value [[:add :s 1] [:add :t 1]]}
            {:process 1, :type :invoke, :f :txn, :value [[:add :s 1]]}
            {:process 0, :type :ok, :f :txn, :value [[:add :s 1] [:add :t 1]]}
            {:process 1, :type :ok, :f :txn, :value [[:add :s 1]]}
            {:process 2, :type :invoke, :f :txn, :value [[:r :s nil] [:r :t nil]]}
            {:process 2, :type :ok, :f :txn, :value [[:r :s [1]] [:r :t []]]}
            """;
        assertThat(ask(twice, Optional.of("read-atomic")).kind()).isEqualTo(Answer.Kind.VALID);
        assertThat(ask(twice, Optional.empty()).kind()).isEqualTo(Answer.Kind.VIOLATION);
        String both = twice.replace("[:add :s 1]]}", "[:add :s 1] [:add :t 1]]}");
        Answer answer = ask(both, Optional.of("read-atomic"));
        assertThat(answer.kind()).isEqualTo(Answer.Kind.VIOLATION);
        assertThat(answer.sentence())
                .contains("Whatever one assumes about which of the writes of a value each read saw");
        assertThat(answer.details()).containsEntry("minimal", true);
    }

    @Test
    void readsOfHugeSetsAreUnknownWithinTheMemoryAllowed() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 1_000; i++) {
            text.append("{:process 0, :type :invoke, :f :txn, :value [[:add :s %d] [:r :s nil]]}\n".formatted(i));
            text.append("{:process 0, :type :ok, :f :txn, :value [[:add :s %d] [:r :s [%d]]]}\n".formatted(i, i));
        }
        Answer answer = ask(text.toString(), Optional.empty());
        assertThat(answer.kind()).isEqualTo(Answer.Kind.UNKNOWN);
        assertThat(answer.sentence()).contains("more than fit into the memory");
    }

    @Test
    void whatIsNoReadOfASetIsMalformed() throws IOException {
        Path file = file("""
            {:process 0, :type :invoke, :f :txn, :value [[:add :s 1] [:r :s nil]]}
            {:process 0, :type :ok, :f :txn, :value [[:add :s 1] [:r :s "one"]]}
            """);
        assertThatThrownBy(() -> new IsolationJudge().judge(question(file, Optional.empty())))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("a set is read as a set or a list");
    }

    @Test
    void eachThingThatIsWrongHasItsName() {
        assertThat(names(sets().begin(0, ABORTED, 0, 1)
                        .write("s", 1)
                        .begin(1, COMMITTED, 2, 3)
                        .read("s", List.of(1))))
                .contains("G1a");
        assertThat(names(sets().begin(0, COMMITTED, 0, 1).read("s", List.of(7))))
                .containsExactly("garbage-read");
        assertThat(names(sets().begin(0, COMMITTED, 0, 1)
                        .write("s", 7)
                        .begin(1, COMMITTED, 2, 3)
                        .read("s", List.of(7, 7))))
                .contains("duplicate-elements");
        assertThat(names(sets().begin(0, COMMITTED, 0, 1).write("s", 7).readNothing("s")))
                .contains("not-own-write");
        assertThat(names(sets().begin(0, COMMITTED, 0, 9)
                        .write("s", 1)
                        .write("s", 2)
                        .begin(1, COMMITTED, 1, 8)
                        .read("s", List.of(2))))
                .contains("G-single-item");
    }

    @Test
    void aTransactionIsToldWithItsWholeReads() {
        Transactions history = sets().begin(0, COMMITTED, 0, 1)
                .write("s", 1)
                .write("s", 2)
                .begin(1, COMMITTED, 2, 3)
                .read("s", List.of(2))
                .write("s", 3)
                .build();
        assertThat(history.describe(1)).isEqualTo("T1 read s with 2 without 1 3, add s 3");
    }

    private static TransactionsBuilder sets() {
        return new TransactionsBuilder(Model.SET_ADD);
    }

    private static List<String> names(TransactionsBuilder history) {
        return IsolationCheck.check(history.build(), IsolationLevel.STRICT_SERIALIZABLE, IsolationLimits.standard())
                .findings()
                .anomalies()
                .stream()
                .map(Anomaly::name)
                .toList();
    }

    private Answer ask(String text, Optional<String> level) throws IOException {
        return new IsolationJudge().judge(question(file(text), level)).orElseThrow();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("history.edn"), text);
    }

    private static Question question(Path file, Optional<String> level) {
        Limits limits = Limits.standard().withMemoryBytes(2 << 20);
        return new Question(List.of(file), Optional.empty(), level, Map.of(), limits);
    }
}
