package dev.faultline.sim.internal.machine;

import dev.faultline.sim.internal.kernel.Task;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for each other for ever: each for a monitor or a lock that the next one has.
 *
 * <p>Who has what is asked of the JVM only where a thread waits for something that can be owned, for it costs a look at
 * every stack of the process.
 */
public final class LockCycles {
    private LockCycles() {}

    /** Returns the threads that are on a cycle, in the order given. */
    public static List<Task> among(Collection<Task> tasks) {
        return among(tasks, lock -> true);
    }

    /** Returns the threads that are on a cycle of monitors, in the order given. */
    public static List<Task> ofMonitorsAmong(Collection<Task> tasks) {
        return among(tasks, lock -> !(lock instanceof AbstractOwnableSynchronizer));
    }

    private static List<Task> among(Collection<Task> tasks, Predicate<Object> isOfKind) {
        IdentityHashMap<Task, Object> wanted = new IdentityHashMap<>();
        for (Task task : tasks) {
            Object lock = wantedBy(task);
            if (lock != null && isOfKind.test(lock)) {
                wanted.put(task, lock);
            }
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        LockOwners owners = new LockOwners(tasks);
        return tasks.stream()
                .filter(task -> waitsForItself(task, wanted, owners))
                .toList();
    }

    /** Returns what the thread waits for without end and another thread can own; null if there is no such thing. */
    private static @Nullable Object wantedBy(Task task) {
        return switch (task.virtual.getState()) {
            case BLOCKED -> LockSnapshot.of(task.virtual).blockedOn();
            case WAITING -> LockOwners.parkedFor(task) instanceof AbstractOwnableSynchronizer lock ? lock : null;
            case NEW, RUNNABLE, TIMED_WAITING, TERMINATED -> null;
        };
    }

    private static boolean waitsForItself(Task task, IdentityHashMap<Task, Object> wanted, LockOwners owners) {
        Task at = task;
        for (int steps = 0; steps <= wanted.size(); steps++) {
            Object lock = wanted.get(at);
            Task owner = lock == null ? null : owners.ownerOf(lock);
            if (owner == null) {
                return false;
            }
            if (owner == task) {
                return true;
            }
            at = owner;
        }
        return false;
    }
}
