package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.check.Operation;
import dev.faultline.check.Verdict;
import dev.faultline.experiment.FinalReads.FinalRead;
import dev.faultline.workload.Client;
import dev.faultline.workload.ClientContext;
import dev.faultline.workload.LineClient;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When all is whole again, every key is read through every node. */
class FinalReadsTest {
    private static final String THREE_NODES = """
        name = "three"
        [system]
        class-path = ["CLASSES"]
        nodes = ["n1", "n2", "n3"]
        main = "dev.faultline.experiment.Servers$MAIN"
        arguments = ["${node.name}", "${nodes}"]
        [client]
        class = "CLIENT"
        artifacts = ["faultline:workload"]
        class-path = ["CLASSES"]
        settings = { port = 7000 }
        [workload]
        clients = NUMBER
        keys = 4
        duration = "15s"
        operation-timeout = "1s"
        think-time = "300ms"
        reads = 0
        writes = 100
        """;

    @TempDir
    private Path folder;

    private static String three(String main, String client, int clients) {
        return THREE_NODES.replace("MAIN", main).replace("CLIENT", client).replace("NUMBER", String.valueOf(clients));
    }

    private static String lines(String main, int clients) {
        return three(main, LineClient.class.getName(), clients);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "5", "14"})
    void everyKeyIsReadThroughEveryNodeByOneClient(int clients) {
        RunResult result = Trials.run(lines("Forwarding", clients), 1);

        FinalReads reads = finalReads(result);
        assertThat(reads.reads())
                .extracting(read -> read.node() + " " + read.key())
                .containsExactlyInAnyOrder(
                        "n1 k1", "n1 k2", "n1 k3", "n1 k4", "n2 k1", "n2 k2", "n2 k3", "n2 k4", "n3 k1", "n3 k2",
                        "n3 k3", "n3 k4");
        assertThat(reads.unanswered()).isEmpty();
        assertThat(reads.reads()).allMatch(read -> read.answeredNanos().orElse(0) > reads.healedNanos());
    }

    @Test
    void aNodeThatAnswersOtherwiseThanTheOthersIsFoundAndNamed() {
        RunResult result = Trials.run(lines("LastIsStale", 2), 1);

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.VIOLATION);
        Verdict.Violation violation =
                result.verdict().check().flatMap(Finding::counterexample).orElseThrow();
        Operation last = violation.operations().getLast();
        assertThat(result.clients().orElseThrow().route(last).words()).isEqualTo("via n3");
    }

    @Test
    void aNodeThatNeverAnswersAgainIsTriedWithEveryKeyUntilTheLimit() {
        RunResult result = Trials.run(lines("LastGoesSilent", 2), 1);

        FinalReads reads = finalReads(result);
        Predicate<FinalRead> silent = read -> read.node().equals("n3");
        assertThat(reads.unanswered()).hasSize(4).allMatch(silent);
        assertThat(reads.unanswered()).allMatch(read -> read.attempts() > 5);
        assertThat(reads.reads()).filteredOn(silent.negate()).allMatch(read -> read.attempts() == 1);
        assertThat(result.counts().virtualNanos()).isBetween(reads.limitNanos(), reads.limitNanos() + 2_000_000_000L);
        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.VIOLATION);
        assertThat(result.verdict().ground()).isEqualTo(RunResult.Ground.RECOVERY);
        assertThat(result.recovery().unanswered())
                .containsExactlyInAnyOrder("k1 through n3", "k2 through n3", "k3 through n3", "k4 through n3");
    }

    @Test
    void aSystemThatPromisesNoRecoveryMayHaveANodeThatNeverAnswersAgain() {
        RunResult result = Trials.run(
                lines("LastGoesSilent", 2) + "[check]\nmodel = \"register\"\nrecovers-within = \"never\"\n", 1);

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.VALID);
        assertThat(finalReads(result).unanswered()).hasSize(4);
    }

    @Test
    void whereTheClientLeavesNoChoiceEachClientReadsEveryKey() {
        RunResult result = Trials.run(three("Forwarding", Choiceless.class.getName(), 2), 1);

        assertThat(finalReads(result).reads())
                .extracting(read -> read.client() + read.node() + read.key())
                .containsExactlyInAnyOrder("0k1", "0k2", "0k3", "0k4", "1k1", "1k2", "1k3", "1k4");
    }

    @Test
    void theHistorySaysWhichNodeWasAskedAndWhichAnswered() throws Exception {
        RunResult result =
                Trials.run(lines("LastIsStale", 1), 1, RunOptions.standard().into(folder.resolve("run")));

        List<String> lines = Files.readAllLines(folder.resolve("run").resolve("history.jsonl"));
        assertThat(lines).hasSize(result.counts().operations() * 2);
        assertThat(lines)
                .filteredOn(line -> line.contains("\"invoke\""))
                .allMatch(line -> line.contains("\"node\":\"n"));
        assertThat(lines.getLast()).contains("\"type\":\"ok\"", "\"node\":\"n3\"");
        assertThat(lines)
                .as("the second node sends its readers on to the first")
                .anyMatch(line -> line.contains("\"type\":\"ok\"") && line.contains("\"node\":\"n1\""));
        String verdict = Files.readString(folder.resolve("run").resolve("verdict.json"));
        assertThat(verdict).contains("\"finalReads\"", "\"shares\"", "\"answeredBy\" : \"n3\"");
    }

    private static FinalReads finalReads(RunResult result) {
        return result.clients().orElseThrow().finalReads().orElseThrow();
    }

    /** A client that goes where it likes, and does not tell. */
    public static final class Choiceless implements Client {
        private final LineClient lines = new LineClient();

        /** Makes one that is not connected. */
        public Choiceless() {}

        @Override
        public void open(ClientContext context) throws Exception {
            lines.open(context);
        }

        @Override
        public Reply invoke(Request request) throws Exception {
            return lines.invoke(request);
        }

        @Override
        public void close() throws Exception {
            lines.close();
        }
    }
}
