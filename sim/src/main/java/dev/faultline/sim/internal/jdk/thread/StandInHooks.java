package dev.faultline.sim.internal.jdk.thread;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.vm.Vm;
import jdk.internal.access.JavaLangAccess;
import org.jspecify.annotations.Nullable;

/**
 * What methods of {@code Thread} call that code of the JDK asks of the current thread, which is the virtual one. It gets the
 * answer of the program's thread object: the loader by which it looks for services is the one that the program has set,
 * or that a subclass gives. Public only for patched code.
 */
public final class StandInHooks {
    private StandInHooks() {}

    /** Whether the thread is a virtual one that runs in the name of another. */
    public static boolean standsIn(Thread thread) {
        return thread.isVirtual()
                && Vm.scheduler(thread) instanceof Task task
                && task.virtual == thread
                && task.application != thread;
    }

    public static @Nullable ClassLoader contextLoader(Thread virtual) {
        return applicationOf(virtual).getContextClassLoader();
    }

    public static void setContextLoader(Thread virtual, @Nullable ClassLoader loader) {
        applicationOf(virtual).setContextClassLoader(loader);
    }

    /** {@code Thread.getThreadGroup}. */
    public static @Nullable ThreadGroup group(Thread virtual) {
        return applicationOf(virtual).getThreadGroup();
    }

    /** Where a fork/join pool asks whether one of its workers submits: the carrier of a program's thread is none. */
    public static Thread currentWorker(JavaLangAccess access) {
        return Task.current() == null ? access.currentCarrierThread() : ThreadHooks.currentThread();
    }

    private static Thread applicationOf(Thread virtual) {
        return ((Task) Vm.scheduler(virtual)).application;
    }
}
