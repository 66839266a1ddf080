package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.FaultReport;
import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.FaultPlanSpec;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunAudit;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import dev.faultline.experiment.WorkloadSpec;
import dev.faultline.journal.RunComparison;
import dev.faultline.journal.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunTest {
    @TempDir
    private Path folder;

    private static Runner runner(String name, Map<String, String> set) {
        Experiment experiment = Experiments.load(name, set);
        return new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})));
    }

    @Test
    void sameSeedGivesTheSameBytesAndARecordThatAuditsSound() {
        Runner runner = runner("kv", Map.of());
        RunResult first = runner.run(3, RunOptions.standard().into(folder.resolve("a")));
        RunResult second = runner.run(3, RunOptions.standard().into(folder.resolve("b")));
        runner.run(4, RunOptions.standard().into(folder.resolve("c")));

        assertThat(first.verdict().kind()).isEqualTo(RunResult.Kind.VALID);
        assertThat(second.fingerprint()).isEqualTo(first.fingerprint());
        assertThat(compare("a", "b").same()).isTrue();
        assertThat(compare("a", "c").same()).isFalse();
        RunAudit audit = RunAudit.of(folder.resolve("a"));
        assertThat(audit.faults()).isEmpty();
        assertThat(audit.delivered()).isGreaterThan(1_000);
    }

    @Test
    void aShortRunHasFaultsWhereTheirTimesLeaveRoom() {
        Experiment kv = Experiments.load("kv", Map.of());
        WorkloadSpec usual = kv.workload();
        Duration second = Duration.ofSeconds(1);
        WorkloadSpec workload = usual.with(usual.thinkTime(), second.multipliedBy(8));
        FaultPlanSpec faults = new FaultPlanSpec(
                kv.faults().kinds(),
                second,
                second,
                second,
                second,
                second.multipliedBy(3),
                kv.faults().budget(),
                0);
        Experiment small = kv.with(workload, faults);

        RunResult result =
                new Runner(small, RunArtifacts.of(small, Artifacts.ofUser(line -> {}))).run(1, RunOptions.standard());

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.VALID);
        assertThat(result.faults()).isNotEmpty();
    }

    /** The seeds are early ones on which a hunt found each bug. */
    @ParameterizedTest
    @CsvSource({"stale-read,2", "ack-before-sync,5", "two-primaries,18"})
    void plantedBugShowsAsViolation(String bug, long seed) {
        RunResult result = runner("kv", Map.of("bug", bug)).run(seed, RunOptions.standard());

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.VIOLATION);
    }

    @Test
    void reportShowsTheCounterexampleTheFaultsBehindItAndHowToSeeItAgain() throws IOException {
        runner("kv", Map.of("bug", "stale-read")).run(2, RunOptions.standard().into(folder.resolve("wrong")));
        runner("kv", Map.of()).run(3, RunOptions.standard().into(folder.resolve("right")));

        String wrong = Files.readString(folder.resolve("wrong").resolve("report.html"));
        String right = Files.readString(folder.resolve("right").resolve("report.html"));
        assertThat(wrong)
                .contains("VIOLATION", "./faultline replay kv --seed 2 --set bug=stale-read", "class=\"last\"")
                .contains("class=\"point\"", "evidence that it took effect", "median latency");
        assertThat(right).contains("VALID", "median latency").doesNotContain("class=\"last\"");
    }

    @Test
    void zookeeperSurvivesFourKillsAndFourPartitionsThatTookEffect() {
        RunResult result = runner("zookeeper", Map.of()).run(7, RunOptions.standard());

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.VALID);
        assertThat(result.counts().operations()).isGreaterThan(2_000);
        assertThat(result.counts().virtualNanos()).isGreaterThan(60_000_000_000L);
        assertThat(effective(result, "kill", "power-loss")).isGreaterThanOrEqualTo(4);
        assertThat(effective(result, "partition")).isGreaterThanOrEqualTo(4);
        assertThat(result.unmodelled()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"events.ndjson, 20", "events.ndjson, 0", "history.jsonl, 20", "history.jsonl, 0"})
    void auditFindsAFileThatWasCutAtTheEndOfALine(String name, int kept) throws IOException {
        runner("kv", Map.of()).run(1, RunOptions.standard().into(folder.resolve("cut")));
        Path file = folder.resolve("cut").resolve(name);
        Files.write(file, Files.readAllLines(file).subList(0, kept));

        assertThat(RunAudit.of(folder.resolve("cut")).isSound()).isFalse();
    }

    @Test
    void aReplayThatIsAnotherRunThanTheOneInItsFolderSaysSo() {
        String run = folder.resolve("run").toString();
        assertThat(CommandOutcome.of("run", "kv", "--seed", "1", "--out", run).exitCode())
                .isZero();
        assertThat(CommandOutcome.of("replay", "kv", "--seed", "1", "--out", run)
                        .exitCode())
                .isZero();

        CommandOutcome other = CommandOutcome.of("replay", "kv", "--seed", "1", "--out", run, "--preempt", "0.1");
        assertThat(other.out())
                .startsWith("not the run that was in " + run + ": its fingerprint was ")
                .contains("; other ways: scheduler\n");
        assertThat(other.exitCode()).isEqualTo(2);
        CommandOutcome faults =
                CommandOutcome.of("replay", "kv", "--seed", "1", "--out", run, "--fault", "12s kill n1 for 3s");
        assertThat(faults.out()).contains("; other ways: scheduler; other faults were asked for\n");
    }

    @Test
    void theRunOfAFolderIsNotMadeAgainFromAnExperimentThatHasChanged() throws IOException {
        String run = folder.resolve("run").toString();
        assertThat(CommandOutcome.of("run", "kv", "--seed", "1", "--out", run).exitCode())
                .isZero();
        Path manifest = folder.resolve("run/manifest.json");
        String written = Files.readString(manifest);
        String other = written.replaceFirst("(\"experimentSha256\" ?: ?\")[0-9a-f]{4}", "$1zzzz");
        assertThat(other).isNotEqualTo(written);
        Files.writeString(manifest, other);

        CommandOutcome refused = CommandOutcome.of("replay", run);
        assertThat(refused.error())
                .contains("the experiment kv is not what it was when the run in " + run + " was made")
                .contains("./faultline run kv --seed 1 --out FOLDER");
        assertThat(refused.exitCode()).isEqualTo(254);
        assertThat(manifest).hasContent(other);
    }

    @Test
    void theRunOfAFolderIsNotMadeAgainWithAnotherClassPathOfTheTool() throws IOException {
        String run = folder.resolve("run").toString();
        assertThat(CommandOutcome.of("run", "kv", "--seed", "1", "--out", run).exitCode())
                .isZero();
        Path manifest = folder.resolve("run/manifest.json");
        String written = Files.readString(manifest);
        Files.writeString(
                manifest,
                written.replaceFirst(
                        "\"artifacts\" ?: ?\\[",
                        "$0{\"coordinate\":\"FAULTLINE_CLASS_PATH/my-format.jar\",\"sha256\":\"" + "ab".repeat(32)
                                + "\"},"));

        CommandOutcome refused = CommandOutcome.of("replay", run);
        assertThat(refused.error())
                .contains(
                        "the run in " + run + " was made with my-format.jar (abababababab...) on FAULTLINE_CLASS_PATH,"
                                + " and now there is nothing")
                .contains("./faultline run kv --seed 1 --out FOLDER");
        assertThat(refused.exitCode()).isEqualTo(254);
    }

    @Test
    void aReplayOfAFolderIntoAnotherOneSaysSoIfItIsNotThatRun() throws IOException {
        String run = folder.resolve("run").toString();
        assertThat(CommandOutcome.of("run", "kv", "--seed", "1", "--out", run).exitCode())
                .isZero();
        Path manifest = folder.resolve("run/manifest.json");
        String fingerprint = RunFolder.open(folder.resolve("run"))
                        .manifest()
                        .sections()
                        .get("sim")
                        .get("fingerprint") + "";
        Files.writeString(manifest, Files.readString(manifest).replace(fingerprint, "0123456789abcdef"));

        CommandOutcome other = CommandOutcome.of(
                "replay", run, "--out", folder.resolve("other").toString());
        assertThat(other.out())
                .contains("not the run that was in " + run + ": its fingerprint was 0123456789abcdef, now "
                        + fingerprint);
        assertThat(other.exitCode()).isEqualTo(2);
    }

    @Test
    void auditFindsADeliveryWithoutItsSend() throws IOException {
        runner("kv", Map.of()).run(3, RunOptions.standard().into(folder.resolve("run")));
        Path events = folder.resolve("run").resolve("events.ndjson");
        List<String> lines = new ArrayList<>(Files.readAllLines(events));
        int sent = indexOf(lines, "MessageSent");
        lines.set(sent, lines.get(sent).replace("MessageSent", "MessageLost"));
        Files.write(events, lines);

        assertThat(RunAudit.of(folder.resolve("run")).faults()).anyMatch(fault -> fault.contains("no send"));
    }

    @Test
    void auditFindsAClockThatDoesNotFollowFromTheCauses() throws IOException {
        runner("kv", Map.of()).run(3, RunOptions.standard().into(folder.resolve("run")));
        Path events = folder.resolve("run").resolve("events.ndjson");
        List<String> lines = new ArrayList<>(Files.readAllLines(events));
        int sent = indexOf(lines, "MessageSent");
        lines.set(sent, lines.get(sent).replaceAll("\"lc\":\\d+", "\"lc\":999999"));
        Files.write(events, lines);

        assertThat(RunAudit.of(folder.resolve("run")).faults()).anyMatch(fault -> fault.contains("Lamport clock"));
    }

    private static int indexOf(List<String> lines, String event) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("\"" + event + "\"")) {
                return i;
            }
        }
        throw new AssertionError("no event " + event);
    }

    private RunComparison compare(String left, String right) {
        return RunComparison.of(RunFolder.open(folder.resolve(left)), RunFolder.open(folder.resolve(right)));
    }

    private static long effective(RunResult result, String... kinds) {
        return result.faults().stream()
                .filter(FaultReport::effective)
                .filter(report -> List.of(kinds).contains(report.kind()))
                .count();
    }
}
