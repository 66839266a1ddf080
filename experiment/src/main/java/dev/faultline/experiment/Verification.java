package dev.faultline.experiment;

import dev.faultline.journal.RunComparison;
import dev.faultline.journal.RunFolder;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Proves, seed by seed, that a run is a function of its seed: twice in a JVM that has run others before, once in a fresh
 * one, and all that was written down compared byte by byte.
 */
public final class Verification implements AutoCloseable {
    private static final int TURNS_AROUND = 1;

    private final WorkerTask task;
    private final Path scratch;
    private final WorkerProcess warm;

    /**
     * Makes a verification.
     *
     * @param scratch a folder for the runs that are compared
     */
    public Verification(WorkerTask task, Path scratch) {
        this.task = task;
        this.scratch = scratch;
        warm = new WorkerProcess(task);
    }

    /**
     * What came of a seed.
     *
     * @param identical whether the three runs are the same
     * @param report if not: what differs first, and where the two sides stood
     * @param reply the cold run
     */
    public record Outcome(long seed, boolean identical, String report, WorkerReply reply) {}

    /** Verifies one seed. */
    public Outcome verify(long seed) {
        WorkerRequest request = WorkerRequest.run(seed);
        try (WorkerProcess cold = new WorkerProcess(task)) {
            WorkerReply once = cold.run(request.into(folder(seed, "cold")));
            WorkerReply first = warm.run(request.into(folder(seed, "warm1")));
            WorkerReply second = warm.run(request.into(folder(seed, "warm2")));
            if (once.verdict().equals("ERROR") || first.verdict().equals("ERROR")) {
                String error = once.verdict().equals("ERROR") ? once.sentence() : first.sentence();
                return new Outcome(seed, false, "the run failed: " + error, once);
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
                + firstTurn(seed);
    }

    /** Runs both sides again, to find the first turn that differs and the stacks there. */
    private String firstTurn(long seed) {
        Path coldSteps = scratch.resolve("steps-cold");
        Path warmSteps = scratch.resolve("steps-warm");
        WorkerRequest request = WorkerRequest.run(seed);
        try (WorkerProcess cold = new WorkerProcess(task)) {
            cold.run(request.withSteps(coldSteps.toString()));
        }
        warm.run(request.withSteps(warmSteps.toString()));
        long turn = firstDifference(coldSteps, warmSteps);
        if (turn == 0) {
            return "run again, both sides took the same turns: the difference does not always show, as of a race with"
                    + " a thread outside the simulation or a garbage collection";
        }
        WorkerRequest capturing = request.capturing(Math.max(1, turn - TURNS_AROUND), turn);
        String coldStacks;
        try (WorkerProcess cold = new WorkerProcess(task)) {
            coldStacks = cold.run(capturing).captured();
        }
        return "the first turn that differs is " + turn + "\n--- in a fresh JVM:\n" + coldStacks
                + "--- in a warm JVM:\n" + warm.run(capturing).captured();
    }

    private static long firstDifference(Path left, Path right) {
        try (DataInputStream one = new DataInputStream(new BufferedInputStream(Files.newInputStream(left)));
                DataInputStream other = new DataInputStream(new BufferedInputStream(Files.newInputStream(right)))) {
            for (long turn = 1; ; turn++) {
                Long a = next(one);
                Long b = next(other);
                if (a == null && b == null) {
                    return 0;
                }
                if (a == null || !a.equals(b)) {
                    return turn;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static @Nullable Long next(DataInputStream in) throws IOException {
        try {
            return in.readLong();
        } catch (EOFException e) {
            return null;
        }
    }

    private String folder(long seed, String side) {
        return scratch.resolve("seed-" + seed).resolve(side).toString();
    }

    @Override
    public void close() {
        warm.close();
    }
}
