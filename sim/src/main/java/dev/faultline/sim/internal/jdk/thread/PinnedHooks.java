package dev.faultline.sim.internal.jdk.thread;

import dev.faultline.sim.internal.kernel.Pins;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Seats;
import dev.faultline.sim.internal.kernel.Spending;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.vm.Vm;
import java.util.concurrent.TimeUnit;
import jdk.internal.misc.Unsafe;

/**
 * What patched code calls for a thread that cannot leave its carrier, because there is a native frame on its stack: it is
 * in a static initialiser, or in code that the VM called. Public only for that. See {@link Seats}.
 */
public final class PinnedHooks {
    /** A thread that goes on yielding where it cannot leave its carrier waits for another one: let that run. */
    private static final int YIELDS_MAX = 1_000;

    private PinnedHooks() {}

    /**
     * Whether a thread waits for nothing but a disk: a static initialiser that reads its configuration. The time passes
     * without another thread's turn, which saves the change of the platform thread.
     */
    public static boolean onlySpends() {
        Task task = Task.current();
        return task != null && task.spendsUntilNanos > 0;
    }

    public static void passTime() {
        Task task = Task.current();
        if (task != null) {
            Spending.passTimeOf(task);
        }
    }

    /** {@code Unsafe.park} of a virtual thread that keeps its carrier. */
    public static void park(Unsafe unsafe, boolean absolute, long nanos) {
        Task task = Task.current();
        if (task == null) {
            unsafe.park(absolute, nanos);
        } else {
            task.scheduler.pinned.await(
                    task,
                    nanos == 0
                            ? 0
                            : Math.max(1, SimProcess.of(task).node.clock().toRunNanos(nanos)));
        }
    }

    /** {@code Unsafe.unpark} of the carrier of such a thread. */
    public static void unpark(Unsafe unsafe, Object carrier) {
        Scheduler scheduler = Scheduler.active;
        if (scheduler == null || !scheduler.pinned.wake(carrier)) {
            unsafe.unpark(carrier);
        }
    }

    /** {@code Thread.yield} of a virtual thread. */
    public static void tryYield(Object virtual) {
        Task task = Task.current();
        if (task == null) {
            Vm.tryYield(virtual);
            return;
        }
        long turn = task.turns;
        Vm.tryYield(virtual);
        if (task.turns == turn && ++task.pinnedYields == YIELDS_MAX) {
            task.scheduler.pinned.giveWay(task);
        }
    }

    /** Whether {@code Object.wait} is called in a static initialiser or a class loader; the VM would stop the carrier. */
    public static boolean waitsPinned() {
        Task task = Task.current();
        return task != null && Pins.mayBePinned(task);
    }

    /** {@code Object.wait} of such a thread. */
    public static void await(Object monitor, long millis) throws InterruptedException {
        Task task = Task.running;
        if (millis < 0) {
            throw new IllegalArgumentException("timeout value is negative");
        }
        if (task == null || !Thread.holdsLock(monitor)) {
            throw new IllegalMonitorStateException("current thread is not owner");
        }
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long nanos = TimeUnit.MILLISECONDS.toNanos(millis);
        boolean isNotified = task.scheduler.pinned.awaitNotice(
                task,
                monitor,
                nanos == 0 ? 0 : Math.max(1, SimProcess.of(task).node.clock().toRunNanos(nanos)));
        if (!isNotified && Thread.interrupted()) {
            throw new InterruptedException();
        }
    }

    /** Before {@code VirtualThread.interrupt}. */
    public static void interrupting(Object virtual) {
        if (Vm.scheduler((Thread) virtual) instanceof Task task && task.scheduler.onCarrier()) {
            task.scheduler.pinned.interrupt(task);
        }
    }

    /**
     * At the start of a static initialiser of an application. Waits where another thread is in it.
     *
     * @return whether the initialiser is to be run; else the other thread has
     */
    public static boolean enterInitializer(Class<?> type) {
        Task task = Task.current();
        if (task == null) {
            return true;
        }
        Pins.enterInitializer(task);
        boolean isOurs = false;
        try {
            isOurs = task.scheduler.initializers.enter(task, type);
        } finally {
            if (!isOurs) {
                Pins.leaveInitializer(task);
            }
        }
        return isOurs;
    }

    /** At its end, whichever way it ends. */
    public static void leaveInitializer(Class<?> type) {
        Task task = Task.current();
        if (task != null) {
            Pins.leaveInitializer(task);
            task.scheduler.initializers.leave(task, type);
        }
    }

    /** The whole of a static initialiser that weaving has given to a class which has none. */
    public static void passInitializer(Class<?> type) {
        if (enterInitializer(type)) {
            leaveInitializer(type);
        }
    }

    /** A point before an application enters a monitor. */
    public static void beforeMonitor(Object monitor) {
        if (Pins.open != 0) {
            awaitMonitor(monitor);
        }
    }

    private static void awaitMonitor(Object monitor) {
        Task task = Task.current();
        if (task != null
                && Pins.mayBePinned(task)
                && monitor != null
                && !Vm.isUnlocked(monitor)
                && !Thread.holdsLock(monitor)) {
            task.scheduler.pinned.awaitMonitor(task, monitor);
        }
    }
}
