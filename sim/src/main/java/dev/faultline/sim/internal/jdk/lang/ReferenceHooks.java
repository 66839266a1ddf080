package dev.faultline.sim.internal.jdk.lang;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import java.lang.ref.Cleaner;
import java.lang.ref.PhantomReference;
import java.lang.ref.SoftReference;
import java.lang.ref.WeakReference;
import java.lang.reflect.Constructor;
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
 * <p>References of the JDK's own, such as those behind thread locals, are left to the collector: no program sees when
 * they are cleared.
 */
public final class ReferenceHooks {
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

    private static boolean isSeenByProgram(Class<?> type) {
        if (type == WeakReference.class || type == SoftReference.class || type == PhantomReference.class) {
            return true;
        }
        ClassLoader loader = type.getClassLoader();
        if (loader != null && loader != ClassLoader.getPlatformClassLoader()) {
            return true;
        }
        return switch (type.getName()) {
            case "java.util.WeakHashMap$Entry",
                    "java.util.logging.LogManager$LoggerWeakRef",
                    "jdk.internal.ref.CleanerImpl$PhantomCleanableRef" -> true;
            default -> false;
        };
    }
}
