package dev.faultline.sim;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Finds methods of the JDK that are not public. */
final class JdkMethods {
    private JdkMethods() {}

    /** Returns the static method. */
    static MethodHandle find(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findStatic(owner, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the method, which takes its object first. */
    static MethodHandle virtual(Class<?> owner, String name, Class<?> result, Class<?>... parameters) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findVirtual(owner, name, MethodType.methodType(result, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns what stands in a static field. */
    static int staticInt(Class<?> owner, String field) {
        try {
            return (int) MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findStaticVarHandle(owner, field, int.class)
                    .get();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns the constructor. */
    static MethodHandle constructor(Class<?> owner, Class<?>... parameters) {
        try {
            return MethodHandles.privateLookupIn(owner, MethodHandles.lookup())
                    .findConstructor(owner, MethodType.methodType(void.class, parameters));
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }
}
