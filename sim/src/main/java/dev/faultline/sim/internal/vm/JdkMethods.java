package dev.faultline.sim.internal.vm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Finds methods of the JDK that are not public. */
public final class JdkMethods {
    private static final MethodHandles.Lookup TRUSTED = trusted();

    private JdkMethods() {}

    private static MethodHandles.Lookup trusted() {
        try {
            var field = MethodHandles.Lookup.class.getDeclaredField("IMPL_LOOKUP");
            return (MethodHandles.Lookup)
                    Vm.UNSAFE.getReference(Vm.UNSAFE.staticFieldBase(field), Vm.UNSAFE.staticFieldOffset(field));
        } catch (NoSuchFieldException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Returns a lookup that may do what the class may, also where its module is not open to us. */
    public static MethodHandles.Lookup within(Class<?> type) {
        return TRUSTED.in(type);
    }

    /** Returns the static method. */
    public static MethodHandle find(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        try {
            return within(owner).findStatic(owner, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the method, which takes its object first. */
    public static MethodHandle virtual(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        try {
            return within(owner).findVirtual(owner, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what stands in a static field. */
    public static int staticInt(Class<?> owner, String field) {
        try {
            return (int) MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findStaticVarHandle(owner, field, int.class)
                    .get();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the constructor. */
    public static MethodHandle constructor(Class<?> owner, Class<?>... parameters) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findConstructor(owner, MethodType.methodType(void.class, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
