package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.AtViolation;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.FaultOrder;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The mistakes that can be planted in the examples, each with the seed that docs/raft.md, docs/lock.md and their like name. */
class PlantedBugsTest {
    /** Those whose checks see a violation before the run is over. */
    private static final Set<String> STOPPED = Set.of("raft", "lock");

    private static RunResult.Kind verdict(String example, String set, long seed) {
        return verdict(example, set, seed, FaultOrder.NONE);
    }

    /** Runs a seed with options in the form {@code NAME=VALUE NAME=VALUE}. */
    private static RunResult.Kind verdict(String example, String set, long seed, FaultOrder faults) {
        Map<String, String> values = Arrays.stream(set.split(" ", -1))
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        Experiment experiment = faults.applied(Experiments.load(example, values));
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
        "lock, bug=expire-renewed renew=twice keys=6 hold=6000 distance=50ms, 1",
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
    @CsvSource(delimiter = '|', textBlock = """
        bank   | bug=sent-again model=bank duration=30s distance=20ms interval=1s    | pause,partition | 1
        bank   | bug=checkpoint-forgets distance=20ms down=3 interval=500ms checkpoint=4 | kill,partition | 8
        bank   | bug=in-doubt-unlocked distance=20ms interval=1s                     | kill            | 3
        kv-txn | bug=stale-snapshot reads=80 length=1 clients=12                     | pause           | 4
        """)
    void bugsThatHideAreViolationsWithFaultsOfTheseKinds(String example, String options, String kinds, long seed) {
        FaultOrder faults = new FaultOrder(Optional.empty(), List.of(), Optional.of(FaultOrder.kinds(kinds)));
        assertThat(verdict(example, options, seed, faults)).isEqualTo(RunResult.Kind.VIOLATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raft", "lock", "bank", "kv-txn"})
    void withoutABugTheFirstOfTheseSeedsIsValid(String example) {
        assertThat(verdict(example, "bug=", 1)).isEqualTo(RunResult.Kind.VALID);
    }
}
