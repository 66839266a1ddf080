package dev.faultline.sim.internal.vm;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.List;

/** Finds hooks: public static methods that woven code calls, named without their parameters. */
public final class Hooks {
    private Hooks() {}

    /**
     * Returns the hook of that name.
     *
     * @throws IllegalArgumentException if the class has none, or several
     */
    public static Method named(Class<?> hooks, String name) {
        List<Method> found = Arrays.stream(hooks.getDeclaredMethods())
                .filter(method -> method.getName().equals(name) && Modifier.isPublic(method.getModifiers()))
                .toList();
        if (found.size() != 1) {
            throw new IllegalArgumentException(
                    hooks.getName() + " must have one public method " + name + ", has " + found.size());
        }
        return found.getFirst();
    }
}
