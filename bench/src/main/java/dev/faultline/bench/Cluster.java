package dev.faultline.bench;

import dev.faultline.experiment.Artifact;
import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.FaultPlanSpec;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.WorkloadSpec;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The ensemble that is measured, simulated or real: the built-in experiment {@code zookeeper}, with plain reads, so that
 * one request is one operation of the client library.
 *
 * @param experiment as it is built in
 * @param artifacts its files
 * @param clientPath what a client with a {@code main} of this module needs
 */
record Cluster(Experiment experiment, RunArtifacts artifacts, List<Path> clientPath) {
    static Cluster load(java.util.function.Consumer<String> progress) {
        Experiment experiment = Experiments.load("zookeeper", Map.of("reads", "local"));
        Artifacts source = Artifacts.ofUser(progress);
        RunArtifacts artifacts = RunArtifacts.of(experiment, source);
        List<Path> clientPath = new ArrayList<>(artifacts.client());
        source.resolve(List.of("faultline:workload")).stream()
                .map(Artifact::path)
                .forEach(clientPath::add);
        clientPath.add(Places.ofThisModule());
        return new Cluster(experiment, artifacts, List.copyOf(clientPath));
    }

    /** Returns the experiment with half of the requests writes, half reads, and no pause between them. */
    Experiment busy(Duration duration, boolean faults) {
        return with(Duration.ZERO, duration, faults);
    }

    /** Returns the experiment with half of the requests writes, half reads, and its own pauses. */
    Experiment paced(Duration duration, boolean faults) {
        return with(experiment.workload().thinkTime(), duration, faults);
    }

    private Experiment with(Duration thinkTime, Duration duration, boolean faults) {
        WorkloadSpec usual = experiment.workload();
        WorkloadSpec workload =
                usual.withShares(Map.of("read", 50, "write", 50)).with(thinkTime, duration);
        return experiment.with(workload, faults ? experiment.faults() : noFaults());
    }

    private FaultPlanSpec noFaults() {
        FaultPlanSpec usual = experiment.faults();
        return new FaultPlanSpec(
                List.of(),
                usual.first(),
                usual.interval(),
                usual.durationMin(),
                usual.durationMax(),
                usual.heal(),
                usual.budget(),
                usual.atLeast());
    }

    int clients() {
        return experiment.workload().clients();
    }

    String sessionMillis() {
        return experiment.clientOptions().getOrDefault("sessionMillis", "6000");
    }
}
