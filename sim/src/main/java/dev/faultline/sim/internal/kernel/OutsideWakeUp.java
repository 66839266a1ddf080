package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.internal.vm.HostClasses;

/**
 * A simulated thread was made ready by a thread that the scheduler does not own: at a moment that no seed decides.
 *
 * @param by the name of that thread, and where it stood
 */
record OutsideWakeUp(Task task, String by) {
    /** Called by the thread that wakes. */
    static OutsideWakeUp now(Task task) {
        Thread waker = Thread.currentThread();
        StackTraceElement[] stack = waker.getStackTrace();
        StackTraceElement caller = stack[stack.length - 1];
        for (StackTraceElement frame : stack) {
            String type = frame.getClassName();
            if (!type.startsWith("java.lang.") && !HostClasses.isOfSimulator(type)) {
                caller = frame;
                break;
            }
        }
        return new OutsideWakeUp(task, "thread " + waker.getName() + " at " + caller);
    }
}
