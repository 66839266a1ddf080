package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.workload.KeyDistribution;
import dev.faultline.workload.ready.Workloads;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Runs of all ready workloads against one server that does as it should, and one that loses each seventh change. */
class WorkloadRunTest {
    private static final String TRIAL = """
        name = "trial"
        [system]
        class-path = ["CLASSES"]
        nodes = ["n1"]
        main = "dev.faultline.experiment.Everything"
        arguments = ["KIND", "LOSES", "MODEL"]
        [client]
        class = "dev.faultline.workload.LineClient"
        artifacts = ["faultline:workload"]
        settings = { port = 7000 }
        [workload]
        kind = "KIND"
        clients = 4
        keys = 3
        think-time = "20ms"
        duration = "8s"
        [check]
        model = "MODEL"
        """;

    @TempDir
    private Path folder;

    static Stream<List<String>> kindsAndModels() {
        return Workloads.names().stream()
                .filter(kind -> !kind.equals("log")) // Kafka is one; see the gallery
                .flatMap(kind ->
                        Workloads.named(kind).orElseThrow().models().stream().map(model -> List.of(kind, model)));
    }

    private static String trial(List<String> kindAndModel, boolean loses) {
        boolean ownKeys = kindAndModel.get(0).equals("long-fork"); // which no key of the file decides
        return TRIAL.replace("keys = 3\n", ownKeys ? "" : "keys = 3\n")
                .replace("KIND", kindAndModel.get(0))
                .replace("MODEL", kindAndModel.get(1))
                .replace("LOSES", String.valueOf(loses));
    }

