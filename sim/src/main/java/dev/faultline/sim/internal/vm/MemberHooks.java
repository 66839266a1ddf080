package dev.faultline.sim.internal.vm;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;

/**
 * What {@code Class} calls for the methods that it declares. The VM has them in the order of the addresses at which their
 * names happened to be kept, which depends on what else the JVM has loaded. Here they are in the order of their names.
 * Public only for patched code.
 */
public final class MemberHooks {
    private static final MethodHandle DECLARED = declared();
    private static final Comparator<Method> ORDER = Comparator.comparing(Method::getName)
            .thenComparing(MemberHooks::parametersOf)
            .thenComparing(method -> method.getReturnType().getName());

    private MemberHooks() {}

    private static MethodHandle declared() {
        try {
            return MethodHandles.privateLookupIn(Class.class, MethodHandles.lookup())
                    .findVirtual(
                            Class.class, "getDeclaredMethods0", MethodType.methodType(Method[].class, boolean.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /**
     * Calls the VM once, before anything is patched: the first call of a handle links it, which looks into hash tables, and
     * those ask classes for their methods.
     */
    public static void link() throws Throwable {
        declaredMethods(Object.class, true);
    }

    /** {@code Class.getDeclaredMethods0}, whose result the class keeps. */
    public static Method[] declaredMethods(Class<?> type, boolean publicOnly) throws Throwable {
        Method[] methods = (Method[]) DECLARED.invokeExact(type, publicOnly);
        if (methods.length > 1) {
            Arrays.sort(methods, ORDER);
        }
        return methods;
    }

    private static String parametersOf(Method method) {
        StringBuilder text = new StringBuilder();
        for (Class<?> parameter : method.getParameterTypes()) {
            text.append(parameter.getName()).append(',');
        }
        return text.toString();
    }
}
