package dev.faultline.sim.internal.vm;

import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.Preemption;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What the agent does with classes, for the rooms below it: it knows all hooks, and they do not. Where there is no agent there
 * is no simulation, so nobody asks.
 */
public abstract class Weaving {
    private static @Nullable Weaving installed;

    /** Makes this the one that is asked. */
    public final void install() {
        installed = this;
    }

    /** Returns that of the agent. */
    public static Weaving installed() {
        return Objects.requireNonNull(installed, "the agent is missing");
    }

    /** Returns every class that any loader has defined. */
    public abstract Class<?>[] loadedClasses();

    /** Returns a checksum of what decides, besides the class itself, how a class is woven: Faultline and the JDK. */
    public abstract Checksum checksum();

    /**
     * Weaves a class of an application.
     *
     * @param loader which sees the classes that it mentions
     * @param isApplication whether a class, by its internal name, is one of the application and woven as such
     * @return the same bytes where there is nothing to weave
     * @throws IllegalArgumentException if it is no class file
     */
    public abstract byte[] ofApplication(
            ClassLoader loader, Preemption preemption, Predicate<String> isApplication, byte[] original);

    /**
     * Puts probes into the methods of a class of an application that are meant, before it is woven.
     *
     * @param loader which sees the classes that it mentions
     * @throws IllegalArgumentException if it is no class file
     */
    public abstract Probed withProbes(ClassLoader loader, List<MethodPattern> methods, byte[] original);

    /**
     * Puts a call to each place of a class of an application at which it allocates, after it was woven.
     *
     * @param loader which sees the classes that it mentions
     * @return the same bytes where there is no room for that
     */
    public abstract byte[] withAllocations(ClassLoader loader, ObjectSizes sizes, byte[] woven);

    /** Weaves a class of a native library that all nodes share. */
    public abstract byte[] ofSharedLibrary(byte[] original);

    /** Returns the class with the call sites that are rewritten in the JDK. */
    public abstract byte[] ofJdk(byte[] original);

    /** Returns the calls that are rewritten in applications. */
    public abstract CallSites applicationSites();

    /**
     * Returns what does the work of a static initialiser of the JDK for the process that runs it.
     *
     * @param owner the class, as in class files
     */
    public abstract Runnable initializerOf(String owner);
}