    @ParameterizedTest
    @MethodSource("kindsAndModels")
    void aServerThatDoesAsItShouldIsValid(List<String> kindAndModel) {
        RunResult result = Trials.run(trial(kindAndModel, false), 1);

        assertThat(result.verdict().kind()).as(result.verdict().sentence()).isEqualTo(RunResult.Kind.VALID);
        assertThat(result.counts().changes()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("kindsAndModels")
    void aServerThatLosesChangesIsFound(List<String> kindAndModel) {
        RunResult result = Trials.run(trial(kindAndModel, true), 1);

        assertThat(result.verdict().kind()).as(result.verdict().sentence()).isEqualTo(RunResult.Kind.VIOLATION);
        assertThat(result.verdict().check().orElseThrow().kind()).isEqualTo(RunResult.Kind.VIOLATION);
    }

    @Test
    void theSameSeedAsksTheSameAndWhatTheRunSaysItsHistorySays() throws Exception {
        String toml = trial(List.of("list-append", "list-append"), true);
        RunResult once = Trials.run(toml, 3, RunOptions.standard().into(folder.resolve("a")));
        RunResult again = Trials.run(toml, 3, RunOptions.standard().into(folder.resolve("b")));
        RunResult without = Trials.run(toml, 3);

        assertThat(again.fingerprint()).isEqualTo(once.fingerprint());
        assertThat(folder.resolve("a/history.jsonl")).hasSameTextualContentAs(folder.resolve("b/history.jsonl"));
        assertThat(without.verdict().sentence()).isEqualTo(once.verdict().sentence());
        assertThat(once.verdict().check().orElseThrow().evidence()).isNotEmpty();
        assertThat(Files.readString(folder.resolve("a/verdict.json")))
                .contains("\"level\" : \"strict-serializable\"", "\"produced\"", "\"anomaly\"");
        assertThat(Files.readString(folder.resolve("a/report.html"))).contains("Counterexample", "<svg");
        assertThat(RunAudit.of(folder.resolve("a")).faults()).isEmpty();
    }

    @Test
    void whatIsProducedIsWhatWasWanted() {
        String toml = trial(List.of("kv", "kv"), false)
                .replace("clients = 4", "clients = 8")
                .replace("keys = 3", "keys = 10\nkey-distribution = \"zipfian 1.2\"\nvalue-size = \"uniform 20..60\"")
                .replace("duration = \"8s\"", "duration = \"30s\"");
        RunResult result = Trials.run(toml, 1);

        Produced produced = result.clients().orElseThrow().produced();
        double[] wanted = KeyDistribution.parse("zipfian 1.2").shares(10);
        assertThat(produced.ofKeys()).isGreaterThan(5_000);
        double chiSquare = 0;
        for (int key = 0; key < wanted.length; key++) {
            double expected = wanted[key] * produced.ofKeys();
            double seen = produced.byKey().getOrDefault("k" + (key + 1), 0);
            chiSquare += (seen - expected) * (seen - expected) / expected;
        }
        assertThat(chiSquare).as("9 degrees of freedom, at 0.1 %").isLessThan(27.88);
        assertThat(produced.meanSize()).isCloseTo(40, within(1.0));
    }

    @Test
    void aWantedShareOfConflictsComesOut() {
        String toml = trial(List.of("counter", "counter-bounds"), false)
                .replace("clients = 4", "clients = 12")
                .replace("keys = 3", "keys = 20\nconflicts = 0.5")
                .replace("think-time = \"20ms\"", "think-time = \"0s\"");
        Produced produced = Trials.run(toml, 1).clients().orElseThrow().produced();

        assertThat(produced.ofKeys()).isGreaterThan(1_000);
        assertThat(produced.conflictShare()).isCloseTo(0.5, within(0.05));
    }

    @Test
    void anOpenLoopAsksAtItsRate() {
        String toml = trial(List.of("counter", "counter-bounds"), false)
                .replace("think-time = \"20ms\"", "rate = 100\narrivals = \"open\"");
        RunResult result = Trials.run(toml, 1);

        int asked = result.clients().orElseThrow().shares().made().values().stream()
                .mapToInt(Integer::intValue)
                .sum();
        assertThat((double) asked).isCloseTo(800, within(3 * Math.sqrt(800)));
        OpenLoop loop = result.clients().orElseThrow().openLoop().orElseThrow();
        assertThat(loop.asked()).isEqualTo(asked);
        assertThat(loop.fellBehind()).isFalse();
    }

    @Test
    void anOpenLoopThatTheClientsCannotKeepUpWithIsTold() {
        String toml = trial(List.of("counter", "counter-bounds"), false)
                .replace("clients = 4", "clients = 1")
                .replace("think-time = \"20ms\"", "rate = 3000\narrivals = \"open\"");
        OpenLoop loop = Trials.run(toml, 1).clients().orElseThrow().openLoop().orElseThrow();

        assertThat(loop.fellBehind()).isTrue();
        assertThat((double) loop.asked() + loop.unasked()).isCloseTo(24_000, within(3 * Math.sqrt(24_000)));
        assertThat(loop.longestWaitNanos()).isGreaterThan(2_000_000_000L);
    }

    @Test
    void aWorkloadThatTheClientDoesNotKnowEndsTheRunWithAWord() {
        RunResult result = Trials.run(
                trial(List.of("counter", "counter"), false)
                        .replace("kind = \"counter\"", "kind = \"log\"")
                        .replace("model = \"counter\"", "model = \"log\""),
                1);

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.UNKNOWN);
        assertThat(result.verdict().sentence()).contains("the client knows no '", "which the workload asks for");
    }

    @ParameterizedTest
    @CsvSource({
        "queue, fifo-queue, 'enqueue = 0, dequeue = 100', all that clients asked for was answered by nothing",
        "kv, kv, 'get = 50, delete = 50', all that clients asked for was answered by nothing",
        "counter, counter, 'read = 100', operations were reads",
    })
    void whatPutsNothingInIsNotTested(String kind, String model, String shares, String why) {
        RunResult result = Trials.run(
                trial(List.of(kind, model), false).replace("keys = 3", "keys = 3\nshares = { " + shares + " }"), 1);

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.UNKNOWN);
        assertThat(result.verdict().sentence()).contains(why);
    }

