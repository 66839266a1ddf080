package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;
import static dev.faultline.sim.conformance.Expect.isTrue;
import static dev.faultline.sim.conformance.Expect.thrown;

import java.io.PrintStream;
import java.io.RandomAccessFile;
import java.lang.invoke.LambdaMetafactory;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** What has a meaning of its own in the simulator, reached by reflection and by method handles. */
final class ReflectionCases {
    private static final MethodType TO_LONG = MethodType.methodType(long.class);

    private ReflectionCases() {}

    /** Some way of reading a clock. */
    private interface Clock {
        long read() throws Throwable;
    }

    private static Case of(String name, Case.Body body) {
        return new Case("reflection", name, body);
    }

    static List<Case> cases() {
        return java.util.stream.Stream.concat(clocks().stream(), others().stream())
                .toList();
    }

    private static List<Case> clocks() {
        return List.of(
                of("System.nanoTime, invoked as a method, reads the clock that a call reads", () -> {
                    Method method = System.class.getMethod("nanoTime");
                    isNanoTime(() -> (long) method.invoke(null));
                }),
                of("System.currentTimeMillis, invoked as a method, reads the clock that a call reads", () -> {
                    Method method = System.class.getMethod("currentTimeMillis");
                    isMillis(() -> (long) method.invoke(null));
                }),
                of("a method handle of System.nanoTime reads the clock that a call reads", () -> {
                    MethodHandle handle = MethodHandles.lookup().findStatic(System.class, "nanoTime", TO_LONG);
                    isNanoTime(() -> (long) handle.invokeExact());
                }),
                of("a public method handle of System.currentTimeMillis reads the clock that a call reads", () -> {
                    MethodHandle handle =
                            MethodHandles.publicLookup().findStatic(System.class, "currentTimeMillis", TO_LONG);
                    isMillis(() -> (long) handle.invokeExact());
                }),
                of("a method that was made a handle reads the clock that a call reads", () -> {
                    MethodHandle handle = MethodHandles.lookup().unreflect(System.class.getMethod("nanoTime"));
                    isNanoTime(() -> (long) handle.invoke());
                }),
                of("a function made of a method handle reads the clock that a call reads", () -> {
                    MethodHandles.Lookup lookup = MethodHandles.lookup();
                    MethodHandle clock = lookup.findStatic(System.class, "nanoTime", TO_LONG);
                    LongSupplier supplier;
                    try {
                        supplier = (LongSupplier) LambdaMetafactory.metafactory(
                                        lookup,
                                        "getAsLong",
                                        MethodType.methodType(LongSupplier.class),
                                        TO_LONG,
                                        clock,
                                        TO_LONG)
                                .getTarget()
                                .invoke();
                    } catch (Throwable e) {
                        throw new IllegalStateException(e);
                    }
                    isNanoTime(supplier::getAsLong);
                }),
                of("Thread.sleep, invoked as a method, sleeps", () -> {
                    long from = System.nanoTime();
                    Thread.class.getMethod("sleep", long.class).invoke(null, 20L);
                    isTrue(System.nanoTime() - from >= TimeUnit.MILLISECONDS.toNanos(20), "it slept");
                }));
    }

    private static void isNanoTime(Clock clock) {
        try {
            for (int i = 0; i < 3; i++) {
                long before = System.nanoTime();
                long read = clock.read();
                long after = System.nanoTime();
                isTrue(before - read <= 0 && read - after <= 0, before + " <= " + read + " <= " + after);
            }
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static void isMillis(Clock clock) {
        try {
            long before = System.currentTimeMillis();
            long read = clock.read();
            long after = System.currentTimeMillis();
            isTrue(before <= read && read <= after, before + " <= " + read + " <= " + after);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    private static List<Case> others() {
        return List.of(
                of("the current thread is the same by a call, a method and a handle", () -> {
                    Thread thread = new Thread(() -> {});
                    equal(Thread.class.getMethod("currentThread").invoke(null) == Thread.currentThread(), true);
                    MethodType type = MethodType.methodType(Thread.class);
                    MethodHandle handle = MethodHandles.lookup().findStatic(Thread.class, "currentThread", type);
                    equal(called(handle) == Thread.currentThread(), true);
                    equal(thread.getClass().getMethod("currentThread").invoke(thread), Thread.currentThread());
                }),
                of("the processors are the same by a call, a method and a handle", () -> {
                    Runtime runtime = Runtime.getRuntime();
                    int processors = runtime.availableProcessors();
                    equal(Runtime.class.getMethod("availableProcessors").invoke(runtime), processors);
                    MethodType type = MethodType.methodType(int.class);
                    MethodHandle handle =
                            MethodHandles.lookup().findVirtual(Runtime.class, "availableProcessors", type);
                    equal(called(handle.bindTo(runtime)), processors);
                    equal(called(MethodHandles.lookup().bind(runtime, "availableProcessors", type)), processors);
                }),
                of("the greatest heap is the same by a call and a method", () -> {
                    Runtime runtime = Runtime.getRuntime();
                    equal(Runtime.class.getMethod("maxMemory").invoke(runtime), runtime.maxMemory());
                }),
                of("an identity hash code is the same by a method, a handle and a call", () -> {
                    Object first = new Object();
                    Object second = new Object();
                    Method method = System.class.getMethod("identityHashCode", Object.class);
                    MethodHandle handle = MethodHandles.lookup().unreflect(method);
                    equal(method.invoke(null, first), System.identityHashCode(first));
                    equal(called(handle.bindTo(second)), System.identityHashCode(second));
                }),
                of("standard output is the same stream by a read, a field, a handle and a variable", () -> {
                    PrintStream out = System.out;
                    equal(System.class.getField("out").get(null) == out, true);
                    MethodHandles.Lookup lookup = MethodHandles.lookup();
                    equal(called(lookup.findStaticGetter(System.class, "out", PrintStream.class)) == out, true);
                    equal(
                            lookup.findStaticVarHandle(System.class, "out", PrintStream.class)
                                            .get()
                                    == out,
                            true);
                }),
                of("a random number drawn by a method is one", () -> {
                    double drawn = (double) Math.class.getMethod("random").invoke(null);
                    isTrue(drawn >= 0 && drawn < 1, "in [0, 1): " + drawn);
                }),
                of(
                        "the platform's bean server is the same by a call and a method",
                        () -> equal(
                                ManagementFactory.class
                                        .getMethod("getPlatformMBeanServer")
                                        .invoke(null),
                                ManagementFactory.getPlatformMBeanServer())),
                of("a method finds the position of a random access file", () -> {
                    Path path = Files.createTempFile("position", "");
                    try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
                        file.write(new byte[5]);
                        equal(RandomAccessFile.class.getMethod("getFilePointer").invoke(file), 5L);
                    }
                    Files.delete(path);
                }),
                of("a method that throws is told of by its cause, and one of a wrong receiver refused", () -> {
                    thrown(
                            IllegalArgumentException.class,
                            () -> Runtime.class.getMethod("availableProcessors").invoke("no runtime"));
                    thrown(
                            NullPointerException.class,
                            () -> Runtime.class.getMethod("availableProcessors").invoke(null));
                }));
    }

    private static Object called(MethodHandle handle) {
        try {
            return handle.invoke();
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }
}
