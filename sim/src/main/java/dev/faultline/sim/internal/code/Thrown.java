package dev.faultline.sim.internal.code;

import dev.faultline.sim.NodeCode.Effect;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An exception that a fault throws. */
final class Thrown {
    /** The parameters of its constructor, those that are better first. */
    private static final List<List<Class<?>>> PARAMETERS =
            List.of(List.of(String.class), List.of(String.class, Throwable.class), List.of(Object.class), List.of());

    private Thrown() {}

    /** Makes it: a {@link Throwable}. */
    static Made of(Effect.Throw what, @Nullable ClassLoader loader) {
        String name = what.exception();
        try {
            Class<?> type = Class.forName(name, true, loader);
            if (!Throwable.class.isAssignableFrom(type)) {
                return Made.refused(name + " cannot be thrown");
            }
            for (List<Class<?>> parameters : PARAMETERS) {
                Constructor<?> constructor = constructor(type, parameters);
                if (constructor != null) {
                    Object[] arguments = new Object[parameters.size()];
                    if (arguments.length > 0) {
                        arguments[0] = what.message();
                    }
                    Throwable made = (Throwable) constructor.newInstance(arguments);
                    made.setStackTrace(withoutReflection(made.getStackTrace()));
                    return Made.of(made);
                }
            }
            return Made.refused(name + " has no constructor that takes a message or nothing");
        } catch (ClassNotFoundException e) {
            return Made.absent(name);
        } catch (LinkageError e) {
            return Made.refused(name, e);
        } catch (InstantiationException e) {
            return Made.refused(name + " is abstract");
        } catch (InvocationTargetException e) {
            return Made.refused(name + " could not be made: " + e.getCause());
        } catch (IllegalAccessException | RuntimeException e) {
            return Made.refused(name + " could not be made: " + e);
        }
    }

    private static @Nullable Constructor<?> constructor(Class<?> type, List<Class<?>> parameters) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters.toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return constructor;
        } catch (NoSuchMethodException e) {
            return null;
        }
    }

    /** What called the constructor is none of the program's business. */
    private static StackTraceElement[] withoutReflection(StackTraceElement[] stack) {
        int first = 0;
        while (first < stack.length
                && (stack[first].getClassName().startsWith("jdk.internal.reflect.")
                        || stack[first].getClassName().startsWith("java.lang.reflect.")
                        || stack[first].getClassName().startsWith("java.lang.invoke."))) {
            first++;
        }
        return Arrays.copyOfRange(stack, first, stack.length);
    }
}
