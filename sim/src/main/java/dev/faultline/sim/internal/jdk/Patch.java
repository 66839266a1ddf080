package dev.faultline.sim.internal.jdk;

import dev.faultline.sim.internal.kernel.OncePerJvm;
import java.util.List;

/**
 * One change to a class of the JDK, as data. {@code JdkWeaver} carries it out.
 *
 * <p>A class is named as in class files ({@code java/lang/Thread}), a method by name and descriptor ({@code
 * interrupt()V}). A hook is a public static method of a public class, as a rule one named {@code ...Hooks} in the room of its
 * area, named without its parameters, so its name must be unique among the public methods of its class. It is given the
 * receiver, unless the patched method is static, and then the arguments; where a type is not accessible here, the hook takes
 * {@code Object}.
 */
public sealed interface Patch {
    /** Returns the class to be changed. */
    String owner();

    /** Returns the method to be changed, or {@code *} for all of the class. */
    String method();

    /** Returns the class of the hooks. */
    Class<?> hooks();

    /**
     * At the entry of the method: {@code if (guard(arguments)) return hook(arguments);}
     *
     * @param guard a hook that returns a boolean; it may take fewer arguments
     */
    record Replace(String owner, String method, Class<?> hooks, String guard, String hook) implements Patch {}

    /** At the entry of the method, or in a constructor after that of the superclass: {@code hook(arguments);} */
    record Before(String owner, String method, Class<?> hooks, String hook) implements Patch {}

    /** Where the method returns: what it returns goes through {@code hook(result, arguments)}. */
    record After(String owner, String method, Class<?> hooks, String hook) implements Patch {}

    /** The method does what the JDK does once per JVM: see {@link OncePerJvm}. */
    record Bracket(String owner, String method) implements Patch {
        @Override
        public Class<?> hooks() {
            return OncePerJvm.class;
        }
    }

    /** Inside the method, a call of {@code target} ({@code java/lang/System.nanoTime()J}) becomes a call of the hook. */
    record Call(String owner, String method, String target, Class<?> hooks, String hook) implements Patch {}

    /** Inside the method, what is read from the static field ({@code java/lang/System.out}) goes through the hook. */
    record StaticRead(String owner, String method, String field, Class<?> hooks, String hook) implements Patch {}

    /** In the code of this class, the static field is each process's own; but for the class's own initialiser. */
    record OwnStatic(String owner, JdkStatics.Field field, Class<?> hooks) implements Patch {
        @Override
        public String method() {
            return "*";
        }
    }

    /** In the code of this class, before a call of one of the native methods: the hook {@code refuse}. */
    record RefuseNative(String owner, String declaringClass, List<String> methods, Class<?> hooks) implements Patch {
        @Override
        public String method() {
            return "*";
        }
    }

    /** Returns whether the class is to be loaded at once, to see whether the place is there; else when it is needed. */
    default boolean isLookedFor() {
        return !(this instanceof OwnStatic || this instanceof RefuseNative);
    }
}
