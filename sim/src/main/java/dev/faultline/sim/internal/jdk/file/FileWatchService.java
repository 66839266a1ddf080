package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.disk.Directory;
import dev.faultline.sim.internal.disk.DiskCalls;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Spending;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Watches directories of a simulated disk. Nothing is polled: an event sets a timer, and arrives a tenth to half of a
 * millisecond later, in the order of the events.
 *
 * <p>Only the carrier runs simulated threads, so there is no lock.
 */
final class FileWatchService implements WatchService {
    private static final int DELAY_NANOS_MIN = 100_000;
    private static final int DELAY_NANOS_SPREAD = 400_000;

    final SimProcess process;

    private final DiskCalls disk;
    private final Scheduler scheduler;
    private final List<FileWatchKey> keys = new ArrayList<>();
    private final Deque<FileWatchKey> signalled = new ArrayDeque<>();
    private final List<Task> waiting = new ArrayList<>();
    private long lastArrivalNanos;
    private boolean closed;

    FileWatchService(DiskCalls disk, Task task) {
        this.disk = disk;
        process = SimProcess.of(task);
        scheduler = task.scheduler;
    }

    WatchKey register(Path path, Directory directory, Set<WatchEvent.Kind<?>> kinds) {
        checkOpen();
        for (FileWatchKey key : keys) {
            if (key.directory == directory) {
                key.kinds = kinds;
                return key;
            }
        }
        FileWatchKey key = new FileWatchKey(this, path, directory, kinds);
        keys.add(key);
        disk.tree().cache.watches.add(directory, key);
        return key;
    }

    void cancelled(FileWatchKey key) {
        keys.remove(key);
        disk.tree().cache.watches.remove(key.directory, key);
    }

    // ---- events

    /** Carries out the action after the time that an event takes to arrive, and after the earlier ones. */
    void later(Runnable action) {
        long at = scheduler.nowNanos() + DELAY_NANOS_MIN + disk.watchDelay(DELAY_NANOS_SPREAD);
        lastArrivalNanos = Math.max(at, lastArrivalNanos + 1);
        var _ = scheduler.after(lastArrivalNanos - scheduler.nowNanos(), () -> {
            if (!closed && !process.hasEnded()) {
                action.run();
            }
        });
    }

    void enqueue(FileWatchKey key) {
        signalled.addLast(key);
        if (!key.isValid()) {
            keys.remove(key);
        }
        wake();
    }

    private void wake() {
        waiting.forEach(task -> LockSupport.unpark(task.virtual));
    }

    // ---- what the program asks

    private void checkOpen() {
        if (closed) {
            throw new ClosedWatchServiceException();
        }
    }

    @Override
    public @Nullable WatchKey poll() {
        checkOpen();
        return signalled.pollFirst();
    }

    @Override
    public @Nullable WatchKey poll(long timeout, TimeUnit unit) throws InterruptedException {
        long until = scheduler.nowNanos() + unit.toNanos(timeout);
        return await(until < 0 ? Long.MAX_VALUE : until);
    }

    @Override
    public WatchKey take() throws InterruptedException {
        WatchKey key = await(Long.MAX_VALUE);
        if (key == null) {
            throw new IllegalStateException("a wait without end has ended");
        }
        return key;
    }

    private @Nullable WatchKey await(long untilNanos) throws InterruptedException {
        Task task = FileHooks.task();
        while (true) {
            checkOpen();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            FileWatchKey key = signalled.pollFirst();
            if (key != null || scheduler.nowNanos() >= untilNanos) {
                return key;
            }
            waiting.add(task);
            if (untilNanos == Long.MAX_VALUE) {
                LockSupport.park(this);
            } else {
                Spending.parkNanos(scheduler, untilNanos - scheduler.nowNanos());
            }
            waiting.remove(task);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            for (FileWatchKey key : keys) {
                key.serviceClosed();
                disk.tree().cache.watches.remove(key.directory, key);
            }
            keys.clear();
            wake();
        }
    }
}
