package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.AtViolation;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The mistakes that can be planted in {@code raft}, each with the seed that docs/raft.md names. */
class PlantedBugsTest {
    private static RunResult.Kind verdict(String bug, int snapshot, long seed) {
        Experiment experiment = Experiments.load("raft", Map.of("bug", bug, "snapshot", String.valueOf(snapshot)));
        return new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})))
                .run(seed, RunOptions.standard().with(AtViolation.STOP))
                .verdict()
                .kind();
    }

    @ParameterizedTest
    @CsvSource({
        "read-before-noop, 20, 3",
        "changes-overlap, 20, 1",
        "vote-without-log, 20, 1",
        "read-without-quorum, 20, 4",
        "deposed-says-no, 20, 11",
        "snapshot-without-term, 3, 5"
    })
    void everyPlantedBugIsAViolationWithItsSeed(String bug, int snapshot, long seed) {
        assertThat(verdict(bug, snapshot, seed)).isEqualTo(RunResult.Kind.VIOLATION);
    }

    @Test
    void withoutABugTheFirstOfTheseSeedsIsValid() {
        assertThat(verdict("", 20, 1)).isEqualTo(RunResult.Kind.VALID);
    }
}
