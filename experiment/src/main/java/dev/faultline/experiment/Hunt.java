package dev.faultline.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many seeds of one experiment, in worker JVMs that take the next seed as soon as they are free. Each seed's run is the
 * same wherever it is run, so the outcome of a seed does not depend on the number of workers.
 */
public final class Hunt {
    /** If so many runs have tested nothing, and none has tested anything, the others will not either. */
    private static final int IDLE_RUNS = 4;

    private final WorkerTask task;
    private final int jobs;
    private final boolean keepGoing;
    private final KeptRuns kept;

    private final AtomicReference<@Nullable HuntEnd> end = new AtomicReference<>();
    private final AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    private String refusal = "";
    private int idle;
    private boolean exercised;

    /**
     * Makes a hunt, to be used once.
     *
     * @param jobs how many worker JVMs there are
     * @param keepGoing whether it goes on after the first violation, and after runs that tested nothing
     * @param kept which runs are written down
     */
    public Hunt(WorkerTask task, int jobs, boolean keepGoing, KeptRuns kept) {
        if (jobs < 1) {
            throw new IllegalArgumentException("jobs must be 1 or more, was " + jobs);
        }
        this.task = task;
        this.jobs = jobs;
        this.keepGoing = keepGoing;
        this.kept = kept;
    }

    /**
     * Runs seeds.
     *
     * @param first the first seed
     * @param count how many, from that on
     * @param stop asked before each run; true ends the hunt early
     * @param folderOf where the run of a seed is written down
     * @param progress is given each run as it ends, by one thread at a time; what it throws ends the hunt
     * @return why it ended
     */
    public HuntEnd run(long first, long count, BooleanSupplier stop, SeedFolder folderOf, Consumer<HuntRun> progress) {
        AtomicLong next = new AtomicLong();
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < Math.min(jobs, count); i++) {
            threads.add(Thread.ofPlatform().name("faultline-worker-" + i).start(() -> {
                try (WorkerSlot slot = new WorkerSlot(task)) {
                    for (long at = next.getAndIncrement(); at < count; at = next.getAndIncrement()) {
                        if (end.get() == null && stop.getAsBoolean()) {
                            end.compareAndSet(null, HuntEnd.TIME);
                        }
                        if (end.get() != null) {
                            return;
                        }
                        note(run(slot, first + at, folderOf), progress);
                    }
                } catch (RuntimeException | Error thrown) {
                    failure.compareAndSet(null, thrown);
                    end.compareAndSet(null, HuntEnd.REFUSED);
                }
            }));
        }
        threads.forEach(Hunt::join);
        switch (failure.get()) {
            case RuntimeException thrown -> throw thrown;
            case Error thrown -> throw thrown;
            case null, default -> {}
        }
        HuntEnd reason = end.get();
        return reason == null ? HuntEnd.ALL_SEEDS : reason;
    }

    /** Returns why a run could not be made; empty unless that ended the hunt. */
    public String refusal() {
        return refusal;
    }

    private HuntRun run(WorkerSlot slot, long seed, SeedFolder folderOf) {
        Path folder = folderOf.of(seed);
        WorkerRequest request = WorkerRequest.run(seed);
        if (kept == KeptRuns.ALL) {
            WorkerReply reply = slot.run(request.into(folder.toString()));
            return new HuntRun(reply, reply.isFailure() ? Optional.empty() : Optional.of(folder), true);
        }
        WorkerReply reply = slot.run(request);
        if (kept == KeptRuns.NONE || reply.isValid() || reply.isFailure()) {
            return new HuntRun(reply, Optional.empty(), true);
        }
        WorkerReply written = slot.run(request.into(folder.toString()));
        if (written.isRefused()) {
            refuse(written.sentence());
        }
        return new HuntRun(
                reply,
                written.isFailure() ? Optional.empty() : Optional.of(folder),
                written.isFailure() || written.fingerprint().equals(reply.fingerprint()));
    }

    private synchronized void refuse(String sentence) {
        refusal = refusal.isEmpty() ? sentence : refusal;
        end.compareAndSet(null, HuntEnd.REFUSED);
    }

    private synchronized void note(HuntRun run, Consumer<HuntRun> progress) {
        WorkerReply reply = run.reply();
        if (reply.isRefused()) {
            refuse(reply.sentence());
        } else if (reply.isViolation() && !keepGoing) {
            end.compareAndSet(null, HuntEnd.VIOLATION);
        }
        exercised |= reply.isExercised();
        idle += reply.isExercised() ? 0 : 1;
        if (!exercised && idle >= IDLE_RUNS && !keepGoing) {
            end.compareAndSet(null, HuntEnd.NOTHING_TESTED);
        }
        progress.accept(run);
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
}
