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
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mistakes that can be planted in the examples, each with the seed that docs/raft.md, docs/lock.md and their like name. */
class PlantedBugsTest {
    /** Those whose checks see a violation before the run is over. */
    private static final Set<String> STOPPED = Set.of("raft", "lock");

    /** Runs a seed with options in the form {@code NAME=VALUE NAME=VALUE}. */
    private static RunResult.Kind verdict(String example, String set, long seed) {
        Map<String, String> values = Arrays.stream(set.split(" ", -1))
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        Experiment experiment = Experiments.load(example, values);
        RunOptions options = RunOptions.standard();
        return new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})))
                .run(seed, STOPPED.contains(example) ? options.with(AtViolation.STOP) : options)
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
        "lock, bug=new-leader-expires, 6",
        "lock, bug=expire-locally, 4",
        "lock, bug=release-unchecked, 2",
        "lock, bug=renew-unchecked, 24",
        "lock, bug=tokens-not-saved, 6",
        "lock, bug=no-fencing renew=store, 1",
        "lock, bug=snapshot-adds keys=6, 1",
        "bank, bug=read-unlocked, 1",
        "bank, bug=at-once-unlocked, 1",
        "bank, bug=open-means-no, 2",
        "bank, bug=decides-alone, 2",
        "bank, bug=decision-unwritten, 9",
        "bank, bug=prepared-forgotten, 3",
        "kv-txn, bug=dirty-read, 1",
        "kv-txn, bug=lost-update, 1",
        "kv-txn, bug=write-skew, 1",
        "kv-txn, bug=torn-transaction, 1",
        "kv-txn, bug=non-repeatable-read, 1",
        "kv-txn, bug=aborted-visible, 3",
        "kv-txn, bug=long-fork clients=12 length=2, 1"
    })
    void everyPlantedBugIsAViolationWithItsSeed(String example, String options, long seed) {
        assertThat(verdict(example, options, seed)).isEqualTo(RunResult.Kind.VIOLATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raft", "lock", "bank", "kv-txn"})
    void withoutABugTheFirstOfTheseSeedsIsValid(String example) {
        assertThat(verdict(example, "bug=", 1)).isEqualTo(RunResult.Kind.VALID);
    }
}
