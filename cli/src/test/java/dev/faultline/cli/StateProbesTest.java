package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The invariant of the example Raft's fields that docs/invariants.md shows. */
class StateProbesTest {
    @TempDir
    private Path folder;

    private static String documented() throws IOException {
        Matcher block = Pattern.compile("(?m)^    \\[\\[check\\.probe]]\\n(?:(?:    .*)?\\n)+")
                .matcher(Files.readString(Path.of("..", "docs", "invariants.md")));
        assertThat(block.find()).isTrue();
        String text = block.group().replaceAll("(?m)^    ", "");
        assertThat(text).contains("raft.Replica");
        return text;
    }

    private static RunResult run(String check, String bug, RunOptions options) {
        String raft = Experiments.load("raft", Map.of()).text().replace("duration = \"60s\"", "duration = \"30s\"");
        Experiment experiment = Experiments.parse(raft + "\n" + check, "raft.toml", Path.of(""), Map.of("bug", bug));
        return new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {}))).run(1, options);
    }

    @Test
    void fieldsOfServersAreWatchedAndTheRunIsTheSame() throws IOException {
        Path probed = folder.resolve("probed");
        Path plain = folder.resolve("plain");
        RunResult with = run(documented(), "", RunOptions.standard().into(probed));
        RunResult without = run("", "", RunOptions.standard().into(plain));

        assertThat(with.verdict().kind()).as(with.verdict().sentence()).isEqualTo(RunResult.Kind.VALID);
        assertThat(with.invariants().getFirst().held()).isGreaterThan(1_000);
        assertThat(with.fingerprint()).isEqualTo(without.fingerprint());
        assertThat(probed.resolve("history.jsonl")).hasSameTextualContentAs(plain.resolve("history.jsonl"));
        assertThat(probed.resolve("events.ndjson")).hasSameTextualContentAs(plain.resolve("events.ndjson"));
    }

    @Test
    void aServerThatAppliedOtherEntriesIsFoundByItsFields() throws IOException {
        RunResult result = run(documented(), "vote-without-log", RunOptions.standard());

        assertThat(result.invariants().getFirst().first())
                .hasValueSatisfying(violation -> assertThat(violation.sentence())
                        .contains("in field prefix.applied of dev.faultline.examples.raft.Replica")
                        .contains("@n.register.k1 == @m.register.k1"));
    }
}
