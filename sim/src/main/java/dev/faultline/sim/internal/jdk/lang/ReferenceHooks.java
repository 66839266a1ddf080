package dev.faultline.sim.internal.jdk.lang;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import java.lang.ref.Cleaner;
import java.lang.reflect.Constructor;
import java.util.Set;
import jdk.internal.ref.CleanerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the garbage collector from shaping a run. Public only for patched code.
 *
 * <p>When the collector finds an object that only weak, soft or phantom references reach, it clears those and queues them:
 * at a moment that follows from the size of the heap and from what else ran in the JVM. So what a program refers to by a
 * reference is kept for the life of its process: to the program it is as if the collector had never come by, which no
 * program may rely on not to happen. {@code Reference.clear}, {@code enqueue} and {@code Cleanable.clean} do what they
 * always do. Memory is the price: an object that was once in a {@code WeakHashMap} stays until the process ends.
 *
 * <p>That holds for the JDK's own references, too: RMI tells a server of a stub that was collected, a TLS session that was
 * is negotiated anew. Only those that no program sees being cleared, such as those behind thread locals, are left to the
 * collector; they are listed by name, so what a later JDK adds is kept until somebody has looked.
 *
 * <p>No object of a program is finalized: its {@code finalize} would run on a thread of the host's, outside of the
 * simulation, perhaps after the run.
 */
public final class ReferenceHooks {
    /** References of the JDK whose clearing shows nowhere: what they refer to is only dropped, or is made again alike. */
    static final Set<String> UNSEEN = Set.of(
            "java.io.FileCleanable",
            "java.lang.ThreadLocal$ThreadLocalMap$Entry",
            "java.lang.WeakPairMap$Pair$Weak",
            "java.lang.WeakPairMap$Pair$Weak$1",
            "java.lang.WeakPairMap$WeakRefPeer",
            "java.lang.invoke.LambdaFormEditor$Transform",
            "java.util.concurrent.ArrayBlockingQueue$Itrs$Node",
            "jdk.internal.ref.Cleaner",
            "jdk.internal.ref.CleanerImpl$CleanerCleanable",
            "jdk.internal.util.SoftReferenceKey",
            "jdk.internal.util.WeakReferenceKey");

    private ReferenceHooks() {}

    /** In the constructor of {@code Reference}. */
    public static void made(Object reference, @Nullable Object referent) {
        Task task = Task.running;
        if (task != null && referent != null && isSeenByProgram(reference.getClass()) && Task.current() == task) {
            SimProcess.of(task).globals.keep(referent);
        }
    }

    /**
     * {@code CleanerFactory.cleaner()} in {@code Timer}. The JVM's cleaner would hold the timer's thread, which holds its
     * process, which keeps the timer: none would ever go. One of the process goes with it.
     */
    public static Cleaner cleanerOfTimers() {
        Task task = Task.current();
        return task == null
                ? CleanerFactory.cleaner()
                : (Cleaner) SimProcess.of(task).globals.single("cleaner of timers", ReferenceHooks::newCleaner);
    }

    /** Makes a cleaner that has no thread: what it would wait for is kept as long as the process. */
    private static Object newCleaner() {
        try {
            Constructor<Cleaner> constructor = Cleaner.class.getDeclaredConstructor();
            constructor.setAccessible(true);
            return constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    public static boolean isProgram() {
        return Task.current() != null;
    }

    /** {@code Finalizer.register}: objects of programs are not. */
    public static void neverFinalized(Object object) {}

    private static boolean isSeenByProgram(Class<?> type) {
        return type.getClassLoader() != null || !UNSEEN.contains(type.getName());
    }
}
