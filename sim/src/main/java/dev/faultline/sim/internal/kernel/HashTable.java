package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.vm.Debugger;
import dev.faultline.sim.internal.vm.Vm;
import java.lang.instrument.Instrumentation;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import jdk.internal.access.JavaLangAccess;
import jdk.internal.access.SharedSecrets;
import org.jspecify.annotations.Nullable;

/**
 * The hash codes that programs see under a debugger. The JVM draws a hash code for each object that it shows to a debugger,
 * on a thread of the debugger's; so what stands in an object says nothing of the run, and only serves to find the object
 * in this table. It holds for all threads of the JVM, as they share maps of the JDK.
 *
 * <p>Maps ask for hash codes, and this one for none but those of its keys: it has no lambda, and asks reflection for
 * nothing that reflection keeps in a map by anything but a class.
 */
public final class HashTable {
    private static final JavaLangAccess LANG = SharedSecrets.getJavaLangAccess();
    private static final ConcurrentHashMap<Key, Integer> HASHES = new ConcurrentHashMap<>();
    private static final ConcurrentHashMap<Key, Boolean> INHERITS = new ConcurrentHashMap<>();
    private static final ReferenceQueue<Object> GONE = new ReferenceQueue<>();
    private static final AtomicLong PLACES = new AtomicLong();

    private static boolean isUsed;

    private HashTable() {}

    public static boolean isUsed() {
        return Debugger.IS_EXPECTED && isUsed;
    }

    /** Takes over the hash codes that JDK and host have seen; to be called when all drawing goes through our hooks. */
    public static void begin(Instrumentation instrumentation) {
        for (Class<?> type : instrumentation.getAllLoadedClasses()) {
            takeOver(type);
            takeOver(type.getModule());
            takeOver(type.getClassLoader());
            takeOver(type.getProtectionDomain());
        }
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            takeOver(thread);
            takeOver(thread.getThreadGroup());
        }
        isUsed = true;
    }

    private static void takeOver(@Nullable Object object) {
        if (object != null) {
            boolean _ = put(object, System.identityHashCode(object));
        }
    }

    /** What {@code object.hashCode()} answers. */
    public static int hashCode(Object object) {
        return !(object instanceof String || object instanceof Key)
                        && (object instanceof Class || inheritsFromObject(object.getClass()))
                ? identity(object)
                : object.hashCode();
    }

    /** What {@code System.identityHashCode} answers. */
    public static int identity(Object object) {
        if (object instanceof Key) {
            return object.hashCode();
        }
        Integer hash = get(object);
        if (hash == null) {
            Task task = Task.current();
            if (task != null) {
                task.drawHash(object);
            }
            boolean _ = put(object, System.identityHashCode(object)); // unless it was given one
            hash = get(object);
        }
        return hash == null ? 0 : hash;
    }

    static boolean has(Object object) {
        return get(object) != null;
    }

    /** Gives the object a hash code if it has none; returns whether it had none. */
    static boolean put(Object object, int hash) {
        Task task = Task.stepOut();
        try {
            return HASHES.putIfAbsent(new Key(object, GONE), hash) == null;
        } finally {
            Task.stepIn(task);
        }
    }

    private static @Nullable Integer get(Object object) {
        Task task = Task.stepOut();
        try {
            for (Reference<?> gone = GONE.poll(); gone != null; gone = GONE.poll()) {
                HASHES.remove(gone);
            }
            return HASHES.get(new Key(object, null));
        } finally {
            Task.stepIn(task);
        }
    }

    private static boolean inheritsFromObject(Class<?> type) {
        Task task = Task.stepOut();
        try {
            Key key = new Key(type, null);
            Boolean known = INHERITS.get(key);
            if (known == null) {
                known = findOut(type);
                INHERITS.put(key, known);
            }
            return known;
        } finally {
            Task.stepIn(task);
        }
    }

    private static boolean findOut(Class<?> type) {
        try {
            for (Class<?> each = type; each != null && each != Object.class; each = each.getSuperclass()) {
                if (!LANG.getDeclaredPublicMethods(each, "hashCode").isEmpty()) {
                    return false;
                }
            }
            return true;
        } catch (LinkageError e) {
            return false; // a class of the host's that lacks another one; those of programs have a method of their own
        }
    }

    private static final class Key extends WeakReference<Object> {
        private final int place;

        Key(Object object, @Nullable ReferenceQueue<Object> queue) {
            super(object, queue);
            place = placeOf(object);
        }

        /** Returns what the JVM says; that it draws for this must not shift what the thread draws later. */
        private static int placeOf(Object object) {
            IdentityHash.State before = IdentityHash.state(IdentityHash.addressFor(Vm.carrier()));
            IdentityHash.set(before.address(), Rng.mix(PLACES.incrementAndGet()));
            int place = System.identityHashCode(object);
            before.restore();
            return place;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            Object object = get();
            return this == other || (object != null && other instanceof Key key && key.refersTo(object));
        }

        @Override
        public int hashCode() {
            return place;
        }
    }
}
