package dev.faultline.bench;

import dev.faultline.experiment.Artifacts;
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

/**
 * What a JVM of its own runs to tell the cost of a first run: three nodes of Kafka, a client that sends and polls for 25
 * virtual seconds, and a power loss with restart, some times over. {@code RUNS}.
 */
public final class KafkaMain {
    static final String COST = "faultline bench: CPU milliseconds and those of a unit ";

    private static final long SEED = 7;

    private KafkaMain() {}

    /** Runs, and prints a line for each run. */
    public static void main(String[] arguments) {
        EndWithParent.watch();
        Experiment experiment = experiment();
        Runner runner = new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(progress -> {})));
        Gauge gauge = new Gauge();
        double before = gauge.unitMillis();
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            RunResult result = runner.run(SEED, RunOptions.standard());
            RunResult.Counts counts = result.counts();
            double after = gauge.unitMillis();
            System.out.println(COST + counts.cpuNanos() / 1e6 + " " + (before + after) / 2 + " "
                    + result.verdict().kind() + ": "
                    + counts.operations() + " operations, " + counts.threads() + " threads, " + counts.turns()
                    + " turns, " + Row.number(counts.virtualNanos() / 1e9) + " virtual s");
            before = after;
        }
        Runtime.getRuntime().halt(0);
    }

    static Experiment experiment() {
        Experiment usual = Experiments.load("kafka", Map.of());
        WorkloadSpec work = usual.workload();
        FaultPlanSpec faults = usual.faults();
        Duration second = Duration.ofSeconds(1);
        return usual.with(
                work.with(1, work.keys()).with(Duration.ofMillis(30), second.multipliedBy(25)),
                new FaultPlanSpec(
                        List.of("power-loss"),
                        second.multipliedBy(10),
                        second.multipliedBy(20),
                        second,
                        second.multipliedBy(5),
                        second.multipliedBy(5),
                        faults.budget(),
                        1));
    }
}
