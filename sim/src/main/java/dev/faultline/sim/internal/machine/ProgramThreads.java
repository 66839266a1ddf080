package dev.faultline.sim.internal.machine;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.vm.Vm;
import org.jspecify.annotations.Nullable;

/**
 * The threads of programs: of each, the object that the program knows and the task that runs in its name. The object has a
 * reference to the task, in a field that the JDK uses only in running threads.
 */
public final class ProgramThreads {
    private static final long TASK_FIELD = Vm.threadField("scopedValueBindings");
    private static final long INHERITED_LOCALS = Vm.threadField("inheritableThreadLocals");

    private ProgramThreads() {}

    /** Returns the task of a thread that a program has started; null if there is none. */
    public static @Nullable Task taskOf(@Nullable Thread thread) {
        return thread != null && Vm.UNSAFE.getReference(thread, TASK_FIELD) instanceof Task task ? task : null;
    }

    static void bind(Thread application, Task task) {
        Vm.UNSAFE.putReference(application, TASK_FIELD, task);
        Vm.UNSAFE.putReference(task.virtual, INHERITED_LOCALS, Vm.UNSAFE.getReference(application, INHERITED_LOCALS));
        // The context class loader stays the application's: StandInHooks.
    }

    /** Returns the virtual thread in whose name things are to be done, or the thread itself. */
    public static Thread delegate(Thread thread) {
        Task task = taskOf(thread);
        return task == null ? thread : task.virtual;
    }

    /** Returns the process that the thread is of; null if it is not a simulated one. */
    public static @Nullable SimProcess processOf(Thread thread) {
        Task task = taskOf(thread);
        return task == null ? null : SimProcess.of(task);
    }

    /** Makes a thread that does not run yet. */
    static Thread newThread(ThreadGroup group, String name, ClassLoader loader, Runnable body) {
        Thread thread = new Thread(group, body, name, 0, false);
        thread.setDaemon(false);
        thread.setContextClassLoader(loader);
        return thread;
    }

    /** Runs the thread as the JVM would, down to its uncaught exception handler. */
    @SuppressWarnings("DoNotCall") // this is what starting the thread means here
    static void runBody(Thread application, Task task) {
        SimProcess process = SimProcess.of(task);
        try {
            application.run();
        } catch (Throwable thrown) {
            task.cause = task.scheduler.recorder.record(
                    "UncaughtException",
                    process.node.name(),
                    task.name(),
                    task.scheduler.nowNanos(),
                    task.cause,
                    "exception",
                    told(thrown));
            process.lost(task, thrown);
            try {
                application.getUncaughtExceptionHandler().uncaughtException(application, thrown);
            } catch (Throwable ignored) {
                // The JVM ignores what a handler throws.
            }
        }
        synchronized (application) { // nobody who has the monitor sees it end
            task.hasEnded = true;
            application.notifyAll();
        }
    }

    /** Waits until the thread has ended, however often the caller is interrupted. */
    static void joinUninterruptibly(Thread thread) {
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            delegate(Thread.currentThread()).interrupt();
        }
    }

    /** Returns what is thrown, for an event: cut where the message of a program would make a line of the event file too long. */
    private static String told(Throwable thrown) {
        String text = String.valueOf(thrown);
        int most = 1 << 16;
        return text.length() > most ? text.substring(0, most) + " [...]" : text;
    }
}
