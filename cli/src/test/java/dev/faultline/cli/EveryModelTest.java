package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.FaultOrder;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.RunResult.Kind;
import dev.faultline.experiment.Runner;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every model has a workload on an example that is valid as long as nothing is planted, and a planted bug that it finds. By itself a few
 * models and one seed; {@code -Dfaultline.models=1..50} tries all of them, and prints a row of a table for each on standard output;
 * {@code -Dfaultline.model=mutex,semaphore} names those that are meant.
 */
class EveryModelTest {
    private static final String SEEDS = System.getProperty("faultline.models", "");
    private static final Set<String> CHOSEN =
            Set.of(System.getProperty("faultline.model", SEEDS.isEmpty() ? "counter,fifo-queue,unique-ids" : "")
                    .split(",", -1));
    private static final int SEEDS_FOR_A_BUG = 20;
    private static final String LOCKS = "keys=50 clients=12 hold=3000 tries=3 recovers=never end=false";

    /**
     * A model, and what is asked for it.
     *
     * @param options in the form {@code NAME=VALUE NAME=VALUE}
     * @param kinds the kinds of faults, in place of those of the example; empty for those
     * @param planted the option that plants the bug, in that form
     */
    private record Row(String model, String example, String options, String kinds, String planted) {
        Row(String model, String example, String options, String planted) {
            this(model, example, options, "", planted);
        }

        static Row structures(String model, String kind) {
            return structures(model, kind, "");
        }

        static Row structures(String model, String kind, String more) {
            return new Row(
                    model,
                    "structures",
                    ("kind=" + kind + " model=" + model + " " + more).strip(),
                    "bug=vote-without-log");
        }

        Experiment experiment(boolean isWrong) {
            Map<String, String> values = new HashMap<>();
            for (String option :
                    (options + (isWrong ? " " + planted : "")).strip().split(" +", -1)) {
                if (!option.isEmpty()) {
                    String[] parts = option.split("=", 2);
                    values.put(parts[0], parts[1]);
                }
            }
            FaultOrder faults = kinds.isEmpty()
                    ? FaultOrder.NONE
                    : new FaultOrder(Optional.empty(), List.of(), Optional.of(FaultOrder.kinds(kinds)));
            return faults.applied(Experiments.load(example, values));
        }

        /** As it is given to {@code run} and {@code hunt}. */
        String arguments() {
            return Stream.concat(
                            Stream.of(options.split(" ", -1))
                                    .filter(option -> !option.isEmpty())
                                    .map(option -> "`--set " + option + "`"),
                            kinds.isEmpty() ? Stream.of() : Stream.of("`--faults " + kinds + "`"))
                    .collect(Collectors.joining(", "));
        }
    }

    /**
     * In {@code kafka} nobody has planted anything; that a record counts as sent when one broker has it is mistake enough. It does not
     * write to its disk before it answers, so that power is not to be lost: docs/gallery.md.
     */
    static Stream<Row> rows() {
        return Stream.of(
                        new Row("cas-register", "raft", "", "bug=vote-without-log"),
                        Row.structures("register", "register"),
                        Row.structures("kv", "kv"),
                        Row.structures("counter", "counter"),
                        Row.structures("counter-bounds", "counter"),
                        Row.structures("set-full", "set"),
                        Row.structures("set", "set"),
                        Row.structures("bag", "bag", "keys=20"),
                        Row.structures("fifo-queue", "queue"),
                        Row.structures("total-queue", "queue"),
                        Row.structures("priority-queue", "priority-queue"),
                        Row.structures("stack", "stack"),
                        Row.structures("append-log", "append-log"),
                        Row.structures("unique-ids", "unique-ids"),
                        Row.structures("mutex", "lock", LOCKS),
                        Row.structures("reentrant-lock", "lock", LOCKS),
                        Row.structures("fenced-lock", "lock", LOCKS),
                        new Row("leader-lease", "lock", "", "bug=release-unchecked"),
                        Row.structures("read-write-lock", "read-write-lock", LOCKS),
                        Row.structures(
                                "semaphore",
                                "semaphore",
                                LOCKS.replace("keys=50", "keys=20").replace("3000", "5000")),
                        new Row("bank-totals", "bank", "model=bank-totals", "bug=read-unlocked"),
                        new Row(
                                "bank-totals-overdrawn",
                                "bank",
                                "model=bank-totals-overdrawn overdraft=allowed",
                                "bug=read-unlocked"),
                        new Row("bank", "bank", "model=bank duration=30s", "bug=read-unlocked"),
                        new Row("list-append", "kv-txn", "kind=list-append", "bug=lost-update"),
                        new Row("rw-register", "kv-txn", "kind=rw-register", "bug=lost-update"),
                        Row.structures("set-add", "set-add"),
                        Row.structures("counter-add", "counter-add"),
                        Row.structures("multi-register", "multi-register"),
                        Row.structures("long-fork", "long-fork"),
                        new Row("log", "kafka", "", "kill,pause,partition,latency,stall,reset", "acks=1"))
                .filter(row -> CHOSEN.contains("") || CHOSEN.contains(row.model));
    }

    @ParameterizedTest
    @MethodSource("rows")
    void aModelIsValidWithoutABugAndFindsOne(Row row) {
        List<Long> range = Stream.of((SEEDS.isEmpty() ? "1..1" : SEEDS).split("[.]+", -1))
                .map(Long::valueOf)
                .toList();
        Runner correct = runner(row.experiment(false));
        for (long seed = range.getFirst(); seed <= range.getLast(); seed++) {
            RunResult result = correct.run(seed, RunOptions.standard());
            assertThat(result.verdict().kind())
                    .as("%s seed %d: %s", row, seed, result.verdict().sentence())
                    .isEqualTo(Kind.VALID);
        }
        Runner wrong = runner(row.experiment(true));
        long seed = 1;
        while (wrong.run(seed, RunOptions.standard()).verdict().kind() != Kind.VIOLATION) {
            seed++;
            assertThat(seed).as("seeds without a violation of %s", row).isLessThanOrEqualTo(SEEDS_FOR_A_BUG);
        }
        System.out.printf(
                "| `%s` | `%s` | %s | %d to %d | `%s` | %d |%n",
                row.model, row.example, row.arguments(), range.getFirst(), range.getLast(), row.planted, seed);
    }

    private static Runner runner(Experiment experiment) {
        return new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})));
    }
}
