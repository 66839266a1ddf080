package dev.faultline.bench;

import dev.faultline.bench.Row.Bar;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.RunResult;
import dev.faultline.experiment.Runner;
import java.util.ArrayList;
import java.util.List;

/** Row 2: client operations per processor second of the simulated ensemble. */
final class RequestBench {
    private static final Bar BAR = new Bar.AtLeast(3000);
    private static final String UNIT = "operations/CPU s";

    private final Cluster cluster;
    private final Scale scale;
    private double perCpuSecond;

    RequestBench(Cluster cluster, Scale scale) {
        this.cluster = cluster;
        this.scale = scale;
    }

    /** Returns the figure without faults, which the real servers are compared with. */
    double perCpuSecond() {
        return perCpuSecond;
    }

    List<Row> measure() {
        Row calm = row("ZooKeeper, no faults, no pauses", cluster.busy(scale.requestTime(), false), new Bar.None());
        perCpuSecond = calm.figure();
        // The bar is for the experiment when its clients are busy; with its pauses, most of what a run costs is the
        // start of servers and the passing of time.
        return List.of(
                calm,
                row("ZooKeeper, default faults, no pauses", cluster.busy(scale.faultTime(), true), BAR),
                row(
                        "ZooKeeper, default faults, default pauses",
                        cluster.paced(scale.faultTime(), true),
                        new Bar.None()));
    }

    private Row row(String what, Experiment experiment, Bar bar) {
        Runner runner = new Runner(experiment, cluster.artifacts());
        List<RunResult.Counts> runs = new ArrayList<>();
        ThreadTimes times = new ThreadTimes();
        for (int i = 0; i < scale.warmUps() + scale.rounds(); i++) {
            boolean counts = i >= scale.warmUps();
            if (i == scale.warmUps()) {
                times.start();
            }
            RunResult result = runner.run(1, RunOptions.standard());
            // Plain reads may be stale under faults, so a violation is an answer like another; no answer is a failed
            // run.
            if (result.verdict().kind() == RunResult.Kind.UNKNOWN) {
                throw new IllegalStateException("a run that is measured must come to its end: "
                        + result.verdict().sentence());
            }
            if (counts) {
                runs.add(result.counts());
            }
        }
        times.stop();
        double median = Cost.median(runs.stream()
                .mapToDouble(run -> run.operations() / (run.cpuNanos() / 1e9))
                .toArray());
        return new Row(what, median, UNIT, bar, note(runs, times));
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
