package dev.faultline.sim;

import java.util.ArrayList;
import java.util.List;

/**
 * The virtual threads that have left their carrier at a monitor. The VM lists those that may go on; this reads the
 * list between two turns, in place of the VM's own thread (see {@link Unblocker}).
 *
 * <p>A thread that cannot leave its carrier must not be let wait for a monitor by the VM: it would stop the carrier, and
 * go on at a time of its own. A {@link StandIn}, a virtual thread that does nothing else, then waits in its place.
 */
final class MonitorWaiters {
    private final List<Task> tasks = new ArrayList<>();
    private final List<StandIn> standIns = new ArrayList<>();

    /** Takes note of a task that has lost its turn, if that was at a monitor. */
    void lookAt(Task task, int state) {
        if (state >= Vm.BLOCKING && state <= Vm.TIMED_WAIT && state != Vm.UNBLOCKED && task.monitorIndex < 0) {
            task.monitorIndex = tasks.size();
            tasks.add(task);
        }
    }

    void remove(Task task) {
        int hole = task.monitorIndex;
        if (hole < 0) {
            return;
        }
        Task last = tasks.removeLast();
        if (last != task) {
            tasks.set(hole, last);
            last.monitorIndex = hole;
        }
        task.monitorIndex = -1;
    }

    void forget(SimProcess process) {
        standIns.removeIf(standIn -> standIn.task.process == process);
    }

    /** Lets those go on whose monitor has become free. */
    void release() {
        for (int i = 0; i < tasks.size(); i++) {
            if (Vm.isUnblocked(tasks.get(i).virtual)) {
                Vm.releaseUnblocked();
                i = -1;
            }
        }
        for (int i = 0; i < standIns.size(); i++) {
            if (Vm.isUnblocked(standIns.get(i).virtual)) {
                Vm.releaseUnblocked();
                i = -1;
            }
        }
    }

    /**
     * Returns whether the monitor is free for the task. If it is not, the task is woken when it has become free.
     * Called on a carrier that carries nothing.
     */
    boolean tryFor(Task task, Object monitor) {
        StandIn standIn = new StandIn(task, monitor);
        if (standIn.hasEnded()) {
            return true;
        }
        standIns.add(standIn);
        return false;
    }

    /** Waits for a monitor in the place of a task that cannot. */
    private final class StandIn {
        final Task task;
        final Thread virtual;

        StandIn(Task task, Object monitor) {
            this.task = task;
            virtual = Vm.newVirtualThread(this::go, "stand-in", () -> {
                synchronized (monitor) {
                    // It has the monitor, so it is free.
                }
            });
            virtual.start();
        }

        boolean hasEnded() {
            return Vm.state(virtual) == Vm.TERMINATED;
        }

        /** Called where the stand-in may go on: at its start, and between two turns when it is out of the list. */
        private void go(Runnable turn) {
            turn.run();
            if (hasEnded() && standIns.remove(this)) {
                task.scheduler.wake(task);
            }
        }
    }
}
