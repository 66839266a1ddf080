package dev.faultline.sim.internal.jdk.thread;

import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.ProgramStack;
import dev.faultline.sim.internal.machine.ProgramThreads;
import dev.faultline.sim.internal.machine.SimProcess;
import dev.faultline.sim.internal.vm.Vm;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * What patched code of {@link Thread} and its friends calls. Public only for that.
 *
 * <p>The thread that an application creates and the virtual thread that runs in its name are two objects. The
 * application's has a reference to its {@link Task}, in a field that the JDK uses only in running threads. Code of the
 * application that asks for the current thread is given the application's object; code of the JDK gets the virtual
 * thread, which holds the thread locals, the interrupt status and the permit to park.
 */
public final class ThreadHooks {
    private static final long PARK_BLOCKER = Vm.threadField("parkBlocker");
    private static final long INHERITED_LOCALS = Vm.threadField("inheritableThreadLocals");

    private ThreadHooks() {}

    // ---- identity

    /** Call sites of {@code Thread.currentThread()} in applications, fork/join pools and constructors of Thread. */
    public static Thread currentThread() {
        Thread thread = Thread.currentThread();
        Task task = Task.running;
        return task != null && task.virtual == thread ? task.application : thread;
    }

    /** The parent, as the constructor of Thread sees it; brings the inheritable thread locals up to date. */
    public static Thread parentThread() {
        Task task = Task.current();
        if (task == null) {
            return Thread.currentThread();
        }
        if (task.application != task.virtual) {
            Vm.UNSAFE.putReference(
                    task.application, INHERITED_LOCALS, Vm.UNSAFE.getReference(task.virtual, INHERITED_LOCALS));
        }
        return task.application;
    }

    /** Whether the thread has a virtual thread that runs in its name. */
    public static boolean isSimulated(@Nullable Thread thread) {
        return ProgramThreads.taskOf(thread) != null;
    }

    /** Returns the virtual thread in whose name things are to be done, or the thread itself. */
    public static Thread delegate(Thread thread) {
        return ProgramThreads.delegate(thread);
    }

    public static boolean inSimulation() {
        return Task.current() != null;
    }

    /** Whether the code runs on the carrier of the live simulation: in a simulated thread or between two turns. */
    public static boolean onCarrier() {
        Scheduler scheduler = Scheduler.active;
        return scheduler != null && scheduler.onCarrier();
    }

    // ---- the life of a thread

    /** {@code Thread.start}: whether it is for us to start the thread. */
    public static boolean startsHere(Thread thread) {
        Task task = Task.current();
        // What starts while the JVM is set up serves every process that is to come, not the one that came first.
        return !thread.isVirtual() && task != null && !task.setsUpJvm && !isServiceOfJdk(thread);
    }

    public static void start(Thread thread) {
        Task parent = Task.current();
        if (parent == null) {
            throw new IllegalStateException("not a simulated thread");
        }
        if (ProgramThreads.taskOf(thread) != null) {
            throw new IllegalThreadStateException();
        }
        if (!parent.life.machine.allowance().mayStart()) {
            throw new OutOfMemoryError(
                    "unable to create native thread: possibly out of memory or process/resource limits reached");
        }
        SimProcess.of(parent).launch(thread, parent.nextChildKey(), parent.cause);
    }

    /** The JDK's own service threads belong to the JVM, not to the node that happens to need one first. */
    private static boolean isServiceOfJdk(Thread thread) {
        return thread.getClass().getName().equals("jdk.internal.misc.InnocuousThread")
                && !thread.getName().startsWith("Keep-Alive-"); // these belong to the HTTP connections of a node
    }

    /** {@code VirtualThread.start}: an application's own virtual thread becomes a task of its process. */
    public static void startVirtual(Thread virtual) {
        Task parent = Task.current();
        if (parent != null && Vm.scheduler(virtual) != null && !isTaskOf(virtual)) {
            SimProcess.of(parent).adopt(virtual, parent.nextChildKey(), parent.cause);
        }
    }

    private static boolean isTaskOf(Thread virtual) {
        return Vm.scheduler(virtual) instanceof Task task && task.virtual == virtual;
    }

    // ---- methods of Thread, in the name of the application's thread

    /** {@code LockSupport.unpark}. */
    public static void unpark(Thread thread) {
        LockSupport.unpark(delegate(thread));
    }

    /** {@code LockSupport.getBlocker}. The JDK notes it at the thread that it takes for the current one. */
    public static @Nullable Object blocker(Thread thread) {
        Object blocker = Vm.UNSAFE.getReferenceOpaque(delegate(thread), PARK_BLOCKER);
        return blocker != null ? blocker : Vm.UNSAFE.getReferenceOpaque(thread, PARK_BLOCKER);
    }

    public static void interrupt(Thread thread) {
        delegate(thread).interrupt();
    }

    public static boolean isInterrupted(Thread thread) {
        return delegate(thread).isInterrupted();
    }

    public static boolean isAlive(Thread thread) {
        Task task = ProgramThreads.taskOf(thread);
        return task == null ? thread.isAlive() : !task.hasEnded && task.virtual.isAlive();
    }

    public static Thread.State getState(Thread thread) {
        Task task = ProgramThreads.taskOf(thread);
        return task == null ? thread.getState() : task.state();
    }

