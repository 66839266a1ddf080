package dev.faultline.sim.internal.code;

import dev.faultline.sim.NodeCode.Effect;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exception that a fault throws.
 *
 * @param throwable null if it cannot be made
 * @param refusal why not
 */
record Thrown(@Nullable Throwable throwable, String refusal) {
    /** The parameters of its constructor, those that are better first. */
    private static final List<List<Class<?>>> PARAMETERS =
            List.of(List.of(String.class), List.of(String.class, Throwable.class), List.of(Object.class), List.of());

    static Thrown make(Effect.Throw what, @Nullable ClassLoader loader) {
        try {
            Class<?> type = Class.forName(what.exception(), true, loader);
            if (!Throwable.class.isAssignableFrom(type)) {
                return refused(what.exception() + " cannot be thrown");
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
                    return new Thrown(made, "");
                }
            }
            return refused(what.exception() + " has no constructor that takes a message or nothing");
        } catch (ClassNotFoundException | LinkageError e) {
            return refused("there is no class " + what.exception());
        } catch (InstantiationException e) {
            return refused(what.exception() + " is abstract");
        } catch (InvocationTargetException e) {
            return refused(what.exception() + " could not be made: " + e.getCause());
        } catch (IllegalAccessException | RuntimeException e) {
            return refused(what.exception() + " could not be made: " + e);
        }
    }

    private static Thrown refused(String why) {
        return new Thrown(null, why);
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
