package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.internal.vm.ClassStates;
import dev.faultline.sim.internal.vm.InitializerMarks;
import dev.faultline.sim.internal.vm.Vm;
import dev.faultline.sim.internal.vm.Weaving;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The classes that tasks were initialising when they gave up their turn.
 *
 * <p>The VM would stop a platform thread, and so the run, that needs such a class; there are dozens of ways to need one,
 * most of them in compiled code. So while the task waits, the class looks to the VM as if nobody had begun ({@link
 * ClassStates}). Another task that needs it, whichever way, then begins, too, and comes to the start of the static
 * initialiser, where {@code StaticInitializers} has it ask here. Here it waits, as for any lock; when the class is
 * initialised it skips the initialiser's code. No code pays for that but initialisers, and classes that are waited for.
 *
 * <p>A class that is claimed for its superclass's sake, which is initialised first, is in the same way: it has a static
 * initialiser for that if need be.
 *
 * <p>Every method is called by the holder of the baton.
 */
public final class InitializerClaims {
    /** A class, and who has it. */
    private static final class Claim {
        final Class<?> type;
        final Task owner;
        /** Who waits for it, in the order in which they came. */
        final List<Task> waiters = new ArrayList<>();

        Claim(Class<?> type, Task owner) {
            this.type = type;
            this.owner = owner;
        }
    }

    private final List<Claim> claims = new ArrayList<>();

    /**
     * At the start of a static initialiser. Waits if the class is another task's.
     *
     * @return whether the running task is to initialise the class; else another one has
     * @throws NoClassDefFoundError if another one has failed to
     */
    public boolean enter(Task task, Class<?> type) {
        task.claimsAreKnown = false;
        Vm.setName(task.scheduler.seats.holder().thread, task.name()); // the VM notes it down where it fails
        Claim claim = claimOn(type);
        if (claim == null || claim.owner == task) {
            return true;
        }
        claim.waiters.add(task);
        task.awaitsClass = true;
        while (claims.contains(claim) && !ClassStates.isFinished(type)) {
            task.scheduler.pinned.await(task, 0);
        }
        task.awaitsClass = false;
        claim.waiters.remove(task);
        if (!ClassStates.isFinished(type)) {
            // Its process was killed; others may share the class.
            ClassStates.begin(type, task.scheduler.seats.holder().thread);
            return true;
        }
        if (ClassStates.hasFailed(type)) {
            failAsTheVmDoes(task, type);
        }
        return false;
    }

    /** At the end of a static initialiser. */
    public void leave(Task task, Class<?> type) {
        if (claims.isEmpty()) {
            return;
        }
        for (Claim claim : List.copyOf(claims)) {
            if (claim.owner == task) {
                if (claim.type == type) {
                    claims.remove(claim);
                }
                // Where an initialiser throws, classes end that have not come to theirs.
                claim.waiters.forEach(task.scheduler::wake);
            }
        }
    }

    /** Lets others ask for what the task initialises, as it gives up its turn on this platform thread. */
    void layDown(Task task, Thread platform) {
        if (task.initializers == 0 || !ClassStates.areKnown()) {
            return;
        }
        if (!task.claimsAreKnown) {
            task.begun.clear();
            for (Class<?> type : Weaving.installed().loadedClasses()) {
                if (ClassStates.isBegunBy(type, platform) && InitializerMarks.isMarkedIn(type)) {
                    task.begun.add(type);
                    if (claimOn(type) == null) {
                        claims.add(new Claim(type, task));
                    }
                }
            }
            task.claimsAreKnown = true;
        }
        for (Class<?> type : task.begun) {
            if (ClassStates.isBegunBy(type, platform)) {
                ClassStates.reopen(type);
            }
        }
    }

    /** Has the VM know again what the task initialises, as it gets its turn on this platform thread. */
    void takeUp(Task task, Thread platform) {
        for (Class<?> type : task.begun) {
            Claim claim = claimOn(type);
            if (claim != null && claim.owner == task && !ClassStates.isFinished(type)) {
                ClassStates.begin(type, platform);
            }
        }
    }

    /** Forgets the claims of a life that is over. */
    void forget(Life life) {
        for (Claim claim : List.copyOf(claims)) {
            if (claim.owner.life == life) {
                claims.remove(claim);
                claim.waiters.forEach(waiter -> waiter.scheduler.wake(waiter));
            }
        }
    }

    private @Nullable Claim claimOn(Class<?> type) {
        for (Claim claim : claims) {
            if (claim.type == type) {
                return claim;
            }
        }
        return null;
    }

    /** Throws what everybody gets who comes after the failure; that one stood in the initialiser is not to be seen. */
    private static void failAsTheVmDoes(Task task, Class<?> type) {
        Class<?> needed = type;
        for (Class<?> each : task.begun) {
            // The task has come here for the sake of a class below, which has failed with this one.
            if (needed.isAssignableFrom(each) && ClassStates.hasFailed(each)) {
                needed = each;
            }
        }
        try {
            Vm.UNSAFE.ensureClassInitialized(needed);
        } catch (NoClassDefFoundError e) {
            List<StackTraceElement> frames = List.of(e.getStackTrace());
            for (int i = 0; i < frames.size(); i++) {
                if (isInitializer(frames.get(i), type)) {
                    e.setStackTrace(frames.subList(i + 1, frames.size()).toArray(new StackTraceElement[0]));
                    break;
                }
            }
            throw e;
        }
    }

    private static boolean isInitializer(StackTraceElement frame, Class<?> type) {
        return frame.getMethodName().equals("<clinit>") && frame.getClassName().equals(type.getName());
    }
}
