package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.internal.vm.Unblocker;
import dev.faultline.sim.internal.vm.Vm;
import java.util.ArrayList;
import java.util.List;

/**
 * The virtual threads that have left their carrier at a monitor. The VM lists those that may go on; this reads the
 * list between two turns, in place of the VM's own thread (see {@link Unblocker}).
 *
 * <p>A thread that cannot leave its carrier must not be let wait for a monitor by the VM: it would stop the carrier, and
 * go on at a time of its own. A {@link StandIn}, a virtual thread that does nothing else, then waits in its place. Nor
 * must it wait for a notice: a {@link Listener} does that.
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

    void forget(Life life) {
        standIns.removeIf(standIn -> standIn.task.life == life);
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
        StandIn standIn = new Entrant(task, monitor);
        standIn.virtual.start();
        if (standIn.hasEnded()) {
            return true;
        }
        standIns.add(standIn);
        return false;
    }

    /**
     * Begins to wait for a notice of the monitor, which the task has entered, in the task's place. The task is woken when
     * that is over, and has the monitor again. Called on a carrier that carries nothing.
     */
    Listener listenFor(Task task, Object monitor, boolean isTimed) {
        Listener listener = new Listener(task, monitor, isTimed);
        standIns.add(listener);
        listener.virtual.start();
        return listener;
    }

    /** Does something in the place of a task that cannot. */
    abstract class StandIn {
        final Task task;
        final Thread virtual;

        StandIn(Task task) {
            this.task = task;
            virtual = Vm.newVirtualThread(this::go, "stand-in", this::run);
        }

        abstract void run();

        final boolean hasEnded() {
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

    /** Waits for a monitor. */
    private final class Entrant extends StandIn {
        private final Object monitor;

        Entrant(Task task, Object monitor) {
            super(task);
            this.monitor = monitor;
        }

        @Override
        void run() {
            synchronized (monitor) {
                // It has the monitor, so it is free.
            }
        }
    }

    /**
     * Waits for a notice. It has the id of the task's own thread. So it is, to the VM, who has the monitor that the task
     * has entered: it can wait, and leaves the monitor to the task when it ends.
     */
    final class Listener extends StandIn {
        private final Object monitor;
        private final boolean isTimed;
        private boolean isNotified;

        Listener(Task task, Object monitor, boolean isTimed) {
            super(task);
            this.isTimed = isTimed;
            this.monitor = monitor;
            Vm.setThreadId(virtual, task.virtual.threadId());
        }

        @Override
        @SuppressWarnings("WaitNotInLoop") // the program that waits has the loop
        void run() {
            try {
                monitor.wait();
                isNotified = true;
            } catch (InterruptedException e) {
                // The wait was given up.
            }
        }

        boolean isNotified() {
            return isNotified;
        }

        /** Returns the state that the task's thread is in. */
        Thread.State state() {
            Thread.State state = virtual.getState();
            return state == Thread.State.WAITING && isTimed ? Thread.State.TIMED_WAITING : state;
        }

        /** Waits no longer. Called between two turns. */
        void giveUp() {
            virtual.interrupt();
        }
    }
}
