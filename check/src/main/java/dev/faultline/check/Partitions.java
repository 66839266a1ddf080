package dev.faultline.check;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Decides all partitions of a history, on several threads if asked. Those that are easy come first: if one of them has no
 * explanation, the whole has none, and how long the others would take does not matter. What comes out is the same on any
 * number of threads.
 */
final class Partitions {

    /** An easy partition is decided after so many configurations, and so many for each operation. */
    private static final long EASY_CONFIGURATIONS = 4096;

    private static final long EASY_FOR_EACH = 4;
    private static final PartitionResult NOT_TRIED = new PartitionResult.Undecided(Verdict.Limit.STOPPED, 0);

    private final Model<?> model;
    private final Limits limits;
    private final int threads;
    private final History history;
    private final List<int[]> parts;

    Partitions(Model<?> model, Limits limits, int threads, History history, List<int[]> parts) {
        this.model = model;
        this.limits = limits;
        this.threads = Math.clamp(parts.size(), 1, threads);
        this.history = history;
        this.parts = parts;
    }

    /** Of each partition, what is known; if one has no explanation, others may be undecided for no reason of theirs. */
    List<PartitionResult> decide() {
        List<PartitionResult> results = new ArrayList<>(parts.size());
        parts.forEach(_ -> results.add(NOT_TRIED));
        if (parts.size() > 1) {
            decide(results, true);
        }
        if (results.stream().noneMatch(PartitionResult.Unexplained.class::isInstance)) {
            decide(results, false);
        }
        return results;
    }

    private Limits limits(int[] part, boolean easy, AtomicBoolean stopped) {
        long most = EASY_CONFIGURATIONS + EASY_FOR_EACH * part.length;
        return easy
                ? limits.withConfigurations(Math.min(limits.configurations(), most))
                : limits.stoppedBy(() -> stopped.get() || limits.stop().getAsBoolean());
    }

    /** Decides those that are not; if they need not be easy, only up to the first without an explanation. */
    private void decide(List<PartitionResult> results, boolean easy) {
        AtomicBoolean stopped = new AtomicBoolean();
        if (threads == 1) {
            for (int i = 0; i < results.size() && !stopped.get(); i++) {
                if (results.get(i) instanceof PartitionResult.Undecided) {
                    results.set(i, decide(parts.get(i), easy, stopped));
                    stopped.set(!easy && results.get(i) instanceof PartitionResult.Unexplained);
                }
            }
            return;
        }
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Integer> open = new ArrayList<>();
            List<Future<PartitionResult>> futures = new ArrayList<>();
            for (int i = 0; i < results.size(); i++) {
                if (results.get(i) instanceof PartitionResult.Undecided) {
                    int[] part = parts.get(i);
                    open.add(i);
                    futures.add(pool.submit(() -> decide(part, easy, stopped)));
                }
            }
            for (int i = 0; i < open.size(); i++) {
                // Those behind one that stopped them may or may not have come to an end: they do not count.
                PartitionResult result = futures.get(i).get();
                if (!stopped.get()) {
                    results.set(open.get(i), result);
                    stopped.set(!easy && result instanceof PartitionResult.Unexplained);
                }
            }
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw new IllegalStateException("a partition could not be checked", failed.getCause());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while checking", interrupted);
        }
    }

    private PartitionResult decide(int[] part, boolean easy, AtomicBoolean stopped) {
        return Engines.decide(model, history, part, history.events(), limits(part, easy, stopped));
    }
}
