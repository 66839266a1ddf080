package dev.faultline.experiment;

import dev.faultline.sim.StepLog;
import java.io.BufferedOutputStream;
import java.io.BufferedReader;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import tools.jackson.databind.json.JsonMapper;

/**
 * The main class of a worker JVM: reads requests from standard input, one JSON object a line, and answers each on
 * standard output. A JVM of its own for each worker keeps heap and crash of one apart from the others.
 *
 * <p>The first line is the {@link WorkerTask}; the worker ends with its input, also in the middle of a run.
 */
public final class Worker {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Runner runner;
    private final RunOptions standard;
    private final Garbage garbage;
    private int runs;

    private Worker(WorkerTask task) {
        Map<String, String> set = new LinkedHashMap<>(task.set());
        Experiment experiment = task.faults().applied(Experiments.load(task.experiment(), set));
        runner = new Runner(experiment, RunArtifacts.of(experiment, Artifacts.ofUser(line -> {})));
        standard = RunOptions.standard().withPreemption(task.preemption()).with(task.atViolation());
        garbage = task.garbage();
    }

    /** Serves until the input ends. */
    public static void main(String[] arguments) throws InterruptedException {
        PrintStream out = System.out;
        BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        Thread.ofPlatform().daemon().name("faultline-worker-input").start(() -> read(lines));
        Worker worker = new Worker(JSON.readValue(lines.take(), WorkerTask.class));
        while (true) {
            out.println(JSON.writeValueAsString(worker.serve(JSON.readValue(lines.take(), WorkerRequest.class))));
            out.flush();
        }
    }

    /** Reads on during a run, too: the end of the input is the end of the worker, whatever it is busy with. */
    private static void read(BlockingQueue<String> lines) {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            // The one who asks is gone.
        }
        ParentWatch.end();
    }

    private WorkerReply serve(WorkerRequest request) {
        try {
            StepLog steps = request.captureFrom() > 0
                    ? StepLog.capturing(request.captureFrom(), request.captureTo())
                    : StepLog.digestsOnly();
            RunOptions options = standard;
            if (!request.folder().isEmpty()) {
                options = options.into(Path.of(request.folder()));
            }
            if (!request.stepsFile().isEmpty() || request.captureFrom() > 0) {
                options = options.logging(steps);
            }
            RunResult result = runner.run(request.seed(), options);
            if (!request.stepsFile().isEmpty()) {
                write(steps, Path.of(request.stepsFile()));
            }
            return WorkerReply.of(result, usedHeap(), ++runs, steps, isLast());
        } catch (RuntimeException | IOException | OutOfMemoryError | StackOverflowError e) {
            return WorkerReply.error(request.seed(), e, isLast());
        }
    }

    private boolean isLast() {
        return runner.environment().obstacle().isPresent();
    }

    /**
     * Bytes in use on the heap; what is in use by need if garbage is collected: loaders, their classes and what cleaners
     * hold go one collection after the other, so it collects until a collection no longer frees a hundredth.
     */
    private long usedHeap() {
        Runtime runtime = Runtime.getRuntime();
        long used = runtime.totalMemory() - runtime.freeMemory();
        if (garbage == Garbage.COLLECTED) {
            long before;
            do {
                before = used;
                runtime.gc();
                used = runtime.totalMemory() - runtime.freeMemory();
            } while (used < before - before / 100);
        }
        return used;
    }

    private static void write(StepLog steps, Path file) throws IOException {
        try (DataOutputStream out = new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
            for (int turn = 1; turn <= steps.turns(); turn++) {
                out.writeLong(steps.digest(turn));
            }
            out.writeLong(steps.afterLastTurn());
        }
    }
}
