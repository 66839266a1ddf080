package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The bugs of docs/bugs-found that one run shows: the version that has them, and one that has not, if there is one. */
class PublishedBugsTest {
    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({
        "zookeeper version=3.9.1, zookeeper-4643.toml, 1",
        "zookeeper version=3.9.5 tick=2000, zookeeper-stale-ack.toml, 4",
        "jgroups version=1.0.12.Final servers=5, jgroups-raft-258.schedule, 1"
    })
    void theVersionThatHasTheBugLosesWhatItHadAcknowledged(String experiment, String schedule, String seed) {
        CommandOutcome found = run(experiment, schedule, seed);
        assertThat(found.out()).contains("VIOLATION - Not linearizable");
        assertThat(found.exitCode()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "zookeeper version=3.9.5, zookeeper-4643.toml",
        "jgroups version=1.0.13.Final servers=5, jgroups-raft-258.schedule"
    })
    void theSameFaultsDoNoHarmToOneThatHasNot(String experiment, String schedule) {
        CommandOutcome mended = run(experiment, schedule, "1");
        assertThat(mended.out()).contains("VALID - Linearizable");
        assertThat(mended.exitCode()).isZero();
    }

    private CommandOutcome run(String experiment, String schedule, String seed) {
        List<String> words =
                new ArrayList<>(List.of("run", "--seed", seed, "--schedule", "../docs/bugs-found/" + schedule));
        String[] parts = experiment.split(" ");
        words.add(parts[0]);
        for (int i = 1; i < parts.length; i++) {
            words.addAll(List.of("--set", parts[i]));
        }
        words.addAll(List.of("--out", folder.resolve("run").toString()));
        return CommandOutcome.of(words.toArray(String[]::new));
    }
}
