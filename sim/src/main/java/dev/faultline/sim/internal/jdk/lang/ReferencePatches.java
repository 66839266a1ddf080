package dev.faultline.sim.internal.jdk.lang;

import dev.faultline.sim.internal.jdk.Patch;
import java.util.List;

/** The patches of weak, soft and phantom references. */
public final class ReferencePatches {
    private ReferencePatches() {}

    public static List<Patch> all() {
        return List.of(
                new Patch.Before(
                        "java/lang/ref/Reference",
                        "<init>(Ljava/lang/Object;Ljava/lang/ref/ReferenceQueue;)V",
                        ReferenceHooks.class,
                        "made"),
                new Patch.Replace(
                        "java/lang/ref/Finalizer",
                        "register(Ljava/lang/Object;)V",
                        ReferenceHooks.class,
                        "isProgram",
                        "neverFinalized"),
                new Patch.Call(
                        "java/util/Timer",
                        "*",
                        "jdk/internal/ref/CleanerFactory.cleaner()Ljava/lang/ref/Cleaner;",
                        ReferenceHooks.class,
                        "cleanerOfTimers"));
    }
}
