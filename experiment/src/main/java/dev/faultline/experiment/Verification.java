package dev.faultline.experiment;

import dev.faultline.journal.RunComparison;
import dev.faultline.journal.RunFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/**
 * Proves, seed by seed, that a run is a function of its seed: twice in a JVM that has run others before, once in a fresh
 * one, and all that was written down compared byte by byte.
 */
public final class Verification implements AutoCloseable {
    private final WorkerTask task;
    private final Path scratch;
    private final WorkerSlot warm;

    /**
     * Makes a verification.
     *
     * @param scratch a folder for the runs that are compared
     */
    public Verification(WorkerTask task, Path scratch) {
        this.task = task;
        this.scratch = scratch;
        warm = new WorkerSlot(task);
    }

    /**
     * What came of a seed.
     *
     * @param identical whether the three runs are the same
     * @param report if not: what differs first, the likely cause, and where the two sides stood
     * @param reply the cold run
     */
    public record Outcome(long seed, boolean identical, String report, WorkerReply reply) {}

    /** Verifies one seed; the two JVMs run side by side. */
    public Outcome verify(long seed) {
        WorkerRequest request = WorkerRequest.run(seed);
        try (WorkerProcess cold = new WorkerProcess(task)) {
            CompletableFuture<WorkerReply> aside = CompletableFuture.supplyAsync(
                    () -> cold.run(request.into(folder(seed, "cold"))),
                    work -> Thread.ofPlatform().name("faultline-cold").start(work));
            WorkerReply first = warm.run(request.into(folder(seed, "warm1")));
            WorkerReply second = warm.run(request.into(folder(seed, "warm2")));
            WorkerReply once = aside.join();
            for (WorkerReply reply : List.of(once, first, second)) {
                if (reply.isRefused()) {
                    throw new ExperimentException(reply.sentence());
                }
                if (reply.isFailure()) {
                    return new Outcome(seed, false, "the run failed: " + reply.sentence(), reply);
                }
            }
            String difference = difference(seed, "cold", "warm1", once, first);
            if (difference.isEmpty()) {
                difference = difference(seed, "warm1", "warm2", first, second);
            }
            return new Outcome(seed, difference.isEmpty(), difference, once);
        }
    }

    private String difference(long seed, String left, String right, WorkerReply one, WorkerReply other) {
        RunComparison comparison = RunComparison.of(
                RunFolder.open(Path.of(folder(seed, left))), RunFolder.open(Path.of(folder(seed, right))));
        if (comparison.same() && one.fingerprint().equals(other.fingerprint())) {
            return "";
        }
        return "seed " + seed + ", " + left + " against " + right + ": " + comparison.describe() + "\n"
                + verdicts(left, right, one, other)
                + new Divergence(task, scratch, warm).explain(seed);
    }

    /** A run that the host's limits have ended says so in its verdict. */
    private static String verdicts(String left, String right, WorkerReply one, WorkerReply other) {
        if (one.verdict().equals(other.verdict()) && one.sentence().equals(other.sentence())) {
            return "";
        }
        return left + " is " + one.verdict() + " - " + one.sentence() + "\n" + right + " is " + other.verdict() + " - "
                + other.sentence() + "\n";
    }

    private String folder(long seed, String side) {
        return scratch.resolve("seed-" + seed).resolve(side).toString();
    }

    @Override
    public void close() {
        warm.close();
    }
}
