package dev.faultline.experiment;

import java.nio.file.Path;
import java.util.Map;

/** Runs small experiments whose servers are among these tests. */
final class Trials {
    /** Where the servers are: the classes of these tests. */
    private static final Path CLASSES = Path.of("target", "test-classes").toAbsolutePath();

    private Trials() {}

    /** Reads an experiment; {@code CLASSES} in it stands for the folder of the test classes. */
    static Experiment read(String toml) {
        return Experiments.parse(toml.replace("CLASSES", CLASSES.toString()), "trial.toml", Path.of(""), Map.of());
    }

    static RunResult run(String toml, long seed) {
        return run(toml, seed, RunOptions.standard());
    }

    static RunResult run(String toml, long seed, RunOptions options) {
        Experiment experiment = read(toml);
        return new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {}))).run(seed, options);
    }
}
