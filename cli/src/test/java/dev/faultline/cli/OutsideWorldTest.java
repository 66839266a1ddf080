package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each row of docs/outside-world.md: a program writes to what stands in for a service, and reads it back. */
class OutsideWorldTest {
    @TempDir
    Path folder;

    @Test
    void aProgramFindsItsOutsideWorldBesideIt() throws IOException {
        Experiment experiment = Experiments.load("../docs/outside/outside.toml", Map.of());
        Runner runner = new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})));
        runner.run(1, RunOptions.standard().into(folder.resolve("run")));
        List<String> lines = Files.readAllLines(folder.resolve("run/logs/app.log")).stream()
                .map(line -> line.substring(line.indexOf(' ') + 1))
                .toList();
        assertThat(lines)
                .startsWith(
                        "redis: +OK $5 green",
                        "sql: 2 pot",
                        "mongo: inserted 1, counted 1",
                        "http: made 7",
                        "sqs: true true true",
                        "ldap: sn: Lovelace",
                        "mail: 220 250 250 250 354 250",
                        "zookeeper: serves",
                        "seen all");
    }
}
