package dev.faultline.sim;

import org.jspecify.annotations.Nullable;

/**
 * What draws hash codes in the place of the JVM. Public only for woven code.
 *
 * <p>The JVM draws from one stream for all, for each class too that it verifies, which happens once. What a program can
 * see of hash codes must not shift with that, so it draws from streams of its own: objects of the application
 * ({@link OwnHashCodes}) from one of the thread, those of the JDK from one of the turn, because some outlive the run, and
 * classes of the JDK from their names.
 */
public final class HashHooks {
    private static final ClassValue<Boolean> HAS_IDENTITY_HASH = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return inheritsHashCode(type);
        }
    };

    private HashHooks() {}

    private static boolean inheritsHashCode(Class<?> type) {
        try {
            return type.getMethod("hashCode").getDeclaringClass() == Object.class;
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    /** {@code Object.hashCode()}, as maps and the application call it on a key of any kind. */
    public static int hashCode(Object key) {
        if (Task.running != null && !(key instanceof String)) {
            Task task = Task.current();
            if (task != null && !IdentityHash.isDrawn(key) && hasIdentityHash(key)) {
                draw(task, key);
            }
        }
        return key.hashCode();
    }

    private static void draw(Task task, Object object) {
        if (object instanceof Class<?> type && isOfJdk(type)) {
            Class<?> _ = ClassHashes.give(type);
        } else if (isOfJdk(object.getClass())) {
            task.drawHashOfJdk(object);
        } else {
            task.drawHashOfApplication(object); // of a class that is not woven, as those of lambdas
        }
    }

    private static boolean hasIdentityHash(Object object) {
        Task task = Task.running;
        Task.running = null; // what knows that asks maps of the JDK
        try {
            return HAS_IDENTITY_HASH.get(object.getClass());
        } finally {
            Task.running = task;
        }
    }

    /** The hash code of an application object that inherits that of Object; see {@link OwnHashCodes}. */
    public static int nextHashCode(Object object) {
        Task task = Task.current();
        StepLog.note("draws a hash code");
        int hash = task == null ? System.identityHashCode(object) : task.nextHashCode();
        return hash == 0 ? 1 : hash;
    }

    /** {@code System.identityHashCode}, as the application and its identity maps call it. */
    public static int identityHash(@Nullable Object object) {
        Task task = Task.current();
        if (task != null && object != null && !IdentityHash.isDrawn(object)) {
            draw(task, object);
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
        if (Task.running != null && !(loader instanceof NodeLoader)) {
            Class<?> _ = ClassHashes.give(type);
        }
    }

    static boolean isOfJdk(Class<?> type) {
        return isOfJdk(type.getClassLoader());
    }

    static boolean isOfJdk(@Nullable ClassLoader loader) {
        return loader == null || loader == ClassLoader.getPlatformClassLoader();
    }
}
