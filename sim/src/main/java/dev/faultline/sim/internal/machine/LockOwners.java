package dev.faultline.sim.internal.machine;

import dev.faultline.sim.internal.kernel.Task;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.AbstractOwnableSynchronizer;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Who of some threads has what the others wait for. It costs a look at each of their stacks, all of them at once. */
public final class LockOwners {
    private final Map<Task, LockSnapshot> snapshots = new LinkedHashMap<>();
    private final IdentityHashMap<Object, Task> owners = new IdentityHashMap<>();

    public LockOwners(Collection<Task> tasks) {
        for (Task task : tasks) {
            LockSnapshot snapshot = LockSnapshot.of(task.virtual);
            snapshots.put(task, snapshot);
            snapshot.monitors().forEach(held -> owners.put(held.monitor(), task));
        }
        for (Task task : tasks) {
            if (parkedFor(task) instanceof AbstractOwnableSynchronizer lock) {
                Thread owner = LockSnapshot.ownerOf(lock);
                tasks.stream()
                        .filter(other -> other.application == owner || other.virtual == owner)
                        .forEach(other -> owners.put(lock, other));
            }
        }
    }

    /** Returns what the thread waits for: a monitor, an object that gives notice, or what it is parked for. */
    @Nullable
    public Object awaitedBy(Task task) {
        LockSnapshot snapshot = of(task);
        if (snapshot.blockedOn() != null) {
            return snapshot.blockedOn();
        }
        return snapshot.waitsOn() != null ? snapshot.waitsOn() : parkedFor(task);
    }

    /** Returns the thread that has the monitor or the lock; null if none of them is known to have it. */
    @Nullable
    public Task ownerOf(Object lock) {
        return owners.get(lock);
    }

    public List<LockSnapshot.Held> monitorsOf(Task task) {
        return of(task).monitors();
    }

    /** Returns those of the locks of a thread that another one waits for; of others the JVM keeps no list. */
    public List<Object> synchronizersOf(Task task) {
        return snapshots.keySet().stream()
                .map(LockOwners::parkedFor)
                .filter(lock -> lock instanceof AbstractOwnableSynchronizer && owners.get(lock) == task)
                .distinct()
                .toList();
    }

    private LockSnapshot of(Task task) {
        LockSnapshot snapshot = snapshots.get(task);
        return snapshot == null ? new LockSnapshot(null, null, List.of()) : snapshot;
    }

    static @Nullable Object parkedFor(Task task) {
        return LockSupport.getBlocker(task.application);
    }
}
