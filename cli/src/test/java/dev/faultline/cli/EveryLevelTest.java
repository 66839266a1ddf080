package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.faultline.check.Answer;
import dev.faultline.check.Limits;
import dev.faultline.check.Question;
import dev.faultline.check.isolation.IsolationJudge;
import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.FaultOrder;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every level of isolation holds of the transactions of {@code kv-txn}, and a planted bug breaks it. By itself one seed without a bug;
 * {@code -Dfaultline.levels=1..50} tries the bugs, too, and prints a row of a table for each level on standard output.
 */
class EveryLevelTest {
    private static final String SEEDS = System.getProperty("faultline.levels", "1..1");
    private static final boolean BUGS_TOO = System.getProperties().containsKey("faultline.levels");
    private static final String KIND = "list-append";
    private static final IsolationJudge JUDGE = new IsolationJudge();

    /** A bug with the options, the kinds of faults and the seed that docs/kv.md names. */
    private record Planted(String options, String kinds, long seed) {}

    private static final List<Planted> BUGS = List.of(
            new Planted("bug=stale-snapshot reads=80 length=1 clients=12", "pause", 4),
            new Planted("bug=write-skew", "", 1),
            new Planted("bug=long-fork clients=12 length=2", "", 1),
            new Planted("bug=non-repeatable-read", "", 1),
            new Planted("bug=lost-update", "", 1),
            new Planted("bug=dirty-read", "", 1),
            new Planted("bug=aborted-visible", "", 3),
            new Planted("bug=torn-transaction", "", 1));

    @TempDir
    private Path folder;

    @Test
    void everyLevelHoldsWithoutABug() {
        String[] range = SEEDS.split("[.]+", -1);
        for (long seed = Long.parseLong(range[0]); seed <= Long.parseLong(range[1]); seed++) {
            Path history = history("bug=", "", seed);
            for (String level : JUDGE.levels()) {
                Answer answer = judged(history, level);
                assertThat(answer.kind())
                        .as("seed %d, %s: %s", seed, level, answer.sentence())
                        .isEqualTo(Answer.Kind.VALID);
            }
        }
    }

    @Test
    void everyLevelIsBrokenByABug() {
        assumeTrue(BUGS_TOO, "-Dfaultline.levels=1..1 looks for them, in minutes");
        Map<String, Planted> broken = new TreeMap<>();
        for (Planted planted : BUGS) {
            Path history = history(planted.options, planted.kinds, planted.seed);
            for (String level : JUDGE.levels()) {
                if (judged(history, level).kind() == Answer.Kind.VIOLATION) {
                    broken.putIfAbsent(level, planted);
                }
            }
        }
        broken.forEach((level, planted) -> System.out.println("| `" + level + "` | " + SEEDS.replace("..", " to ")
                + " | `" + planted.options + (planted.kinds.isEmpty() ? "" : " --faults " + planted.kinds) + "` | "
                + planted.seed + " |"));
        assertThat(broken.keySet()).containsExactlyInAnyOrderElementsOf(JUDGE.levels());
    }

    private Path history(String options, String kinds, long seed) {
        Map<String, String> values = new HashMap<>();
        for (String option : options.split(" ", -1)) {
            String[] parts = option.split("=", 2);
            values.put(parts[0], parts[1]);
        }
        FaultOrder faults = kinds.isEmpty()
                ? FaultOrder.NONE
                : new FaultOrder(Optional.empty(), List.of(), Optional.of(FaultOrder.kinds(kinds)));
        Experiment experiment = faults.applied(Experiments.load("kv-txn", values));
        RunResult result = new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})))
                .run(seed, RunOptions.standard().into(folder.resolve("run")));
        assertThat(result.counts().ok()).isGreaterThan(100);
        return folder.resolve("run").resolve("history.jsonl");
    }

    private static Answer judged(Path history, String level) {
        return JUDGE.judge(new Question(
                        List.of(history), Optional.of(KIND), Optional.of(level), Map.of(), Limits.standard()))
                .orElseThrow();
    }
}
