package dev.faultline.bench;

import dev.faultline.bench.Row.Bar;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Client operations per processor second of the simulated ensemble. */
final class RequestBench {
    private static final Bar BAR = new Bar.AtLeast(3000);
    private static final String OPERATIONS = "operations";

    private final Gauge gauge;
    private final Cluster cluster;
    private final Scale scale;
    private double perCpuSecond;

    RequestBench(Gauge gauge, Cluster cluster, Scale scale) {
        this.gauge = gauge;
        this.cluster = cluster;
        this.scale = scale;
    }

    /** Returns the figure without faults, which the real servers are compared with; measures it if that was not done. */
    double perCpuSecond() {
        if (perCpuSecond == 0) {
            calm(row -> {});
        }
        return perCpuSecond;
    }

    void calm(Consumer<Row> rows) {
        Row calm = row("ZooKeeper, no faults, no pauses", cluster.busy(scale.requestTime(), false), new Bar.None());
        perCpuSecond = calm.figure();
        rows.accept(calm);
    }

    /**
     * The bar is for the experiment when its clients are busy; with its pauses, most of what a run costs is the start of
     * servers and the passing of time.
     */
    void faults(Consumer<Row> rows) {
        rows.accept(row("ZooKeeper, default faults, no pauses", cluster.busy(scale.faultTime(), true), BAR));
    }

    void paced(Consumer<Row> rows) {
        rows.accept(row(
                "ZooKeeper, default faults, default pauses", cluster.paced(scale.faultTime(), true), new Bar.None()));
    }

    private Row row(String what, Experiment experiment, Bar bar) {
        Runner runner = new Runner(experiment, cluster.artifacts());
        List<RunResult.Counts> runs = new ArrayList<>();
        ThreadTimes times = new ThreadTimes();
        for (int i = 0; i < scale.warmUps(); i++) {
            var _ = run(runner);
        }
        times.start();
        Gauge.Reading reading = gauge.rate(0, scale.rounds(), () -> {
            RunResult.Counts counts = run(runner);
            runs.add(counts);
            return counts.operations() / (counts.cpuNanos() / 1e9);
        });
        times.stop();
        return Row.rate(what, reading, OPERATIONS, bar, note(runs, times));
    }

    private static RunResult.Counts run(Runner runner) {
        RunResult result = runner.run(1, RunOptions.standard());
        // Plain reads may be stale under faults, so a violation is an answer like another; no answer is a failed run.
        if (result.verdict().kind() == RunResult.Kind.UNKNOWN) {
            throw new IllegalStateException("a run that is measured must come to its end: "
                    + result.verdict().sentence());
        }
        return result.counts();
    }

    private static String note(List<RunResult.Counts> runs, ThreadTimes times) {
        RunResult.Counts one = runs.getLast();
        double carrier = times.seconds(ThreadTimes.Owner.CARRIER);
        long operations = runs.stream().mapToLong(RunResult.Counts::operations).sum();
        return one.operations() + " operations, " + one.changes() + " of them writes, " + one.turns() + " turns, "
                + Row.number(one.virtualNanos() / 1e9) + " virtual s, " + Row.number(one.cpuNanos() / 1e9)
                + " CPU s a run; per carrier CPU second "
                + (carrier > 0 ? Row.number(operations / carrier) : "unknown") + "; CPU by thread: " + times.shares();
    }
}
