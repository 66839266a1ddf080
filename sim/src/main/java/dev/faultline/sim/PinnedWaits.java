package dev.faultline.sim;

/**
 * The waits of tasks that cannot leave their carrier. The task keeps the platform thread that it is on, and a spare one
 * goes on with the run (see {@link Seats}); all else is as for any other wait.
 */
final class PinnedWaits {
    private final Scheduler scheduler;
    private final Seats seats;
    private final MonitorWaiters monitors;

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
    void await(Task task, long nanos) {
        Timer timer = nanos > 0 ? scheduler.after(nanos, () -> scheduler.wake(task), task) : null;
        leaveTurn(task);
        if (timer != null) {
            timer.cancel(false);
        }
    }

    /** Ends the turn of the running task; it goes on when the strategy says so. */
    void giveWay(Task task) {
        scheduler.ready.add(task);
        leaveTurn(task);
    }

    /** Waits until no other task has the monitor. */
    void awaitMonitor(Task task, Object monitor) {
        while (!isFree(task, monitor)) {
            leaveTurn(task);
        }
    }

    /** Wakes the task that keeps this platform thread; returns whether there is one. */
    boolean wake(Object platform) {
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
        long nextThreadId = scheduler.nextThreadId();
        Task.running = null;
        seats.sendOut(() -> isFree[0] = monitors.tryFor(task, monitor));
        Task.running = task;
        if (isFree[0]) {
            // Whether the monitor had to be looked at depends on the VM alone: nothing may follow from it.
            scheduler.setNextThreadId(nextThreadId);
        }
        return isFree[0];
    }

    private void leaveTurn(Task task) {
        Seat own = seats.holder();
        Task.running = null;
        task.seat = own;
        own.keeper = task;
        seats.leaveToSpare();
        own.keeper = null;
        task.seat = null;
    }
}
