package dev.faultline.check.isolation;

import static dev.faultline.check.isolation.Transactions.Fate.ABORTED;
import static dev.faultline.check.isolation.Transactions.Fate.COMMITTED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.check.Answer;
import dev.faultline.check.Limits;
import dev.faultline.check.Question;
import dev.faultline.check.format.FormatException;
import dev.faultline.check.isolation.TransactionGenerator.Store;
import dev.faultline.check.isolation.Transactions.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Transactions that add to counters and read them: from the file to the sentence. */
class CounterTransactionsTest {

    private static final String SKEW = """
        {:process 0, :type :invoke, :f :txn, :value [[:r :x nil] [:add :y 1]]}
        {:process 1, :type :invoke, :f :txn, :value [[:r :y nil] [:add :x 2]]}
        {:process 0, :type :ok, :f :txn, :value [[:r :x 0] [:add :y 1]]}
        {:process 1, :type :ok, :f :txn, :value [[:r :y 0] [:add :x 2]]}
        """;

    @TempDir
    Path folder = Path.of("");

    @ParameterizedTest
    @ValueSource(strings = {"add", "inc", "increment"})
    void theFileIsRecognizedAndTheCycleNamesIncrements(String word) throws IOException {
        String text = SKEW.replace(":add", ":" + word);
        Answer answer = ask(text, Optional.empty());
        assertThat(answer.kind()).isEqualTo(Answer.Kind.VIOLATION);
        assertThat(answer.model()).isEqualTo("counter-add");
        assertThat(answer.sentence()).contains("write-skew");
        assertThat(answer.evidence())
                .contains("T0 did not see that T1 added 2 to x: read x 0, without the 2 of T1.")
                .anyMatch(line -> line.startsWith("strongest satisfied") && line.contains("snapshot-isolation"));
        assertThat(ask(text, Optional.of("snapshot-isolation")).kind()).isEqualTo(Answer.Kind.VALID);
    }

    @Test
    void jsonReadsAsEdn() throws IOException {
        String json = """
            {"process":0,"type":"invoke","f":"txn","value":[["inc","x",1]]}
            {"process":0,"type":"ok","f":"txn","value":[["inc","x",1]]}
            {"process":1,"type":"invoke","f":"txn","value":[["r","x",null]]}
            {"process":1,"type":"ok","f":"txn","value":[["r","x",0]]}
            """;
        Answer answer = ask(json, Optional.empty());
        assertThat(answer.model()).isEqualTo("counter-add");
        assertThat(answer.sentence()).contains("G-single-item-realtime");
    }

    @Test
    void singleOperationsOnACounterAreTransactions() throws IOException {
        String text = """
            {:process 0, :type :invoke, :f :add, :value 2}
            {:process 0, :type :ok, :f :add, :value 2}
            {:process 1, :type :invoke, :f :read, :value nil}
            {:process 1, :type :ok, :f :read, :value 3}
            """;
        Question question = new Question(
                List.of(file(text)),
                Optional.of("counter"),
                Optional.of("read-committed"),
                Map.of(),
                Limits.standard());
        Answer answer = new IsolationJudge().judge(question).orElseThrow();
        assertThat(answer.sentence())
                .isEqualTo("Not read-committed: garbage-read. T1 read counter 3,"
                        + " but whatever it saw of the increments adds up to something from 0 to 2.");
    }

    @Test
    void ofEqualIncrementsAnyMayHaveBeenSeenButNotTwoWhenThereIsOne() {
        TransactionsBuilder ones = counters();
        for (int t = 0; t < 40; t++) {
            ones.begin(t, COMMITTED, 2 * t, 2 * t + 1).write("x", 1);
        }
        ones.begin(40, COMMITTED, 80, 90)
                .read("x", 20)
                .begin(41, COMMITTED, 81, 91)
                .read("x", 19);
        Transactions history = ones.build();
        assertThat(check(history, "serializable")).isInstanceOf(IsolationVerdict.Valid.class);
        IsolationVerdict strict = check(history, "strict-serializable");
        assertThat(strict).isInstanceOf(IsolationVerdict.Violation.class);
        assertThat(strict.sentence()).contains("Whichever increments they saw");
        assertThat(check(history, "strong-session-snapshot-isolation")).isInstanceOf(IsolationVerdict.Valid.class);
        assertThat(check(history, "strong-read-committed")).isInstanceOf(IsolationVerdict.Unknown.class);
    }