    @ParameterizedTest
    @CsvSource({
        "unique-ids, unique-ids, 'generate answers an id, not nil'",
        "long-fork, long-fork, nothing was checked",
    })
    void anAnswerThatTellsNothingIsNoneToJudge(String kind, String model, String why) {
        String toml = trial(List.of(kind, model), false).replace("arguments = [\"" + kind, "arguments = [\"nothing");
        RunResult result = Trials.run(toml, 1);

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.UNKNOWN);
        assertThat(result.verdict().sentence()).contains(why);
    }

    @Test
    void aKeyThatIsLostAfterItsTimeIsMissedAtTheEnd() {
        String toml = trial(List.of("list-append", "list-append"), false)
                .replace("keys = 3", "keys = 3\nsettings = { writes-per-key = 4 }")
                .replace("arguments = [\"list-append", "arguments = [\"forgets");

        assertThat(Trials.run(toml, 1).verdict().kind()).isEqualTo(RunResult.Kind.VIOLATION);
    }

    @Test
    void aReleaseThatFailedIsTriedAgain() {
        RunResult result = Trials.run(
                trial(List.of("lock", "fenced-lock"), false).replace("arguments = [\"lock", "arguments = [\"hesitates"),
                1);

        assertThat(result.verdict().kind()).as(result.verdict().sentence()).isEqualTo(RunResult.Kind.VALID);
    }

    @ParameterizedTest
    @CsvSource({"false, VALID", "true, VIOLATION"})
    void aWorkloadOfOnesOwnIsAClassAsTheDocsHaveIt(boolean loses, RunResult.Kind kind) throws IOException {
        String toml = trial(List.of("counter", "counter"), loses)
                .replace("kind = \"counter\"", "class = \"dev.faultline.experiment.AddAndRead\"")
                .replace(
                        "artifacts = [\"faultline:workload\"]",
                        "artifacts = [\"faultline:workload\"]\nclass-path = [\"CLASSES\"]");
        RunResult result = Trials.run(toml, 1);

        assertThat(result.verdict().kind()).as(result.verdict().sentence()).isEqualTo(kind);
        assertThat(result.clients().orElseThrow().shares().made()).containsOnlyKeys("add", "read");
        String source =
                Files.readString(Path.of("src", "test", "java", "dev", "faultline", "experiment", "AddAndRead.java"));
        assertThat(Files.readString(Path.of("..", "docs", "workloads.md")))
                .contains(source.substring(source.indexOf("public final class")));
    }

    @Test
    void clientsThatWaitForOthersGoOnWhenTheseAreDone() {
        String toml = trial(List.of("counter", "counter"), false)
                .replace("kind = \"counter\"", "class = \"dev.faultline.experiment.InTurns\"")
                .replace(
                        "artifacts = [\"faultline:workload\"]",
                        "artifacts = [\"faultline:workload\"]\nclass-path = [\"CLASSES\"]");
        RunResult result = Trials.run(toml, 1);

        assertThat(result.verdict().kind()).as(result.verdict().sentence()).isEqualTo(RunResult.Kind.VALID);
        Map<String, Integer> made = result.clients().orElseThrow().shares().made();
        assertThat(made).containsEntry("add", 1);
        assertThat(made.get("read")).isGreaterThan(100);
    }

    @Test
    void whatDoesNotFitIsRefusedWithItsPlace() {
        String good = trial(List.of("bank", "bank-totals"), false);
        refused(
                good.replace("kind = \"bank\"", "kind = \"banc\""),
                "workload.kind: 'banc' is unknown",
                "did you mean 'bank'?");
        refused(good.replace("model = \"bank-totals\"", "model = \"kv\""), "check.model: 'kv' is unknown");
        refused(good.replace("keys = 3", "keys = 1"), "a bank needs two accounts");
        refused(
                good.replace("keys = 3", "reads = 50"),
                "workload.reads: is not used: the workload is of the kind bank");
        refused(
                good.replace("keys = 3", "shares = { transfer = 30, read = 40 }"),
                "shares are percentages and must make 100, make 70");
        refused(
                good.replace("keys = 3", "shares = { transfer = 130 }"),
                "workload.shares.transfer: must be from 0 to 100, is 130");
        refused(good.replace("keys = 3", "shares = { transfr = 100 }"), "workload.shares.transfr: unknown key");
        refused(
                good.replace("keys = 3", "settings = { amont = 5 }"),
                "workload.settings.amont: is no setting of the workload bank",
                "amount");
        refused(
                good.replace("keys = 3", "settings = { amount = 0 }"),
                "workload.settings.amount: the setting 'amount' of the workload is a whole number from 1 to ");
        refused(
                good.replace("keys = 3", "key-distribution = \"normal\""),
                "workload.key-distribution: keys are chosen");
        refused(good.replace("keys = 3", "arrivals = \"open\""), "workload.arrivals: open needs a rate");
        refused(good.replace("keys = 3", "class = \"X\""), "workload.kind: stands beside class");
        refused(good + "permits = 2\n", "check.permits: bank-totals has no setting 'permits'");
        refused(good.replace("keys = 3", "value-size = 10"), "workload.value-size: is not used");
        refused(good.replace("keys = 3", "conflicts = 0.5"), "workload.conflicts: is not used");
        refused(
                trial(List.of("lock", "mutex"), false).replace("keys = 3", "settings = { renewals = 2 }"),
                "check.model: mutex knows no renewals");
        refused(
                trial(List.of("set", "set-full"), false)
                        .replace("keys = 3", "shares = { add = 50, read = 30, contains = 20 }"),
                "check.model: set-full knows no contains");
        refused(good + "level = \"serializable\"\n", "check.level: 'serializable' is unknown");
    }

    private static void refused(String toml, String... words) {
        assertThatThrownBy(() -> Trials.read(toml))
                .isInstanceOf(ExperimentException.class)
                .message()
                .contains(words);
    }
}
