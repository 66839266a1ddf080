package dev.faultline.sim.internal.jdk.lang;

import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.kernel.Steps;
import dev.faultline.sim.internal.kernel.Task;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.security.SecureRandom;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;

/** What patched sources of randomness call. Public only for that. Every draw follows from the thread that draws. */
public final class RandomHooks {
    private static final VarHandle SEED;
    private static final VarHandle PROBE;

    static {
        try {
            var lookup = MethodHandles.privateLookupIn(Thread.class, MethodHandles.lookup());
            SEED = lookup.findVarHandle(Thread.class, "threadLocalRandomSeed", long.class);
            PROBE = lookup.findVarHandle(Thread.class, "threadLocalRandomProbe", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private RandomHooks() {}

    public static boolean inSimulation() {
        return Task.current() != null;
    }

    private static Rng own() {
        Task task = Task.current();
        if (task == null) {
            throw new IllegalStateException("not a simulated thread");
        }
        Steps.note("draws from its random numbers");
        return task.random();
    }

    /** {@code Random.seedUniquifier()}, one part of the seed of {@code new Random()}. */
    public static long seedUniquifier() {
        return own().next();
    }

    /** {@code ThreadLocalRandom.localInit()}. */
    public static void initThreadLocalRandom() {
        Task task = Task.current();
        if (task != null) {
            SEED.set(task.virtual, Rng.mix(task.key ^ 0x7F4A7C15));
            PROBE.set(task.virtual, (int) Rng.mix(task.key) | 1);
        }
    }

    /** {@code defaultGen.getAndAdd(..)} and the like, from which generators of the JDK take their seeds. */
    public static long nextSeed(AtomicLong jvmWide, long delta) {
        return Task.current() == null ? jvmWide.getAndAdd(delta) : own().next();
    }

    /** {@code Math.random()}. */
    public static double mathRandom() {
        return own().unit();
    }

    /** {@code Collections.shuffle(List)}. */
    public static void shuffle(List<?> list) {
        Collections.shuffle(list, new Random(own().next()));
    }

    /** {@code SecureRandom.nextBytes}, under whatever algorithm. */
    public static void nextBytes(SecureRandom random, byte[] bytes) {
        own().fill(bytes);
    }

    /** {@code SecureRandom.generateSeed}, under whatever algorithm. */
    public static byte[] generateSeed(SecureRandom random, int count) {
        if (count < 0) {
            throw new IllegalArgumentException("numBytes cannot be negative");
        }
        byte[] seed = new byte[count];
        own().fill(seed);
        return seed;
    }

    /** {@code SecureRandom.getSeed}. */
    public static byte[] getSeed(int count) {
        byte[] seed = new byte[count];
        own().fill(seed);
        return seed;
    }
}