    @Test
    void whatAllWaysHaveInCommonIsEnoughForAViolation() {
        // T3 saw one of the two that added 1, whichever; but it missed the 4, which T2 had seen before it wrote y.
        Transactions history = counters()
                .begin(0, COMMITTED, 0, 90)
                .write("x", 1)
                .begin(1, COMMITTED, 1, 91)
                .write("x", 1)
                .begin(2, COMMITTED, 2, 92)
                .write("x", 4)
                .write("y", 1)
                .begin(3, COMMITTED, 3, 93)
                .read("y", 1)
                .read("x", 1)
                .build();
        IsolationVerdict verdict = check(history, "read-atomic");
        assertThat(verdict).isInstanceOf(IsolationVerdict.Violation.class);
        assertThat(((IsolationVerdict.Violation) verdict).transactions()).containsExactly(2, 3);
    }

    @Test
    void eachThingThatIsWrongHasItsName() {
        assertThat(names(counters()
                        .begin(0, ABORTED, 0, 1)
                        .write("x", 1)
                        .begin(1, COMMITTED, 2, 3)
                        .read("x", 1)))
                .containsExactly("G1a");
        assertThat(names(counters()
                        .begin(0, COMMITTED, 0, 9)
                        .write("x", 1)
                        .write("x", 2)
                        .begin(1, COMMITTED, 1, 8)
                        .read("x", 1)))
                .containsExactly("G1b");
        assertThat(names(counters().begin(0, COMMITTED, 0, 1).write("x", 7).readNothing("x")))
                .containsExactly("not-own-write");
        assertThat(names(counters().begin(0, COMMITTED, 0, 1).read("x", 7).write("x", 7)))
                .containsExactly("future-read");
        assertThat(names(counters()
                        .begin(0, COMMITTED, 0, 1)
                        .write("x", 4)
                        .begin(1, COMMITTED, 2, 3)
                        .read("x", 3)))
                .containsExactly("garbage-read");
        assertThat(names(counters()
                        .begin(0, COMMITTED, 0, 9)
                        .write("x", 1)
                        .begin(1, COMMITTED, 1, 8)
                        .readNothing("x")
                        .read("x", 1)))
                .contains("internal");
    }

    @Test
    void whatIsNoNumberIsMalformed() {
        assertThatThrownBy(() -> ask("""
            {:process 0, :type :invoke, :f :txn, :value [[:inc :x 1.5]]}
            {:process 0, :type :ok, :f :txn, :value [[:inc :x 1.5]]}
            """, Optional.empty()))
                .isInstanceOf(FormatException.class)
                .hasMessageContaining("a counter counts whole numbers");
        assertThatThrownBy(() -> ask(SKEW.replace(":add :y", ":append :y"), Optional.empty()))
                .isInstanceOf(FormatException.class);
    }

    @Test
    void incrementsThatDoNotFitIntoANumberLeaveItOpen() {
        long huge = (1L << 62) - 1;
        TransactionsBuilder builder = counters();
        for (int t = 0; t < 4; t++) {
            builder.begin(t, COMMITTED, 2 * t, 2 * t + 1).write("x", huge);
        }
        IsolationVerdict verdict =
                check(builder.begin(9, COMMITTED, 20, 21).read("x", 5).build(), "serializable");
        assertThat(verdict).isInstanceOf(IsolationVerdict.Unknown.class);
        assertThat(verdict.sentence()).contains("62 bits");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void generatedHistoriesSatisfyWhatTheirStorePromises(long seed) {
        Transactions strict = TransactionGenerator.of(Model.COUNTER_ADD, 8, 2_000, Store.STRICT)
                .generate(seed);
        assertThat(check(strict, "strict-serializable")).isInstanceOf(IsolationVerdict.Valid.class);
        Transactions snapshot = TransactionGenerator.of(Model.COUNTER_ADD, 8, 2_000, Store.SNAPSHOT)
                .generate(seed);
        assertThat(check(snapshot, "strong-snapshot-isolation")).isInstanceOf(IsolationVerdict.Valid.class);
        assertThat(check(snapshot, "serializable")).isInstanceOf(IsolationVerdict.Violation.class);
    }

    private static TransactionsBuilder counters() {
        return new TransactionsBuilder(Model.COUNTER_ADD);
    }

    private static IsolationVerdict check(Transactions history, String level) {
        return IsolationCheck.check(history, IsolationLevel.of(level), IsolationLimits.standard());
    }

    private static List<String> names(TransactionsBuilder history) {
        return check(history.build(), "strict-serializable").findings().anomalies().stream()
                .map(Anomaly::name)
                .filter(name -> !name.endsWith("realtime"))
                .toList();
    }

    private Answer ask(String text, Optional<String> level) throws IOException {
        Question question = new Question(List.of(file(text)), Optional.empty(), level, Map.of(), Limits.standard());
        return new IsolationJudge().judge(question).orElseThrow();
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("history"), text);
    }
}
