package dev.faultline.sim.internal.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * Simulated threads that wait for something the simulator models: data of a socket, room in a buffer, a write to end.
 *
 * <p>Only the carrier ever runs a simulated thread, and none is preempted in the simulator's own code, so there is no
 * lock. A waiter ignores interrupts, as system calls of a blocking socket do, and puts them back.
 */
public final class WaitQueue {
    /** A deadline that never comes. */
    public static final long NEVER = Long.MAX_VALUE;

    private final List<Waiter> waiters = new ArrayList<>(2);

    /** One thread in one wait. */
    private static final class Waiter {
        final Task task;
        boolean woken;

        Waiter(Task task) {
            this.task = task;
        }
    }

    /**
     * Waits until woken or until the deadline; the caller looks at its condition again afterwards.
     *
     * @param deadlineNanos virtual time of the run, or {@link #NEVER}
     * @return false if the deadline was past already
     */
    public boolean await(Task task, long deadlineNanos) {
        return await(task, deadlineNanos, false);
    }

    /** Waits as {@link #await(Task, long)} does, but where it is interruptible until an interrupt at the latest. */
    public boolean await(Task task, long deadlineNanos, boolean interruptible) {
        Scheduler scheduler = task.scheduler;
        if (deadlineNanos <= scheduler.nowNanos()) {
            return false;
        }
        boolean interrupted = Thread.interrupted();
        Waiter waiter = new Waiter(task);
        waiters.add(waiter);
        while (!waiter.woken && !(interruptible && interrupted) && scheduler.nowNanos() < deadlineNanos) {
            // Returns early for a permit or an interrupt that is meant for the application.
            if (deadlineNanos == NEVER) {
                LockSupport.park(this);
            } else {
                Spending.parkNanos(scheduler, deadlineNanos - scheduler.nowNanos());
            }
            interrupted |= Thread.interrupted();
        }
        waiters.remove(waiter);
        // The wait may have used up a permit that was meant for the application: give it back.
        LockSupport.unpark(task.virtual);
        if (interrupted) {
            task.virtual.interrupt();
        }
        return true;
    }

    public void wakeAll() {
        for (int i = 0; i < waiters.size(); i++) {
            Waiter waiter = waiters.get(i);
            if (!waiter.woken) {
                waiter.woken = true;
                LockSupport.unpark(waiter.task.virtual);
            }
        }
    }

    public boolean isEmpty() {
        return waiters.isEmpty();
    }

    /** Forgets the waiters of a life that is over. */
    public void forget(Life life) {
        waiters.removeIf(waiter -> waiter.task.life == life);
    }
}
