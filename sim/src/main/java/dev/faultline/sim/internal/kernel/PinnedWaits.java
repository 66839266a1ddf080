package dev.faultline.sim.internal.kernel;

import java.util.Objects;

/**
 * The waits of tasks that cannot leave their carrier. The task keeps the platform thread that it is on, and a spare one
 * goes on with the run (see {@link Seats}); all else is as for any other wait.
 */
public final class PinnedWaits {
    private final Scheduler scheduler;
    private final Seats seats;
    private final MonitorWaiters monitors;
    private final Object inBetween = new Object();

    PinnedWaits(Scheduler scheduler, Seats seats, MonitorWaiters monitors) {
        this.scheduler = scheduler;
        this.seats = seats;
        this.monitors = monitors;
    }

    /**
     * Ends the turn of the running task until it is woken.
     *
     * @param nanos how long it waits at most, in time of the run; 0 for no limit
     */
    public void await(Task task, long nanos) {
        Timer timer = nanos > 0 ? scheduler.after(nanos, () -> scheduler.wake(task), task) : null;
        leaveTurn(task);
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Ends the turn of the running task; it goes on when the strategy says so. */
    public void giveWay(Task task) {
        scheduler.ready.add(task);
        leaveTurn(task);
    }

    /** Waits until no other task has the monitor. */
    public void awaitMonitor(Task task, Object monitor) {
        while (!isFree(task, monitor)) {
            leaveTurn(task);
        }
    }

    /**
     * Waits for a notice of the monitor, which the running task has entered; it has it again when this returns.
     *
     * @param nanos how long it waits at most, in time of the run; 0 for no limit
     * @return whether it got a notice; else its time is up or it was interrupted
     */
    public boolean awaitNotice(Task task, Object monitor, long nanos) {
        makeKnown(monitor);
        long nextThreadId = scheduler.threadIds.next();
        Task.running = null;
        MonitorWaiters.Listener[] sent = new MonitorWaiters.Listener[1];
        seats.sendOut(() -> sent[0] = monitors.listenFor(task, monitor, nanos > 0));
        Task.running = task;
        scheduler.threadIds.takeBack(nextThreadId);
        MonitorWaiters.Listener listener = Objects.requireNonNull(sent[0]);
        task.listener = listener;
        Timer timer = nanos > 0 ? scheduler.after(nanos, listener::giveUp, task) : null;
        while (!listener.hasEnded()) {
            leaveTurn(task);
        }
        task.listener = null;
        if (timer != null) {
            timer.cancel(false);
        }
        return listener.isNotified();
    }

    /** Ends the wait for a notice that the task may be in. */
    public void interrupt(Task task) {
        MonitorWaiters.Listener listener = task.listener;
        if (listener != null) {
            Timer _ = scheduler.after(0, listener::giveUp, task);
        }
    }

    /**
     * Makes the VM write down who has the monitor. As long as nobody else has asked for it, it may know only which
     * monitors a platform thread has; the way there is to enter it once more, with another one entered in between.
     */
    private void makeKnown(Object monitor) {
        synchronized (inBetween) {
            synchronized (monitor) {
                // That is all.
            }
        }
    }

    /** Wakes the task that keeps this platform thread; returns whether there is one. */
    public boolean wake(Object platform) {
        Seat kept = seats.of(platform);
        if (kept == null || kept.keeper == null) {
            return false;
        }
        scheduler.wake(kept.keeper);
        return true;
    }

    /** Asks on a spare thread, as a virtual thread can start to wait only where there is no other. */
    private boolean isFree(Task task, Object monitor) {
        boolean[] isFree = new boolean[1];
        long nextThreadId = scheduler.threadIds.next();
        Task.running = null;
        seats.sendOut(() -> isFree[0] = monitors.tryFor(task, monitor));
        Task.running = task;
        if (isFree[0]) {
            // Whether the monitor had to be looked at depends on the VM alone: nothing may follow from it.
            scheduler.threadIds.takeBack(nextThreadId);
        }
        return isFree[0];
    }

    private void leaveTurn(Task task) {
        Seat own = seats.holder();
        Task.running = null;
        task.seat = own;
        own.keeper = task;
        scheduler.initializers.layDown(task, own.thread);
        seats.leaveToSpare();
        scheduler.initializers.takeUp(task, own.thread);
        own.keeper = null;
        task.seat = null;
    }
}
