package dev.faultline.cli;

import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Garbage;
import dev.faultline.experiment.Hunt;
import dev.faultline.experiment.HuntEnd;
import dev.faultline.experiment.HuntRun;
import dev.faultline.experiment.KeptRuns;
import dev.faultline.experiment.WorkerReply;
import dev.faultline.journal.Amount;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code faultline hunt}: many seeds, in several JVMs, until one shows a violation. */
@Command(
        name = "hunt",
        description =
                "Runs an experiment with many seeds, and stops at the first violation, or if the first runs tested"
                        + " nothing. What each run did is a line of DIR/EXPERIMENT-hunt.ndjson.",
        footer = {
            "",
            "Exit codes: 0 all valid, 1 a violation, 2 a run was unknown or tested nothing, or there was none, 254 bad"
                    + " usage or input, 255 internal error."
        })
final class HuntCommand implements Callable<Integer> {
    private static final int JOBS_MAX = 256;

    @Mixin
    private ExperimentArguments arguments = new ExperimentArguments();

    @Option(
            names = "--seeds",
            paramLabel = "FIRST..LAST",
            defaultValue = "1..1000",
            converter = SeedRange.Converter.class,
            description = "The seeds. Default: 1..1000.")
    private SeedRange seeds = new SeedRange(1, 1000);

    @Option(
            names = "--time",
            paramLabel = "SPAN",
            description = "Starts no further run after that time, such as 60s, 5m or 1h.")
    private Optional<String> time = Optional.empty();

    @Option(names = "--jobs", paramLabel = "N", description = "How many worker JVMs. Default: one for each processor.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--keep-going", description = "Goes on after a violation, and after runs that tested nothing.")
    private boolean keepGoing;

    @Option(
            names = "--keep-runs",
            paramLabel = "WHICH",
            defaultValue = "violations",
            description = "Which runs are written down, a folder for each: all, violations (those that were not valid)"
                    + " or none. Default: violations.")
    private String keptRuns = "violations";

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Where the hunt and its runs are written down. Default: runs.")
    private Path out = Path.of("runs");

    @Option(names = "--verbose", description = "Prints a line for every run.")
    private boolean verbose;

    @Option(
            names = "--json",
            description = "Prints an object of JSON a line for every run, and a last one with the sums.")
    private boolean json;

    @Option(
            names = "--heap",
            description =
                    "Collects garbage after each run, and says what a worker held after its 10th and its last run.")
    private boolean heap;

    private final HuntTally tally = new HuntTally();
    private final HeapGrowth growth = new HeapGrowth();
    private final Terminal terminal = new Terminal();

    @Override
    public Integer call() {
        KeptRuns kept = kept();
        Numbers.require("--jobs", jobs, 1, JOBS_MAX);
        Experiment experiment = arguments.load();
        arguments.runner(experiment, terminal); // resolves artifacts before many workers want them
        BooleanSupplier stop = deadline();
        long start = System.nanoTime();
        Path file = out.resolve(experiment.name() + "-hunt.ndjson");
        try (HuntLog log = new HuntLog(file)) {
            Hunt hunt = new Hunt(arguments.task(heap ? Garbage.COLLECTED : Garbage.LEFT), jobs, keepGoing, kept);
            HuntEnd end = hunt.run(
                    seeds.first(),
                    seeds.size(),
                    stop,
                    seed -> out.resolve(experiment.name() + "-" + seed),
                    run -> show(log, run, start));
            terminal.endProgress();
            return summarise(log, hunt, end, file, (System.nanoTime() - start) / 1e9);
        }
    }

    private void show(HuntLog log, HuntRun run, long start) {
        WorkerReply reply = run.reply();
        tally.add(run);
        growth.add(reply);
        String line = HuntLog.line(HuntLine.fields(run, arguments.again(reply.seed(), run.folder())));
        log.add(line);
        if (json || verbose || reply.isViolation()) {
            terminal.endProgress();
        }
        if (json) {
            System.out.println(line);
        } else {
            print(run);
        }
        terminal.progress(String.format(
                Locale.ROOT,
                "%,d of %s, %s, %.0f s",
                tally.runs(),
                Amount.of(seeds.size(), "run"),
                Amount.of(tally.violations(), "violation"),
                (System.nanoTime() - start) / 1e9));
    }

    private void print(HuntRun run) {
        WorkerReply reply = run.reply();
        if (verbose) {
            System.out.println(HuntLine.text(run));
        }
        if (reply.isViolation()) {
            System.out.println("Reproduce: " + arguments.again(reply.seed(), run.folder()));
            System.out.println("seed " + reply.seed() + ": VIOLATION - " + reply.sentence());
            if (reply.stoppedAtViolation()) {
                System.out.println(String.format(
                        Locale.ROOT,
                        "stopped there, after %.1f virtual s and %s",
                        reply.virtualNanos() / 1e9,
                        Amount.of(reply.operations(), "operation")));
            }
            run.folder().ifPresent(folder -> System.out.println("run folder " + folder));
        } else if (!reply.isValid()) {
            terminal.message("seed " + reply.seed() + ": " + reply.verdict() + " - " + reply.sentence());
        }
        if (!run.repeated()) {
            terminal.message("seed " + reply.seed() + ": made again to be written down, the run was another one; see"
                    + " ./faultline verify");
        }
    }

    private int summarise(HuntLog log, Hunt hunt, HuntEnd end, Path file, double seconds) {
        String sums = HuntLog.line(Map.of("sum", tally.fields(end, seconds)));
        log.add(sums);
        if (json) {
            System.out.println(sums);
        } else {
            if (heap) {
                growth.print(System.out);
            }
            System.out.println("hunt file " + file);
            if (end != HuntEnd.ALL_SEEDS) {
                System.out.println("ended early: " + end.words() + ", after " + tally.runs() + " of "
                        + Amount.of(seeds.size(), "run"));
            }
            System.out.println(tally.sentence(seconds));
        }
        if (!hunt.refusal().isEmpty()) {
            System.err.println("faultline: " + hunt.refusal());
        }
        return tally.exitCode(end);
    }

    private KeptRuns kept() {
        return switch (keptRuns) {
            case "all" -> KeptRuns.ALL;
            case "violations" -> KeptRuns.VIOLATIONS;
            case "none" -> KeptRuns.NONE;
            default -> throw new UsageException("--keep-runs is all, violations or none, not '" + keptRuns + "'");
        };
    }

    private BooleanSupplier deadline() {
        if (time.isEmpty()) {
            return () -> false;
        }
        long end = System.nanoTime() + TimeSpan.parse(time.get()).toNanos();
        return () -> System.nanoTime() - end > 0;
    }
}
