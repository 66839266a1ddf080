package dev.faultline.cli;

import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.Hunt;
import dev.faultline.experiment.WorkerReply;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code faultline hunt}: many seeds, in several JVMs, until one shows a violation. */
@Command(name = "hunt", description = "Runs an experiment with many seeds, and stops at the first violation.")
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
            paramLabel = "SECONDS",
            description = "Starts no further run after so many seconds, as in 60 or 60s.")
    private String time = "";

    @Option(names = "--jobs", paramLabel = "N", description = "How many worker JVMs. Default: one for each processor.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--keep-going", description = "Goes on after a violation.")
    private boolean keepGoing;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            defaultValue = "runs",
            description = "Where runs with a violation are written down, a folder for each. Default: runs.")
    private Path out = Path.of("runs");

    @Option(
            names = "--heap",
            description =
                    "Collects garbage after each run, and says what a worker held after its 10th and its last run.")
    private boolean heap;

    private int done;
    private int found;

    @Override
    public Integer call() {
        Terminal terminal = new Terminal();
        Numbers.require("--jobs", jobs, 1, JOBS_MAX);
        Experiment experiment = arguments.load();
        arguments.runner(experiment, terminal); // resolves artifacts before many workers want them
        BooleanSupplier stop = deadline();
        long start = System.nanoTime();
        List<WorkerReply> replies = new Hunt(arguments.task(heap), jobs, keepGoing)
                .run(
                        seeds.first(),
                        seeds.last(),
                        stop,
                        seed -> out.resolve(experiment.name() + "-" + seed),
                        reply -> show(terminal, experiment, reply, start));
        terminal.endProgress();
        return summarise(replies, (System.nanoTime() - start) / 1e9);
    }

    private void show(Terminal terminal, Experiment experiment, WorkerReply reply, long start) {
        done++;
        if (reply.isViolation()) {
            found++;
            terminal.endProgress();
            System.out.println("Reproduce: " + arguments.again(reply.seed()));
            System.out.println("seed " + reply.seed() + ": VIOLATION - " + reply.sentence());
            if (reply.stoppedAtViolation()) {
                System.out.println(String.format(
                        Locale.ROOT,
                        "stopped there, after %.1f virtual s and %,d operations",
                        reply.virtualNanos() / 1e9,
                        reply.operations()));
            }
            System.out.println("run folder " + out.resolve(experiment.name() + "-" + reply.seed()));
        } else if (!reply.isValid()) {
            terminal.message("seed " + reply.seed() + ": " + reply.verdict() + " - " + reply.sentence());
        }
        terminal.progress(String.format(
                Locale.ROOT,
                "%,d of %,d runs, %d violations, %.0f s",
                done,
                seeds.size(),
                found,
                (System.nanoTime() - start) / 1e9));
    }

    private int summarise(List<WorkerReply> replies, double seconds) {
        long valid = replies.stream().filter(WorkerReply::isValid).count();
        long violations = replies.stream().filter(WorkerReply::isViolation).count();
        long errors = replies.stream().filter(reply -> reply.isFailure()).count();
        long operations = replies.stream().mapToLong(WorkerReply::operations).sum();
        double virtual = replies.stream().mapToLong(WorkerReply::virtualNanos).sum() / 1e9;
        long largestHeap =
                replies.stream().mapToLong(WorkerReply::heapBytes).max().orElse(0) >> 20;
        System.out.println(String.format(
                Locale.ROOT,
                "%,d runs in %.1f s: %,d valid, %,d violations, %,d unknown, %,d errors;"
                        + " %,d operations, %,.0f virtual s, largest heap of a worker %,d MB",
                replies.size(),
                seconds,
                valid,
                violations,
                replies.size() - valid - violations - errors,
                errors,
                operations,
                virtual,
                largestHeap));
        if (heap) {
            HeapGrowth.print(System.out, replies);
        }
        if (violations > 0) {
            return 1;
        }
        if (errors > 0) {
            return Main.INTERNAL_ERROR;
        }
        return valid == replies.size() ? 0 : 2;
    }

    private BooleanSupplier deadline() {
        if (time.isEmpty()) {
            return () -> false;
        }
        long end = System.nanoTime() + TimeSpan.parse(time).toNanos();
        return () -> System.nanoTime() - end > 0;
    }
}
