package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.AtViolation;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.Finding;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunAudit;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import dev.faultline.journal.RunComparison;
import dev.faultline.journal.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A run that is stopped at its first violation is the beginning of the run that goes on. */
class StopAtViolationTest {
    private static final String REPRODUCE = "Reproduce: ./faultline ";

    @TempDir
    private Path folder;

    private static Runner runner(Map<String, String> set) {
        Experiment experiment = Experiments.load("kv", set);
        return new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})));
    }

    private List<String> lines(String run, String file) throws IOException {
        return Files.readAllLines(folder.resolve(run).resolve(file));
    }

    @ParameterizedTest
    @CsvSource({"stale-read,3", "ack-before-sync,5", "two-primaries,18"})
    void theStoppedRunIsTheBeginningOfTheWholeOneAndShowsTheSame(String bug, long seed) throws IOException {
        Runner runner = runner(Map.of("bug", bug));
        RunResult whole = runner.run(seed, RunOptions.standard().into(folder.resolve("whole")));
        RunResult stopped =
                runner.run(seed, RunOptions.standard().with(AtViolation.STOP).into(folder.resolve("stopped")));

        assertThat(whole.stoppedAtViolation()).isFalse();
        assertThat(stopped.stoppedAtViolation()).isTrue();
        assertThat(stopped.counts().virtualNanos()).isLessThan(whole.counts().virtualNanos());
        assertThat(stopped.verdict().check().flatMap(Finding::counterexample)).isPresent();
        assertThat(stopped.verdict().sentence()).isEqualTo(whole.verdict().sentence());
        assertThat(RunAudit.of(folder.resolve("stopped")).faults()).isEmpty();
        assertBegins("events.ndjson", "\"t\":" + stopped.counts().virtualNanos() + ",", "\"Operation");
        assertBegins("history.jsonl", "\"time\":" + stopped.counts().virtualNanos() + ",", "\"type\":\"invoke\"");
    }

    /** All that the stopped run may have more is what undid the faults, at the time of the stop. */
    private void assertBegins(String file, String atStop, String ofClients) throws IOException {
        List<String> whole = lines("whole", file);
        List<String> stopped = new ArrayList<>(lines("stopped", file));
        int common = 0;
        while (common < stopped.size() && stopped.get(common).equals(whole.get(common))) {
            common++;
        }
        assertThat(stopped.subList(common, stopped.size()))
                .allMatch(line -> line.contains(atStop) && !line.contains(ofClients));
        assertThat(stopped.get(common - 1)).contains(atStop);
    }

    @Test
    void aRunWithoutViolationIsTheSameWithAndWithout() throws IOException {
        Runner runner = runner(Map.of());
        RunResult whole = runner.run(3, RunOptions.standard().into(folder.resolve("whole")));
        RunResult watched =
                runner.run(3, RunOptions.standard().with(AtViolation.STOP).into(folder.resolve("watched")));

        assertThat(watched.verdict().kind()).isEqualTo(RunResult.Kind.VALID);
        assertThat(watched.stoppedAtViolation()).isFalse();
        assertThat(watched.fingerprint()).isEqualTo(whole.fingerprint());
        assertThat(lines("watched", "events.ndjson")).isEqualTo(lines("whole", "events.ndjson"));
        assertThat(lines("watched", "history.jsonl")).isEqualTo(lines("whole", "history.jsonl"));
    }

    @Test
    void thePrintedLineStopsAtTheSameEventAndTheFilesSayWhere() throws IOException {
        CommandOutcome first = CommandOutcome.of(
                ("run kv --seed 3 --set bug=stale-read --stop-at-violation --out " + folder.resolve("first"))
                        .split(" "));
        assertThat(first.exitCode()).isEqualTo(1);
        assertThat(first.out())
                .startsWith(REPRODUCE)
                .contains("--stop-at-violation", "stopped    at the first violation, after ");

        String line = first.out().lines().findFirst().orElseThrow().substring(REPRODUCE.length());
        CommandOutcome again = CommandOutcome.of((line + " --out " + folder.resolve("again")).split(" "));
        assertThat(again.exitCode()).isEqualTo(1);
        RunComparison comparison =
                RunComparison.of(RunFolder.open(folder.resolve("first")), RunFolder.open(folder.resolve("again")));
        assertThat(comparison.same()).as(comparison.describe()).isTrue();
        assertThat(lines("first", "manifest.json")).anyMatch(each -> each.contains("\"stopAtViolation\": true"));
        assertThat(lines("first", "verdict.json")).anyMatch(each -> each.contains("\"stoppedAtNanos\" : "));
        assertThat(Files.readString(folder.resolve("first").resolve("report.html")))
                .contains("The run was stopped at its first violation, after ", line);
    }

    @Test
    void workersOfHuntAndVerifyStopToo() {
        CommandOutcome hunt = CommandOutcome.of(
                ("hunt kv --seeds 3..3 --jobs 1 --set bug=stale-read --stop-at-violation --out " + folder).split(" "));
        assertThat(hunt.exitCode()).isEqualTo(1);
        assertThat(hunt.out()).contains("--stop-at-violation", "stopped there, after ");
        Matcher operations =
                Pattern.compile("stopped there, .* and (\\S+ operations)").matcher(hunt.out());
        assertThat(operations.find()).isTrue();

        CommandOutcome verify =
                CommandOutcome.of("verify kv --seeds 3..3 --set bug=stale-read --stop-at-violation".split(" "));
        assertThat(verify.out()).contains("VIOLATION, " + operations.group(1), "1 of 1 identical");
    }
}
