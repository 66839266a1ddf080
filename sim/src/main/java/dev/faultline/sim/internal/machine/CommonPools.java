package dev.faultline.sim.internal.machine;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.ForkJoinPool;

/** Makes common pools: the JDK makes one, for whoever comes first, by a constructor of its own. */
final class CommonPools {
    private static final MethodHandle NEW = constructor();

    private CommonPools() {}

    private static MethodHandle constructor() {
        try {
            return MethodHandles.privateLookupIn(ForkJoinPool.class, MethodHandles.lookup())
                    .findConstructor(ForkJoinPool.class, MethodType.methodType(void.class, byte.class));
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Makes the common pool of the process that asks, by its properties and the processors of its node. */
    static ForkJoinPool newPool() {
        try {
            return (ForkJoinPool) NEW.invokeExact((byte) 0);
        } catch (Throwable e) {
            throw new IllegalStateException("no common pool", e);
        }
    }
}
