package dev.faultline.sim.internal.jdk.lang;

import dev.faultline.sim.internal.jdk.thread.SpinHooks;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;

/** What code that reads a clock calls. Public only for that. */
public final class TimeHooks {
    private TimeHooks() {}

    /** {@code System.nanoTime()} in an application. */
    public static long nanoTime() {
        Task task = Task.current();
        if (task == null) {
            return System.nanoTime();
        }
        SpinHooks.readsClock(task);
        return SimProcess.of(task).node.clock().monotonicNanos(task.scheduler.nowNanos());
    }

    /** {@code System.currentTimeMillis()} in an application. */
    public static long currentTimeMillis() {
        Task task = Task.current();
        if (task == null) {
            return System.currentTimeMillis();
        }
        SpinHooks.readsClock(task);
        return SimProcess.of(task).node.clock().wallMillis(task.scheduler.nowNanos());
    }

    /** {@code System.nanoTime()} in the JDK, also in the machinery of virtual threads while it mounts one. */
    public static long jdkNanoTime() {
        Task task = Task.running;
        return task != null && task.scheduler.onCarrier()
                ? SimProcess.of(task).node.clock().monotonicNanos(task.scheduler.nowNanos())
                : System.nanoTime();
    }

    /** {@code System.currentTimeMillis()} in the JDK. */
    public static long jdkCurrentTimeMillis() {
        Task task = Task.current();
        if (task == null) {
            return System.currentTimeMillis();
        }
        SpinHooks.readsClockInside(task);
        return SimProcess.of(task).node.clock().wallMillis(task.scheduler.nowNanos());
    }

    /** What {@code Instant.now()} and every {@code Clock} read. */
    public static long nanoTimeAdjustment(long epochSecond) {
        Task task = Task.current();
        if (task == null) {
            return jdk.internal.misc.VM.getNanoTimeAdjustment(epochSecond);
        }
        SpinHooks.readsClockInside(task);
        return SimProcess.of(task).node.clock().wallNanosSince(epochSecond, task.scheduler.nowNanos());
    }
}
