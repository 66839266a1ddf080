package dev.faultline.sim.internal.kernel;

import java.util.concurrent.locks.LockSupport;

/** How the running thread lets time of the run pass, whatever its node's clock says. */
public final class Spending {
    private Spending() {}

    /**
     * Lets it wait for so much time, or until it is woken.
     *
     * @throws IllegalStateException if no simulated thread has the turn
     */
    public static void parkNanos(Scheduler scheduler, long nanos) {
        Task task = Task.running;
        if (task == null) {
            throw new IllegalStateException("only a simulated thread can wait");
        }
        Timer timer = scheduler.after(nanos, () -> LockSupport.unpark(task.virtual), task);
        LockSupport.park(scheduler);
        timer.cancel(false);
    }

    /** Lets it take so much time, as a disk or a processor would; ignores unrelated wake-ups. */
    public static void spend(Scheduler scheduler, long nanos) {
        Task task = Task.running;
        if (task == null || nanos <= 0) {
            return;
        }
        if (task.readsJar || task.loads > 0) {
            // It has locks of the JDK that a thread may need which cannot leave its carrier.
            scheduler.advance(nanos);
            return;
        }
        task.spendsUntilNanos = scheduler.nowNanos() + nanos;
        new WaitQueue().await(task, task.spendsUntilNanos);
        task.spendsUntilNanos = 0;
    }

    /** Lets the time pass that the task spends, for all nodes, where the task cannot give up its turn. */
    public static void passTimeOf(Task task) {
        task.scheduler.advanceTo(task.spendsUntilNanos);
    }
}
