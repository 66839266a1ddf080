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
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The mistakes that can be planted in the examples, each with the seed that docs/raft.md, docs/lock.md and their like name. By itself two of
 * each example; with {@code -Dfaultline.planted=all} all of them.
 */
class PlantedBugsTest {
    private static final boolean ALL =
            System.getProperty("faultline.planted", "").equals("all");

    /** Those whose history can be looked at while the run goes on; banks and transactions are judged at the end. */
    private static final Set<String> STOPPED = Set.of("raft", "lock");

    /**
     * Example, options, kinds of faults if they are not those of the experiment, seed; what begins with a star is run by itself, too.
     */
    private static final String ROWS = """
          raft   | bug=read-before-noop                   |  | 3
        * raft   | bug=changes-overlap                    |  | 1
        * raft   | bug=vote-without-log                   |  | 1
          raft   | bug=read-without-quorum                |  | 4
          raft   | bug=deposed-says-no                    |  | 11
          raft   | bug=snapshot-without-term snapshot=3   |  | 5
          lock   | bug=new-leader-expires                 |  | 6
          lock   | bug=expire-locally                     |  | 4
        * lock   | bug=release-unchecked                  |  | 2
          lock   | bug=renew-unchecked                    |  | 24
          lock   | bug=tokens-not-saved                   |  | 6
          lock   | bug=no-fencing renew=store             |  | 1
          lock   | bug=snapshot-adds keys=6               |  | 1
        * lock   | bug=expire-renewed renew=twice keys=6 hold=6000 distance=50ms |  | 1
          bank   | bug=read-unlocked                      |  | 1
          bank   | bug=at-once-unlocked                   |  | 1
        * bank   | bug=open-means-no                      |  | 2
          bank   | bug=decides-alone                      |  | 2
          bank   | bug=decision-unwritten                 |  | 9
          bank   | bug=prepared-forgotten                 |  | 3
          bank   | bug=sent-again model=bank duration=30s distance=20ms interval=1s        | pause,partition | 1
          bank   | bug=checkpoint-forgets distance=20ms down=3 interval=500ms checkpoint=4 | kill,partition  | 8
        * bank   | bug=in-doubt-unlocked distance=20ms interval=1s | kill | 3
          kv-txn | bug=dirty-read                         |  | 1
          kv-txn | bug=lost-update                        |  | 1
        * kv-txn | bug=write-skew                         |  | 1
          kv-txn | bug=torn-transaction                   |  | 1
          kv-txn | bug=non-repeatable-read                |  | 1
          kv-txn | bug=aborted-visible                    |  | 3
          kv-txn | bug=long-fork clients=12 length=2      |  | 1
        * kv-txn | bug=stale-snapshot reads=80 length=1 clients=12 | pause | 4
        """;

    private record Planted(String example, String options, String kinds, long seed) {}

    static Stream<Planted> planted() {
        return ROWS.lines()
                .map(String::strip)
                .filter(row -> ALL || row.startsWith("*"))
                .map(row -> row.replace("*", "").split("[|]", -1))
                .map(row ->
                        new Planted(row[0].strip(), row[1].strip(), row[2].strip(), Long.parseLong(row[3].strip())));
    }

    @ParameterizedTest
    @MethodSource("planted")
    void everyPlantedBugIsAViolationWithItsSeed(Planted planted) {
        assertThat(verdict(planted)).isEqualTo(RunResult.Kind.VIOLATION);
    }

    @ParameterizedTest
    @ValueSource(strings = {"raft", "lock", "bank", "kv-txn"})
    void withoutABugTheFirstOfTheseSeedsIsValid(String example) {
        assertThat(verdict(new Planted(example, "bug=", "", 1))).isEqualTo(RunResult.Kind.VALID);
    }

    private static RunResult.Kind verdict(Planted planted) {
        Map<String, String> values = Arrays.stream(planted.options.split(" ", -1))
                .map(option -> option.split("=", 2))
                .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
        FaultOrder faults = planted.kinds.isEmpty()
                ? FaultOrder.NONE
                : new FaultOrder(Optional.empty(), List.of(), Optional.of(FaultOrder.kinds(planted.kinds)));
        Experiment experiment = faults.applied(Experiments.load(planted.example, values));
        RunOptions options = RunOptions.standard();
        return new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})))
                .run(planted.seed, STOPPED.contains(planted.example) ? options.with(AtViolation.STOP) : options)
                .verdict()
                .kind();
    }
}
