package dev.faultline.sim;

import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Threads that wait for each other for ever: each for a monitor or a lock that the next one has.
 *
 * <p>Who has what is asked of the JVM only where a thread waits for something that can be owned, for it costs a look at
 * every stack of the process.
 */
final class LockCycles {
    private LockCycles() {}

    /** Returns the threads that are on a cycle, in the order given. */
    static List<Task> among(Collection<Task> tasks) {
        IdentityHashMap<Task, Object> wanted = new IdentityHashMap<>();
        for (Task task : tasks) {
            Object lock = wantedBy(task);
            if (lock != null) {
                wanted.put(task, lock);
            }
        }
        if (wanted.isEmpty()) {
            return List.of();
        }
        IdentityHashMap<Object, Task> owners = owners(tasks);
        return tasks.stream()
                .filter(task -> waitsForItself(task, wanted, owners))
                .toList();
    }

    /** Returns what the thread waits for without end and another thread can own; null if there is no such thing. */
    private static @Nullable Object wantedBy(Task task) {
        return switch (task.virtual.getState()) {
            case BLOCKED -> LockSnapshot.of(task.virtual).blockedOn();
            case WAITING -> lockOf(task);
            case NEW, RUNNABLE, TIMED_WAITING, TERMINATED -> null;
        };
    }

    /** Returns the lock that the thread is parked for. The JDK notes it at the thread that it takes for the current one. */
    private static @Nullable AbstractOwnableSynchronizer lockOf(Task task) {
        Object blocker = LockSupport.getBlocker(task.virtual);
        Object other = LockSupport.getBlocker(task.application);
        return blocker instanceof AbstractOwnableSynchronizer lock
                ? lock
                : other instanceof AbstractOwnableSynchronizer lock ? lock : null;
    }

    private static IdentityHashMap<Object, Task> owners(Collection<Task> tasks) {
        IdentityHashMap<Object, Task> owners = new IdentityHashMap<>();
        List<Task> all = new ArrayList<>(tasks);
        for (Task task : all) {
            LockSnapshot.of(task.virtual).monitors().forEach(monitor -> owners.put(monitor, task));
        }
        for (Task task : all) {
            AbstractOwnableSynchronizer lock = lockOf(task);
            if (lock != null) {
                Thread owner = LockSnapshot.ownerOf(lock);
                all.stream()
                        .filter(other -> other.application == owner || other.virtual == owner)
                        .forEach(other -> owners.put(lock, other));
            }
        }
        return owners;
    }

    private static boolean waitsForItself(
            Task task, IdentityHashMap<Task, Object> wanted, IdentityHashMap<Object, Task> owners) {
        Task at = task;
        for (int steps = 0; steps <= wanted.size(); steps++) {
            Object lock = wanted.get(at);
            Task owner = lock == null ? null : owners.get(lock);
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
