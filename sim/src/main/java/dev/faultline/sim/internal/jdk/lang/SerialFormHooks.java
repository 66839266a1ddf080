package dev.faultline.sim.internal.jdk.lang;

import dev.faultline.sim.internal.vm.InitializerMarks;
import java.io.ObjectStreamClass;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/**
 * What {@code ObjectStreamClass} calls. The version number that it computes for a class without one follows from all
 * members, also from whether there is a static initialiser. Public only for that.
 */
public final class SerialFormHooks {
    private static final MethodHandle HAS_INITIALIZER = hasInitializer();

    private SerialFormHooks() {}

    private static MethodHandle hasInitializer() {
        try {
            return MethodHandles.privateLookupIn(ObjectStreamClass.class, MethodHandles.lookup())
                    .findStatic(
                            ObjectStreamClass.class,
                            "hasStaticInitializer",
                            MethodType.methodType(boolean.class, Class.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** {@code ObjectStreamClass.hasStaticInitializer}, of the class as it was before it was woven. */
    public static boolean hasStaticInitializer(Class<?> type) {
        try {
            return (boolean) HAS_INITIALIZER.invokeExact(type) && !InitializerMarks.isAddedTo(type);
        } catch (Throwable e) {
            throw new IllegalStateException(e);
        }
    }
}
