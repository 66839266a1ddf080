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
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mistakes that can be planted in the examples, each with the seed that docs/raft.md, docs/lock.md and their like name. */
class PlantedBugsTest {
    /** Runs a seed with options in the form {@code NAME=VALUE NAME=VALUE}. */
    private static RunResult.Kind verdict(String example, String options, long seed) {
        Map<String, String> set = Arrays.stream(options.split(" ", -1))
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        Experiment experiment = Experiments.load(example, set);
        return new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})))
                .run(seed, RunOptions.standard().with(AtViolation.STOP))
                .verdict()
                .kind();
    }

    @ParameterizedTest
    @CsvSource({
        "raft, bug=read-before-noop, 3",
        "raft, bug=changes-overlap, 1",
        "raft, bug=vote-without-log, 1",
        "raft, bug=read-without-quorum, 4",
        "raft, bug=deposed-says-no, 11",
        "raft, bug=snapshot-without-term snapshot=3, 5",
        "lock, bug=release-unchecked, 4",
        "lock, bug=no-fencing renew=store, 1",
        "lock, bug=snapshot-adds keys=6, 1"
    })
    void everyPlantedBugIsAViolationWithItsSeed(String example, String options, long seed) {
        assertThat(verdict(example, options, seed)).isEqualTo(RunResult.Kind.VIOLATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raft", "lock"})
    void withoutABugTheFirstOfTheseSeedsIsValid(String example) {
        assertThat(verdict(example, "bug=", 1)).isEqualTo(RunResult.Kind.VALID);
    }
}
