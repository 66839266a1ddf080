package dev.faultline.sim.internal.vm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.invoke.VarHandle;
import java.util.concurrent.Executor;
import jdk.internal.access.JavaLangAccess;
import jdk.internal.access.SharedSecrets;
import jdk.internal.misc.Unsafe;
import org.jspecify.annotations.Nullable;

/**
 * The parts of the JDK below its public API that the scheduler stands on; all of them are here.
 *
 * <p>A simulated thread is a JDK virtual thread whose scheduler is ours. That much needs only the constructor of
 * {@code VirtualThread}. The other handles serve monitors: a virtual thread that waits for one is handed back by the
 * VM through a list, and {@link #releaseUnblocked} is how the JDK's own unblocker thread reads that list.
 */
public final class Vm {
    /** {@code VirtualThread.state}: see the constants of that class. */
    public static final int YIELDED = 11;

    public static final int BLOCKING = 12;

    public static final int UNBLOCKED = 14;
    public static final int TIMED_WAIT = 18;
    public static final int TERMINATED = 99;

    /** The group of all threads of the JVM. */
    public static final ThreadGroup ROOT_GROUP = rootGroup();

    public static final Unsafe UNSAFE = Unsafe.getUnsafe();

    private static final long PROBE = threadField("threadLocalRandomProbe");
    private static final long LOCK_BITS = 3;
    private static final long UNLOCKED = 1;

    private static final JavaLangAccess LANG = SharedSecrets.getJavaLangAccess();
    private static final Class<?> VIRTUAL_THREAD = classNamed("java.lang.VirtualThread");
    private static final MethodHandle NEW_VIRTUAL_THREAD;
    private static final MethodHandle TAKE_UNBLOCKED;
    private static final MethodHandle UNBLOCK;
    private static final MethodHandle TRY_YIELD;
    private static final VarHandle NEXT;
    private static final long THREAD_ID = threadField("tid");
    private static final long THREAD_NAME = threadField("name");
    private static final long STATE = offset("state");
    private static final long ON_WAITING_LIST = offset("onWaitingList");
    private static final long SCHEDULER = offset("scheduler");
    private static final long CONTINUATION = offset("runContinuation");
    private static final long[] WHAT_A_THREAD_HOLDS = {
        CONTINUATION,
        offset("cont"),
        offset("timeoutTask"),
        threadField("threadLocals"),
        threadField("inheritableThreadLocals"),
        threadField("contextClassLoader"),
        threadField("scopedValueBindings")
    };
    private static final Executor NO_TURNS = turn -> {};