    public static StackTraceElement[] getStackTrace(Thread thread) {
        Thread virtual = delegate(thread);
        StackTraceElement[] stack = ProgramStack.shown(virtual.getStackTrace());
        // Of its own thread the top is Thread.getStackTrace, once more than the program has called it.
        return virtual == Thread.currentThread() ? Arrays.copyOfRange(stack, 1, stack.length) : stack;
    }

    public static void joinMillis(Thread thread, long millis) throws InterruptedException {
        if (millis < 0) {
            throw new IllegalArgumentException("timeout value is negative");
        }
        if (millis == 0) {
            delegate(thread).join();
        } else {
            delegate(thread).join(Duration.ofMillis(millis));
        }
    }

    // ---- all threads of a JVM

    /** {@code Thread.getAllThreads}: the threads of the caller's process. */
    public static Thread[] allThreads() {
        Task current = Task.current();
        if (current == null) {
            throw new IllegalStateException("not a simulated thread");
        }
        List<Thread> threads = new ArrayList<>();
        for (Task task : SimProcess.of(current).tasks()) {
            if (!task.application.isVirtual()) {
                threads.add(task.application);
            }
        }
        return threads.toArray(new Thread[0]);
    }

    public static Map<Thread, StackTraceElement[]> allStackTraces() {
        Map<Thread, StackTraceElement[]> traces = new LinkedHashMap<>();
        for (Thread thread : allThreads()) {
            traces.put(thread, getStackTrace(thread));
        }
        return traces;
    }

    public static Thread.@Nullable UncaughtExceptionHandler defaultHandler() {
        Task task = Task.current();
        return task == null ? null : SimProcess.of(task).defaultHandler();
    }

    public static void setDefaultHandler(Thread.@Nullable UncaughtExceptionHandler handler) {
        Task task = Task.current();
        if (task != null) {
            SimProcess.of(task).setDefaultHandler(handler);
        }
    }

    /** Whether a new thread gets its id from the run; one that the JDK makes once per JVM is none of a run. */
    public static boolean isOfRun() {
        Task task = Task.running;
        return onCarrier() && (task == null || !task.setsUpJvm);
    }

    public static long nextThreadId() {
        Scheduler scheduler = Scheduler.active;
        if (scheduler == null) {
            throw new IllegalStateException("no simulation is live");
        }
        return scheduler.threadIds.next();
    }

    public static int nextThreadNumber() {
        return count("threads");
    }

    public static int nextTimerNumber() {
        return count("timers");
    }

    public static int nextForkJoinPoolNumber(int increment) {
        return count("fork/join pools") + 1;
    }

    /** {@code poolNumber.getAndIncrement()} in {@code Executors.DefaultThreadFactory}. */
    public static int nextPoolNumber(java.util.concurrent.atomic.AtomicInteger jvmWide) {
        return Task.current() == null ? jvmWide.getAndIncrement() : count("thread pools") + 1;
    }

    private static int count(String what) {
        Task task = Task.current();
        if (task == null) {
            throw new IllegalStateException("not a simulated thread");
        }
        return SimProcess.of(task).count(what);
    }

    // ---- waiting

    /** {@code VirtualThread.schedule}: the end of a timed wait, on the clock of the thread's node. */
    public static boolean schedulesHere(Object virtual) {
        return Vm.scheduler((Thread) virtual) instanceof Task task && task.scheduler.onCarrier();
    }

    public static Future<?> schedule(Object virtual, Runnable command, long delay, TimeUnit unit) {
        Task task = (Task) Vm.scheduler((Thread) virtual);
        long nanos = SimProcess.of(task).node.clock().toRunNanos(unit.toNanos(delay));
        return task.scheduler.after(nanos, command, task);
    }

    /** A point before a monitor is entered, in code that was woven with them. */
    public static void beforeMonitor() {
        Task task = Task.current();
        if (task != null) {
            task.scheduler.preempt(task, task.scheduler.preemption.atMonitors());
        }
    }

    /** A point before a call, in code that was woven with them. */
    public static void beforeCall() {
        Task task = Task.current();
        if (task != null) {
            task.scheduler.preempt(task, task.scheduler.preemption.atCalls());
        }
    }

    // ---- fork/join, which parks by Unsafe and has one pool for all

    public static ForkJoinPool commonPool(ForkJoinPool jvmWide) {
        Task task = Task.current();
        return task == null ? jvmWide : SimProcess.of(task).commonPool();
    }

    public static void unsafePark(jdk.internal.misc.Unsafe unsafe, boolean absolute, long time) {
        if (Task.current() == null) {
            unsafe.park(absolute, time);
        } else if (absolute) {
            LockSupport.parkUntil(time);
        } else if (time == 0) {
            LockSupport.park();
        } else {
            LockSupport.parkNanos(time);
        }
    }

    public static void unsafeUnpark(jdk.internal.misc.Unsafe unsafe, Object thread) {
        if (Task.running == null && ProgramThreads.taskOf((Thread) thread) == null) {
            unsafe.unpark(thread);
        } else {
            LockSupport.unpark((Thread) thread);
        }
    }

    /** {@code sun.misc.Unsafe.park} in an application. */
    public static void parkOfApplication(Object unsafe, boolean absolute, long time) {
        unsafePark(Vm.UNSAFE, absolute, time);
    }

    /** {@code sun.misc.Unsafe.unpark} in an application. */
    public static void unparkOfApplication(Object unsafe, Object thread) {
        unsafeUnpark(Vm.UNSAFE, thread);
    }
}
