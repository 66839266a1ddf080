package dev.faultline.sim.internal.jdk.lang;

import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.kernel.ClassHashes;
import dev.faultline.sim.internal.kernel.HashTable;
import dev.faultline.sim.internal.kernel.IdentityHash;
import dev.faultline.sim.internal.kernel.Steps;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.NodeLoader;
import dev.faultline.sim.internal.vm.Vm;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What draws hash codes in the place of the JVM. Public only for woven code.
 *
 * <p>The JVM draws from one stream for all, for each class too that it verifies, which happens once. What a program can
 * see of hash codes must not shift with that, so it draws from streams of its own: objects of the application
 * ({@code OwnHashCodes}) from one of the thread, those of the JDK from one of the turn, because some outlive the run, and
 * classes of the JDK from their names.
 */
public final class HashHooks {
    /** By name, of which a map can be asked in the midst of asking a map. */
    private static final Map<String, Boolean> INHERITS_HASH_CODE = new ConcurrentHashMap<>();

    private HashHooks() {}

    /** {@code Object.hashCode()}, as maps and the application call it on a key of any kind. */
    public static int hashCode(Object key) {
        if (HashTable.isUsed() && key != null) {
            return HashTable.hashCode(key);
        }
        if (Task.running != null && key != null && !(key instanceof String)) {
            Task task = Task.current(); // any thread of the JVM may ask a map while another one has its turn
            if (task != null && mayDraw(key.getClass()) && !IdentityHash.isDrawn(key)) {
                task.drawHash(key);
            }
        }
        return key.hashCode();
    }

    /**
     * Returns whether objects of the class may come to be asked for their hash codes by the VM. To draw for one that has a
     * method of its own does no harm.
     */
    private static boolean mayDraw(Class<?> type) {
        ClassLoader loader = type.getClassLoader();
        if (Vm.isOfJdk(loader)) {
            if (type.isHidden()) {
                return true;
            }
            Boolean known = INHERITS_HASH_CODE.get(type.getName());
            return known == null ? findOut(type) : known;
        }
        return !(loader instanceof NodeLoader) || type.isHidden(); // what is woven has a method: see OwnHashCodes
    }

    private static boolean findOut(Class<?> type) {
        Task task = Task.stepOut(); // reflection asks maps, which ask for this
        try {
            boolean inherits = ClassHashes.inheritsFromObject(type);
            INHERITS_HASH_CODE.put(type.getName(), inherits);
            return inherits;
        } finally {
            Task.stepIn(task);
        }
    }

    /** The hash code of an application object that inherits that of Object; see {@code OwnHashCodes}. */
    public static int nextHashCode(Object object) {
        Task task = Task.current();
        Steps.note("draws a hash code");
        int hash = task == null ? System.identityHashCode(object) : task.nextHashCode();
        return hash == 0 ? 1 : hash;
    }

    /** {@code System.identityHashCode}, also as {@code super.hashCode()}. */
    public static int identityHash(@Nullable Object object) {
        if (HashTable.isUsed() && object != null) {
            return HashTable.identity(object);
        }
        if (Task.running != null && object != null) {
            Task task = Task.current();
            if (task != null && !IdentityHash.isDrawn(object)) {
                task.drawHash(object);
            }
        }
        return System.identityHashCode(object);
    }

    /** {@code Enum.hashCode()}: the JDK's own enums outlive a run, so theirs must not be drawn in one. */
    public static int enumHash(Object constant) {
        Enum<?> value = (Enum<?>) constant;
        return (int) Rng.mix(value.getDeclaringClass().getName().hashCode() * 31L
                + value.name().hashCode());
    }

    /** {@code ClassLoader.postDefineClass}: a class of the application by a loader of its own. */
    public static void defined(Object loader, Class<?> type) {
        if (!(loader instanceof NodeLoader) && Task.current() != null) {
            Class<?> _ = ClassHashes.give(type);
        }
    }
}