    static {
        try {
            var lookup = MethodHandles.privateLookupIn(VIRTUAL_THREAD, MethodHandles.lookup());
            NEW_VIRTUAL_THREAD = lookup.findConstructor(
                            VIRTUAL_THREAD,
                            MethodType.methodType(void.class, Executor.class, String.class, int.class, Runnable.class))
                    .asType(MethodType.methodType(
                            Thread.class, Executor.class, String.class, int.class, Runnable.class));
            TAKE_UNBLOCKED = lookup.findStatic(
                            VIRTUAL_THREAD, "takeVirtualThreadListToUnblock", MethodType.methodType(VIRTUAL_THREAD))
                    .asType(MethodType.methodType(Thread.class));
            UNBLOCK = lookup.findVirtual(VIRTUAL_THREAD, "unblock", MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Thread.class));
            TRY_YIELD = lookup.findVirtual(VIRTUAL_THREAD, "tryYield", MethodType.methodType(void.class))
                    .asType(MethodType.methodType(void.class, Object.class));
            NEXT = lookup.findVarHandle(VIRTUAL_THREAD, "next", VIRTUAL_THREAD);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Vm() {}

    /** Creates a virtual thread that asks the executor for every turn it takes. */
    public static Thread newVirtualThread(Executor scheduler, String name, Runnable body) {
        try {
            return (Thread) NEW_VIRTUAL_THREAD.invokeExact(scheduler, name, 0, body);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what runs the virtual thread until it blocks or ends. */
    public static Runnable continuation(Thread virtual) {
        return (Runnable) UNSAFE.getReference(virtual, CONTINUATION);
    }

    public static Object scheduler(Thread virtual) {
        return UNSAFE.getReference(virtual, SCHEDULER);
    }

    /** Gives a virtual thread that has not started another scheduler. */
    public static void setScheduler(Thread virtual, Executor scheduler) {
        UNSAFE.putReference(virtual, SCHEDULER, scheduler);
    }

    /**
     * Takes its stack and all else from a thread that is not to run again. The VM keeps a thread for ever that waits for
     * a monitor which nobody will hand on; so what it keeps must be an empty shell, which looks to the VM as if it had
     * ended. A debugger that has seen the thread insists on its end in due form; there it stays as it is.
     */
    public static void empty(Thread virtual) {
        setScheduler(virtual, NO_TURNS);
        if (Debugger.IS_EXPECTED) {
            return;
        }
        for (long field : WHAT_A_THREAD_HOLDS) {
            UNSAFE.putReference(virtual, field, null);
        }
        UNSAFE.putIntVolatile(virtual, STATE, TERMINATED);
    }

    public static int state(Thread virtual) {
        return UNSAFE.getIntVolatile(virtual, STATE);
    }

    /** Returns whether the VM holds the thread ready to go on after it waited for a monitor. */
    public static boolean isUnblocked(Thread virtual) {
        return UNSAFE.getBooleanVolatile(virtual, ON_WAITING_LIST);
    }

    /**
     * Lets every thread go on that the VM holds ready, in the order in which the VM lists them. To be called only when
     * {@link #isUnblocked} holds for at least one: the VM waits while its list is empty.
     */
    public static int releaseUnblocked() {
        try {
            int released = 0;
            Thread head = (Thread) TAKE_UNBLOCKED.invokeExact();
            while (head != null) {
                Thread next = (Thread) (Object) NEXT.get(head);
                NEXT.set(head, null);
                UNSAFE.putBooleanVolatile(head, ON_WAITING_LIST, false);
                UNBLOCK.invokeExact(head);
                head = next;
                released++;
            }
            return released;
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** What {@code Thread.yield} does for a virtual thread; nothing, if the thread cannot leave its carrier. */
    public static void tryYield(Object virtual) {
        try {
            TRY_YIELD.invokeExact(virtual);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }

    /** Gives a thread that has not started the id of another: by its id the VM knows who has a monitor. */
    public static void setThreadId(Thread virtual, long id) {
        UNSAFE.putLong(virtual, THREAD_ID, id);
    }

    /** Gives a platform thread another name, and does not tell the operating system. */
    public static void setName(Thread platform, String name) {
        UNSAFE.putReference(platform, THREAD_NAME, name);
    }

    /** Returns whether the object is certainly not locked, by the lowest bits of its header. */
    public static boolean isUnlocked(Object object) {
        return (UNSAFE.getLongVolatile(object, 0) & LOCK_BITS) == UNLOCKED;
    }

    /** Returns whether what this loader loads is the JDK's, and shared by all processes. */
    public static boolean isOfJdk(@Nullable ClassLoader loader) {
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }

    /** Returns the platform thread below the current thread: itself, if it is one. */
    public static Thread carrier() {
        return LANG.currentCarrierThread();
    }

    /** Returns the byte offset of a field of {@link Thread}. */
    public static long threadField(String name) {
        return UNSAFE.objectFieldOffset(Thread.class, name);
    }

    private static long offset(String field) {
        return UNSAFE.objectFieldOffset(VIRTUAL_THREAD, field);
    }

    public static Class<?> classNamed(String name) {
        try {
            return Class.forName(name, false, ClassLoader.getPlatformClassLoader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("this JDK has no class " + name, e);
        }
    }

    /**
     * Gives a carrier the probe of the thread whose turn begins. The JDK reads the probe of a virtual thread from its
     * carrier, to spread threads over queues and counters; with none, a fork/join pool looks for a queue for ever.
     */
    public static void setProbe(Thread carrier, int probe) {
        UNSAFE.putInt(carrier, PROBE, probe);
    }

    private static ThreadGroup rootGroup() {
        ThreadGroup group = Thread.currentThread().getThreadGroup();
        while (group.getParent() != null) {
            group = group.getParent();
        }
        return group;
    }
}
