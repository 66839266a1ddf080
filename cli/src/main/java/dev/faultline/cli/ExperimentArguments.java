package dev.faultline.cli;

import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.AtViolation;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.Garbage;
import dev.faultline.experiment.ReplayLine;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.Runner;
import dev.faultline.experiment.WorkerTask;
import dev.faultline.sim.Preemption;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which experiment, and how: what {@code run}, {@code hunt}, {@code replay} and {@code verify} have in common. */
final class ExperimentArguments {
    @Parameters(
            index = "0",
            paramLabel = "EXPERIMENT",
            description = "A built-in experiment (see 'faultline list') or an experiment file.")
    private String experiment = "";

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            description = "Sets an option of the experiment; may be given several times.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--preempt",
            paramLabel = "CHANCE",
            defaultValue = "0",
            description = "How often a thread loses its turn before it enters a monitor, 0 to 1. Default: 0.")
    private double preempt;

    @Option(
            names = "--preempt-sites",
            paramLabel = "SHARE",
            defaultValue = "0",
            description = "At which share of the call sites a thread may lose its turn, 0 to 1. Default: 0.")
    private double preemptSites;

    @Option(
            names = "--stop-at-violation",
            description = "Ends a run with the turn in which its history is found to be wrong. For checks of"
                    + " linearizability.")
    private boolean stopAtViolation;

    @Option(
            names = "--env",
            paramLabel = "ENVIRONMENT",
            defaultValue = "sim",
            description = "Where nodes run. This version has one environment: sim.")
    private String environment = "sim";

    String name() {
        return experiment;
    }

    /** Returns how to carry out a run that is not written down. */
    RunOptions options() {
        return RunOptions.standard().withPreemption(preemption()).with(AtViolation.stopIf(stopAtViolation));
    }

    private Preemption preemption() {
        Numbers.requireShare("--preempt", preempt);
        Numbers.requireShare("--preempt-sites", preemptSites);
        return new Preemption(preempt, preemptSites, preemptSites > 0 ? 0.1 : 0);
    }

    Experiment load() {
        if (!environment.equals("sim")) {
            throw new UsageException(
                    "--env " + environment + " is not there yet; the environment of this version is sim");
        }
        Experiment loaded = Experiments.load(experiment, set);
        preemption(); // its numbers are looked at before anything is begun
        if (stopAtViolation) {
            loaded.requireWatchable();
        }
        return loaded;
    }

    Runner runner(Experiment loaded, Terminal terminal) {
        return new Runner(loaded, RunArtifacts.of(loaded, Artifacts.ofUser(terminal::progress)));
    }

    WorkerTask task(Garbage garbage) {
        return new WorkerTask(experiment, set, preemption(), AtViolation.stopIf(stopAtViolation), garbage);
    }

    /** Returns the words that make the same run again. */
    String again(long seed) {
        return ReplayLine.of(experiment, seed, set, preemption(), AtViolation.stopIf(stopAtViolation));
    }
}
