package dev.faultline.bench;

import dev.faultline.bench.Row.Bar;
import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.AtViolation;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.FaultPlanSpec;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import dev.faultline.experiment.WorkloadSpec;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What {@code --stop-at-violation} adds to a run that has no violation, so that it looks to the end: the example store, kills
 * and partitions, and many clients on one key, which is never quiet.
 */
final class WatchBench {
    private static final int CLIENTS = 16;
    private static final long SEED = 1;
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Bar BAR = new Bar.AtMost(1.3);

    private final Scale scale;

    WatchBench(Scale scale) {
        this.scale = scale;
    }

    /** The two kinds of runs in turns; the ratio is the median of those of the pairs. */
    void measure(Consumer<Row> rows) {
        Experiment experiment = hotKey();
        Runner runner = new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})));
        RunOptions usual = RunOptions.standard();
        RunOptions watched = usual.with(AtViolation.STOP);
        var _ = run(runner, watched);
        int rounds = scale.rounds();
        double[] with = new double[rounds];
        double[] without = new double[rounds];
        double[] ratios = new double[rounds];
        String what = "";
        for (int i = 0; i < rounds; i++) {
            RunResult.Counts one = run(runner, usual);
            RunResult.Counts other = run(runner, watched);
            without[i] = one.cpuNanos() / 1e6;
            with[i] = other.cpuNanos() / 1e6;
            ratios[i] = with[i] / without[i];
            what = one.operations() + " operations of " + CLIENTS + " clients on one key";
        }
        rows.accept(Row.ratio(
                        "one hot key, with --stop-at-violation : without",
                        Cost.median(with),
                        Cost.median(without),
                        "ms CPU",
                        BAR,
                        what)
                .withRatio(Cost.median(ratios)));
    }

    private static RunResult.Counts run(Runner runner, RunOptions options) {
        RunResult result = runner.run(SEED, options);
        if (result.verdict().kind() != RunResult.Kind.VALID) {
            throw new IllegalStateException("a run that is measured must have no violation: "
                    + result.verdict().sentence());
        }
        return result.counts();
    }

    private Experiment hotKey() {
        Experiment usual = Experiments.load("kv", Map.of());
        WorkloadSpec work = usual.workload();
        return usual.with(
                work.with(CLIENTS, 1).with(Duration.ofMillis(5), scale.watchTime()),
                new FaultPlanSpec(
                        List.of("kill", "partition"),
                        SECOND,
                        SECOND.multipliedBy(2),
                        SECOND.dividedBy(2),
                        SECOND,
                        SECOND,
                        usual.faults().budget(),
                        1));
    }
}
