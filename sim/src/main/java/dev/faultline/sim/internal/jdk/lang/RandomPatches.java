package dev.faultline.sim.internal.jdk.lang;

import dev.faultline.sim.internal.jdk.Patch;
import java.util.ArrayList;
import java.util.List;

/** The patches of all sources of random numbers and of their seeds. */
public final class RandomPatches {
    /** The generators that {@code RandomGenerator.of} and {@code getDefault} find by name. */
    private static final List<String> NAMED_GENERATORS = List.of(
            "L128X1024MixRandom",
            "L128X128MixRandom",
            "L128X256MixRandom",
            "L32X64MixRandom",
            "L64X1024MixRandom",
            "L64X128MixRandom",
            "L64X128StarStarRandom",
            "L64X256MixRandom",
            "Xoroshiro128PlusPlus",
            "Xoshiro256PlusPlus");

    private RandomPatches() {}

    public static List<Patch> all() {
        String secureRandom = "java/security/SecureRandom";
        List<Patch> all = new ArrayList<>(List.of(
                random("java/util/Random", "seedUniquifier()J", "seedUniquifier"),
                random("java/util/concurrent/ThreadLocalRandom", "localInit()V", "initThreadLocalRandom"),
                random("java/lang/Math", "random()D", "mathRandom"),
                random("java/util/Collections", "shuffle(Ljava/util/List;)V", "shuffle"),
                random(secureRandom, "nextBytes([B)V", "nextBytes"),
                random(secureRandom, "nextBytes([BLjava/security/SecureRandomParameters;)V", "nextBytes"),
                random(secureRandom, "generateSeed(I)[B", "generateSeed"),
                random(secureRandom, "getSeed(I)[B", "getSeed"),
                seed("java/util/SplittableRandom", "<init>()V"),
                seed("java/util/concurrent/ThreadLocalRandom", "nextSecondarySeed()I")));
        for (String name : NAMED_GENERATORS) {
            all.add(seed("jdk/internal/random/" + name, "<init>()V"));
        }
        return all;
    }

    private static Patch random(String owner, String method, String hook) {
        return new Patch.Replace(owner, method, RandomHooks.class, "inSimulation", hook);
    }

    private static Patch seed(String owner, String method) {
        String target = "java/util/concurrent/atomic/AtomicLong.getAndAdd(J)J";
        return new Patch.Call(owner, method, target, RandomHooks.class, "nextSeed");
    }
}
