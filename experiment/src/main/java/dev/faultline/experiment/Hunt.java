package dev.faultline.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Many seeds of one experiment, in worker JVMs that take the next seed as soon as they are free. Each seed's run is the
 * same wherever it is run, so the outcome of a seed does not depend on the number of workers.
 */
public final class Hunt {
    private final WorkerTask task;
    private final int jobs;
    private final boolean keepGoing;

    /**
     * Makes a hunt.
     *
     * @param jobs how many worker JVMs there are
     * @param keepGoing whether it goes on after the first violation
     */
    public Hunt(WorkerTask task, int jobs, boolean keepGoing) {
        if (jobs < 1) {
            throw new IllegalArgumentException("jobs must be 1 or more, was " + jobs);
        }
        this.task = task;
        this.jobs = jobs;
        this.keepGoing = keepGoing;
    }

    /**
     * Runs the seeds from first to last.
     *
     * @param stop asked before each run; true ends the hunt early
     * @param folderOf where the run of a seed is written down if it finds a violation
     * @param progress is given each run as it ends, by one thread at a time
     * @return all runs, by seed
     */
    public List<WorkerReply> run(
            long first, long last, BooleanSupplier stop, SeedFolder folderOf, Consumer<WorkerReply> progress) {
        AtomicLong next = new AtomicLong(first);
        AtomicBoolean over = new AtomicBoolean();
        List<WorkerReply> replies = Collections.synchronizedList(new ArrayList<>());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < jobs; i++) {
            threads.add(Thread.ofPlatform().name("faultline-worker-" + i).start(() -> {
                try (WorkerSlot slot = new WorkerSlot(task)) {
                    for (long seed = next.getAndIncrement();
                            seed <= last && !over.get() && !stop.getAsBoolean();
                            seed = next.getAndIncrement()) {
                        WorkerReply reply = slot.run(WorkerRequest.run(seed));
                        if (!reply.isValid()) {
                            // The same run again, this time written down.
                            slot.run(WorkerRequest.run(seed)
                                    .into(folderOf.of(seed).toString()));
                            over.compareAndSet(false, reply.isViolation() && !keepGoing);
                        }
                        synchronized (replies) {
                            replies.add(reply);
                            progress.accept(reply);
                        }
                    }
                }
            }));
        }
        for (Thread thread : threads) {
            join(thread);
        }
        List<WorkerReply> sorted = new ArrayList<>(replies);
        sorted.sort(Comparator.comparingLong(WorkerReply::seed));
        return sorted;
    }

    /** Says where the run of a seed is written down. */
    @FunctionalInterface
    public interface SeedFolder {
        /** Returns the folder for the seed. */
        Path of(long seed);
    }

    private static void join(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** A place for a worker; a worker that died is replaced. */
    private static final class WorkerSlot implements AutoCloseable {
        private final WorkerTask task;
        private WorkerProcess worker;

        WorkerSlot(WorkerTask task) {
            this.task = task;
            worker = new WorkerProcess(task);
        }

        WorkerReply run(WorkerRequest request) {
            if (!worker.isAlive()) {
                worker.close();
                worker = new WorkerProcess(task);
            }
            return worker.run(request);
        }

        @Override
        public void close() {
            worker.close();
        }
    }
}
