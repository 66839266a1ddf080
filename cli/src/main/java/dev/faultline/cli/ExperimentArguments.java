package dev.faultline.cli;

import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.AtViolation;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.FaultOrder;
import dev.faultline.experiment.Garbage;
import dev.faultline.experiment.ReplayLine;
import dev.faultline.experiment.RunArtifacts;
import dev.faultline.experiment.RunOptions;
import dev.faultline.experiment.Runner;
import dev.faultline.experiment.ScheduleText;
import dev.faultline.experiment.WorkerTask;
import dev.faultline.sim.Preemption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
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
            names = "--schedule",
            paramLabel = "FILE",
            description =
                    "What breaks when, in place of what the experiment says: a file in TOML or YAML, or lines such as"
                            + " '12s kill n1 for 3s'. See 'faultline help check-schedule'.")
    private String schedule = "";

    @Option(
            names = "--fault",
            paramLabel = "LINE",
            description =
                    "A fault in place of those of the experiment: 'kill n1 for 3s', at once, or '12s kill n1 for 3s';"
                            + " may be given several times.")
    private List<String> lines = new ArrayList<>();

    @Option(
            names = "--faults",
            paramLabel = "KINDS",
            description =
                    "The kinds of the faults that the seed draws, with commas between them, in place of those of the"
                            + " experiment; all, none, or a profile: crash-storm, partition-storm, turmoil, slow,"
                            + " bad-disks, everything.")
    private String kinds = "";

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

    private @Nullable FaultOrder order;

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
        Experiment loaded = order().applied(Experiments.load(experiment, set));
        preemption(); // its numbers are looked at before anything is begun
        if (stopAtViolation) {
            loaded.requireWatchable();
        }
        return loaded;
    }

    /** Returns the faults that were asked for; the file of a schedule is read once, for it may change. */
    private FaultOrder order() {
        if (order == null) {
            if (Stream.of(!schedule.isEmpty(), !lines.isEmpty(), !kinds.isEmpty())
                            .filter(given -> given)
                            .count()
                    > 1) {
                throw new UsageException(
                        "--schedule, --fault and --faults each say which faults there are; give one of them");
            }
            order = new FaultOrder(
                    schedule.isEmpty() ? Optional.empty() : Optional.of(ScheduleText.ofFile(schedule)),
                    lines,
                    kinds.isEmpty() ? Optional.empty() : Optional.of(FaultOrder.kinds(kinds)));
        }
        return order;
    }

    Runner runner(Experiment loaded, Terminal terminal) {
        return new Runner(loaded, RunArtifacts.of(loaded, Artifacts.ofUser(terminal::progress)));
    }

    WorkerTask task(Garbage garbage) {
        return new WorkerTask(experiment, set, preemption(), AtViolation.stopIf(stopAtViolation), order(), garbage);
    }

    /**
     * Returns the words that make the same run again.
     *
     * @param folder where the run is written down, with a copy of its schedule
     */
    String again(long seed, Optional<Path> folder) {
        return ReplayLine.of(
                experiment, seed, set, preemption(), AtViolation.stopIf(stopAtViolation), order().words(folder));
    }
}
