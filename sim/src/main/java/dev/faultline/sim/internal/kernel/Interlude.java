package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.vm.Vm;
import java.util.concurrent.locks.LockSupport;

/**
 * Code of whoever drives the simulation, in the middle of a turn: at a point in a run at which something is to happen. It is
 * caused by what the thread has done that has the turn. It may end or pause any node, the thread's own too; then the thread
 * does not go on, or not before it may. Outside of a turn it is run as it is.
 */
public final class Interlude {
    private Interlude() {}

    /** Runs code that may do all that drivers do, also start nodes: on a platform thread, as between two turns. */
    public static void run(Runnable action) {
        Task task = Task.current();
        if (task == null) {
            action.run();
            return;
        }
        boolean wasOver = task.life.hasEnded();
        Scheduler scheduler = task.scheduler;
        long nextThreadId = scheduler.threadIds.next();
        Task _ = Task.stepOut();
        scheduler.seats.haveSpare();
        scheduler.threadIds.takeBack(nextThreadId);
        scheduler.seats.sendOut(() -> {
            Seat there = scheduler.seats.holder();
            IdentityHash.set(there.hashAddress, Rng.mix(task.key ^ task.turns));
            Vm.setProbe(there.thread, (int) Rng.mix(task.key) | 1);
            scheduler.inTurnOf(task, action);
        });
        Task.stepIn(task);
        settle(task, wasOver);
    }

    /** Runs code that looks on, and may end or pause nodes; it is at its caller's place, so it must not start any. */
    public static void tell(Runnable action) {
        Task task = Task.current();
        if (task == null) {
            action.run();
            return;
        }
        boolean wasOver = task.life.hasEnded();
        Task.outside(() -> task.scheduler.inTurnOf(task, action));
        settle(task, wasOver);
    }

    /** Keeps the thread from going on if its life has just ended, or is paused. */
    private static void settle(Task task, boolean wasOver) {
        while (task.life.hasEnded() && !wasOver) {
            LockSupport.park();
        }
        if (task.life.isPaused()) {
            Thread.yield();
        }
    }
}
