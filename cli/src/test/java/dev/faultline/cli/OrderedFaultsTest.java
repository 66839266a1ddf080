package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.faultline.chaos.FaultReport;
import dev.faultline.chaos.file.ScheduleFile.Format;
import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.ExperimentException;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.FaultOrder;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import dev.faultline.experiment.ScheduleText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Runs whose faults somebody asked for in place of those of the experiment. With {@code
 * -Dfaultline.played=kv:1..50,zookeeper:1..50,h2:1..50} what each of these seeds drew of all kinds is played again.
 */
class OrderedFaultsTest {
    private static final String PLAYED = System.getProperty("faultline.played", "kv:1..5");

    @TempDir
    private Path folder;

    private static FaultOrder schedule(String text, Format format) {
        return new FaultOrder(Optional.of(new ScheduleText(text, format, "given")), List.of(), Optional.empty());
    }

    private RunResult run(FaultOrder order, long seed, String into) {
        return run("kv", order, seed, into);
    }

    private RunResult run(String system, FaultOrder order, long seed, String into) {
        Experiment experiment = order.applied(Experiments.load(system, Map.of()));
        return new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})))
                .run(seed, RunOptions.standard().into(folder.resolve(into)));
    }

    private List<Path> files(String run) throws IOException {
        try (Stream<Path> files = Files.walk(folder.resolve(run))) {
            return files.filter(Files::isRegularFile)
                    .map(folder.resolve(run)::relativize)
                    .sorted()
                    .toList();
        }
    }

    private static FaultOrder drawnOf(String kinds) {
        return new FaultOrder(Optional.empty(), List.of(), Optional.of(FaultOrder.kinds(kinds)));
    }

    @Test
    void faultsThatWereDrawnArePlayedAgainToTheSameBytes() throws IOException {
        for (String runs : PLAYED.split(",", -1)) {
            String[] words = runs.split("[:.]+", -1);
            for (long seed = Long.parseLong(words[1]); seed <= Long.parseLong(words[2]); seed++) {
                assertPlayedAsDrawn(words[0], FaultOrder.NONE, seed);
                assertPlayedAsDrawn(words[0], drawnOf("everything"), seed);
            }
            System.out.println(runs + ": each seed played as drawn, of the experiment's kinds and of all");
        }
    }

    private void assertPlayedAsDrawn(String system, FaultOrder drawing, long seed) throws IOException {
        RunResult drawn = run(system, drawing, seed, "drawn");
        String text = Files.readString(folder.resolve("drawn/schedule.txt"));
        RunResult played = run(system, schedule(text, Format.LINES), seed, "played");
        assertThat(played.fingerprint()).as("%s seed %d", system, seed).isEqualTo(drawn.fingerprint());
        assertThat(drawn.faults()).as("%s seed %d", system, seed).isNotEmpty();
        assertThat(Files.readString(Path.of("../docs/events.md"))).contains(eventsOf("drawn"));
        List<Path> files = files("drawn");
        assertThat(files).contains(Path.of("events.ndjson"), Path.of("history.jsonl"), Path.of("verdict.json"));
        for (Path file : files) {
            // These two tell how the run was asked for, and what it cost.
            if (!List.of("manifest.json", "report.html").contains(file.toString())) {
                assertThat(folder.resolve("played").resolve(file))
                        .as("%s seed %d", system, seed)
                        .hasSameBinaryContentAs(folder.resolve("drawn").resolve(file));
            }
        }
    }

    /** Returns the names of the events, as the docs write them. */
    private List<String> eventsOf(String run) throws IOException {
        try (Stream<String> lines = Files.lines(folder.resolve(run).resolve("events.ndjson"))) {
            return lines.map(line -> "`" + line.split("\"", 5)[3] + "`")
                    .distinct()
                    .toList();
        }
    }

    @Test
    void theRunFolderHasTheScheduleAndItIsPlayed() throws IOException {
        String text = "[[step]]\nat = \"12s\"\nfault = \"kill n1 for 3s\"\n";
        RunResult result = run(schedule(text, Format.TOML), 1, "run");
        assertThat(result.faults()).extracting(FaultReport::fault).containsExactly("kill n1 for 3s");
        assertThat(folder.resolve("run/scenario.toml")).hasContent(text);
        assertThat(folder.resolve("run/report.html"))
                .content()
                .contains("with the schedule of this folder", "--schedule FOLDER/scenario.toml")
                .doesNotContain(folder.toString());
        assertThat(schedule(text, Format.TOML).words(Optional.empty())).containsExactly("--schedule", "given");
    }

    @Test
    void aNodeThatIsKilledBeforeItsFirstStartIsDownUntilTheFaultIsOver() throws IOException {
        run(schedule("kill n1 for 5s\n20s kill n1 for 2s", Format.LINES), 1, "run");
        try (Stream<String> events = Files.lines(folder.resolve("run/events.ndjson"))) {
            assertThat(events.filter(event -> event.contains("\"NodeStarted\"") && event.contains("\"n1\"")))
                    .hasSize(2)
                    .first()
                    .asString()
                    .containsPattern("\"t\":500[0-9]{7},");
        }
    }

    @Test
    void aRunFolderIsAllThatReplayNeeds() throws IOException {
        Path schedule = Files.writeString(folder.resolve("s.toml"), "[[step]]\nat = '12s'\nfault = 'kill n1 for 3s'\n");
        Path run = folder.resolve("run");
        CommandOutcome made = CommandOutcome.of(
                "run",
                "kv",
                "--seed",
                "3",
                "--set",
                "servers=5",
                "--schedule",
                schedule.toString(),
                "--out",
                run.toString());
        assertThat(made.exitCode()).as(made.error()).isZero();
        assertThat(run.resolve("manifest.json"))
                .content()
                .contains("\"scenario.toml\"", "\"sha256\"", schedule.toString());
        Files.delete(schedule);
        String before = fingerprint(run);
        CommandOutcome again = CommandOutcome.of("replay", run.toString());
        assertThat(again.exitCode()).as(again.error()).isZero();
        assertThat(again.out())
                .contains("kv seed 3: VALID", "kill n1 for 3s")
                .doesNotContain("not the run that was in");
        assertThat(fingerprint(run)).isEqualTo(before);
        CommandOutcome refused = CommandOutcome.of("replay", run.toString(), "--seed", "4");
        assertThat(refused.exitCode()).isEqualTo(254);
        assertThat(refused.error())
                .contains("takes experiment, seed, options and faults from the run; leave out --seed");
    }

    private static String fingerprint(Path run) throws IOException {
        return Files.readString(run.resolve("manifest.json"))
                .replaceAll("(?s).*\"fingerprint\"[^\"]*\"([0-9a-f]+)\".*", "$1");
    }

    @Test
    void linesAndKindsTakeThePlaceOfThePlan() {
        FaultOrder lines = new FaultOrder(
                Optional.empty(), List.of("pause n2 at 9s for 1s", "12s kill n1 for 3s"), Optional.empty());
        assertThat(run(lines, 1, "a").faults())
                .extracting(FaultReport::fault)
                .containsExactly("pause n2 for 1s", "kill n1 for 3s");
        FaultOrder kinds = new FaultOrder(Optional.empty(), List.of(), Optional.of(FaultOrder.kinds("pause")));
        assertThat(run(kinds, 1, "a").faults())
                .isNotEmpty()
                .allSatisfy(fault -> assertThat(fault.fault()).startsWith("pause "));
        FaultOrder none = new FaultOrder(Optional.empty(), List.of(), Optional.of(FaultOrder.kinds("none")));
        assertThat(run(none, 1, "a").faults()).isEmpty();
        assertThat(kinds.words(Optional.empty())).containsExactly("--faults", "pause");
        assertThat(none.words(Optional.empty())).containsExactly("--faults", "none");
    }

    @Test
    void nodesAreUpgradedOneAfterTheOther() throws IOException {
        FaultOrder order = schedule("5s rolling upgrade n2,n3 to bug=stale-read for 1s every 9s\n", Format.LINES);
        RunResult result = run(order, 1, "run");
        assertThat(result.faults())
                .extracting(FaultReport::fault, FaultReport::effective)
                .containsExactly(
                        tuple("upgrade n2 to bug=stale-read for 1s", true),
                        tuple("upgrade n3 to bug=stale-read for 1s", true));
        assertThat(result.faults().getFirst().evidence())
                .contains("with bug=stale-read n2 has other system properties");
        assertThat(folder.resolve("run/schedule.txt"))
                .hasContent("5s upgrade n2 to bug=stale-read for 1s\n14s upgrade n3 to bug=stale-read for 1s\n");
        RunResult again = run(order, 1, "again");
        assertThat(again.fingerprint()).isEqualTo(result.fingerprint());
        FaultOrder back = schedule("5s upgrade n2 to bug= for 1s\n", Format.LINES);
        assertThat(run(back, 1, "back").faults().getFirst().toString())
                .contains("WITHOUT EFFECT", "n2 has nothing other than before");
    }

    @Test
    void whatNodesCannotBeUpgradedToIsRefusedWithItsPlace() {
        Experiment kv = Experiments.load("kv", Map.of());
        assertThatThrownBy(() ->
                        schedule("1s upgrade n1 to bgu=x for 3s", Format.LINES).applied(kv))
                .hasMessage("given:1:1: 'upgrade n1 to bgu=x for 3s', column 15: unknown option 'bgu'; did you mean"
                        + " 'bug'? options: bug, down, servers, swarm");
        assertThatThrownBy(() -> schedule("1s upgrade n1 to servers=5 for 3s", Format.LINES)
                        .applied(kv))
                .hasMessageContaining("an upgrade keeps the nodes; with servers=5 they are n1, n2, n3, n4, n5");
        assertThatThrownBy(() ->
                        schedule("1s upgrade n1 to bug=x for 3s", Format.LINES).applied(kv))
                .hasMessageContaining("given:1:1: ")
                .hasMessageContaining("it cannot be bug=x: --set bug: 'x' is unknown");
        Experiment other = schedule("step = [{ type = 'upgrade', node = 'n1', to = 'lib=nothing' }]", Format.TOML)
                .applied(Experiments.parse("""
                    name = "x"
                    options = { lib = "examples" }
                    [system]
                    nodes = ["n1"]
                    main = "a.B"
                    artifacts = ["faultline:${lib}"]
                    [client]
                    class = "none"
                    """, "x.toml", folder, Map.of()));
        assertThatThrownBy(() -> RunArtifacts.of(other, Artifacts.ofUser(line -> {})))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("given:1:42: step[0].to: ")
                .hasMessageContaining("nothing");
    }

    @Test
    void whatDoesNotSuitTheExperimentIsRefusedBeforeTheRun() {
        Experiment kv = Experiments.load("kv", Map.of());
        assertThatThrownBy(() -> schedule("1s kill n9 for 3s", Format.LINES).applied(kv))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("given:1:1: ")
                .hasMessageContaining("unknown node 'n9'");
        assertThatThrownBy(() -> FaultOrder.kinds("kil"))
                .isInstanceOf(ExperimentException.class)
                .hasMessageContaining("did you mean 'kill'?");
    }

    @Test
    void commandsTakeSchedulesAndHandThemToTheirWorkers() throws IOException {
        Path file = Files.writeString(folder.resolve("s.txt"), "12s kill n1 for 3s\n");
        Path wrong = Files.writeString(folder.resolve("s.toml"), "[[step]]\nfault = \"kil n1\"\nevry = \"1s\"\n");
        assertThat(CommandOutcome.of("check-schedule", file.toString(), "--experiment", "kv"))
                .satisfies(outcome -> assertThat(outcome.exitCode()).isZero())
                .satisfies(outcome -> assertThat(outcome.out()).contains("kill n1 for 3s", "1 step, 1 fault"));
        Path five = Files.writeString(folder.resolve("five.txt"), "12s kill n5 for 3s\n");
        String[] check = {"check-schedule", five.toString(), "--experiment", "kv"};
        assertThat(CommandOutcome.of(check).error()).contains("unknown node 'n5'");
        assertThat(CommandOutcome.of(check[0], check[1], check[2], check[3], "--set", "servers=5")
                        .exitCode())
                .isZero();
        assertThat(CommandOutcome.of("check-schedule", five.toString(), "--set", "servers=5")
                        .error())
                .contains("give it with --experiment");
        Path late = Files.writeString(folder.resolve("late.txt"), "70s kill n1 for 3s\n");
        assertThat(CommandOutcome.of("check-schedule", late.toString(), "--experiment", "kv")
                        .error())
                .contains("late.txt:1:1: '70s' is too late: ", "when the workload is over, at 61s");
        assertThat(CommandOutcome.of("check-schedule", late.toString()).exitCode())
                .isZero();
        Path ofJdk = Files.writeString(
                folder.resolve("jdk.toml"),
                "[[step]]\nfault = 'method-throw all of java.io.File.delete throwing a.B'\n"
                        + "[[step]]\ncall = { after = 'method', of = 'java.io.File.delete' }\nfault = 'kill n1'\n");
        assertThat(CommandOutcome.of("check-schedule", ofJdk.toString()).error())
                .contains(
                        "jdk.toml:2:1: ", "column 21: the classes of the JDK are shared", "jdk.toml:4:", "no step can");
        CommandOutcome refused = CommandOutcome.of("check-schedule", wrong.toString());
        assertThat(refused.exitCode()).isEqualTo(254);
        assertThat(refused.error())
                .contains("s.toml:2:1: ", "did you mean 'kill'?", "s.toml:3:1: ", "did you mean 'every'?");
        assertThat(CommandOutcome.of("run", "kv", "--schedule", file.toString(), "--faults", "kill")
                        .exitCode())
                .isEqualTo(254);
        CommandOutcome hunted = CommandOutcome.of(
                "hunt",
                "kv",
                "--seeds",
                "3..3",
                "--jobs",
                "1",
                "--out",
                folder.resolve("runs").toString(),
                "--keep-runs",
                "all",
                "--schedule",
                file.toString());
        assertThat(hunted.exitCode()).isZero();
        assertThat(folder.resolve("runs/kv-3/schedule.txt")).hasContent("12s kill n1 for 3s\n");
        assertThat(folder.resolve("runs/kv-3/scenario.txt")).hasSameTextualContentAs(file);
    }
}
