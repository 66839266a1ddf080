package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a node reaches by reflection and by method handles follows from the seed, as what it calls does. */
@Tag("agent")
class ReflectionTest {
    private static OneNode.Outcome run(long seed, Class<?> program) {
        return OneNode.run(
                SimulationOptions.withSeed(seed),
                Program.main(program.getName()),
                spec -> spec.withClassPath(List.of(OneNode.testClasses())));
    }

    /** Reads and draws whatever the seed decides. */
    static final class Reading {
        private Reading() {}

        public static void main(String[] arguments) throws Throwable {
            List<Object> seen = new ArrayList<>();
            for (int i = 0; i < 20; i++) { // more often than once: the JDK goes another way from some time on
                seen.add(System.class.getMethod("nanoTime").invoke(null));
                seen.add(System.class.getMethod("currentTimeMillis").invoke(null));
                seen.add(Math.class.getMethod("random").invoke(null));
                seen.add(
                        System.class.getMethod("identityHashCode", Object.class).invoke(null, new Object()));
                Thread.class.getMethod("sleep", long.class).invoke(null, 3L);
                MethodHandles.Lookup lookup = MethodHandles.lookup();
                MethodHandle clock = lookup.findStatic(System.class, "nanoTime", MethodType.methodType(long.class));
                seen.add((long) clock.invokeExact());
                Runtime runtime = Runtime.getRuntime();
                MethodHandle free = lookup.findVirtual(Runtime.class, "freeMemory", MethodType.methodType(long.class));
                seen.add((long) free.invokeExact(runtime));
                seen.add(new Object().hashCode());
            }
            seen.forEach(System.out::println);
        }
    }

    @Test
    void clocksAndDrawsByReflectionAreTheSameInEveryRunOfASeed() {
        for (long seed = 1; seed <= 3; seed++) {
            OneNode.Outcome first = run(seed, Reading.class);
            assertThat(first.ending()).isEqualTo(new Ending.AllEnded());
            assertThat(first.lines()).hasSize(140);
            OneNode.Outcome again = run(seed, Reading.class);
            assertThat(again.lines()).as("seed %d", seed).isEqualTo(first.lines());
            assertThat(again.fingerprint()).as("seed %d", seed).isEqualTo(first.fingerprint());
        }
    }

    /** Loops until the clock that it reads by reflection has come far enough. */
    static final class Polling {
        private Polling() {}

        public static void main(String[] arguments) throws ReflectiveOperationException {
            Method clock = System.class.getMethod("nanoTime");
            long end = (long) clock.invoke(null) + 50_000_000;
            while ((long) clock.invoke(null) < end) {
                Thread.class.getMethod("onSpinWait").invoke(null);
            }
            System.out.println("done");
        }
    }

    @Test
    void aLoopThatPollsTheClockByReflectionComesToItsEnd() {
        assertThat(run(1, Polling.class).lines()).containsExactly("done");
    }

    /** Ends itself. */
    static final class Exiting {
        private Exiting() {}

        public static void main(String[] arguments) throws ReflectiveOperationException {
            System.class.getMethod("exit", int.class).invoke(null, 3);
        }
    }

    /** Ends itself without ado. */
    static final class Halting {
        private Halting() {}

        public static void main(String[] arguments) throws Throwable {
            MethodType type = MethodType.methodType(void.class, int.class);
            MethodHandle halt = MethodHandles.lookup().findVirtual(Runtime.class, "halt", type);
            halt.invokeExact(Runtime.getRuntime(), 4);
        }
    }

    @Test
    void anExitByReflectionIsThatOfTheNode() {
        assertThat(run(1, Exiting.class).dataOf("NodeExited")).containsEntry("status", 3);
        assertThat(run(1, Halting.class).dataOf("NodeExited")).containsEntry("status", 4);
    }

    /** Wants what is refused. */
    static final class Forbidden {
        private Forbidden() {}

        public static void main(String[] arguments) throws Throwable {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodType type = MethodType.methodType(void.class, String.class);
            Method load = System.class.getMethod("loadLibrary", String.class);
            MethodHandle find = lookup.findStatic(System.class, "load", type);
            MethodHandle ofRuntime = lookup.findVirtual(Runtime.class, "loadLibrary", type);
            try {
                load.invoke(null, "mystery");
            } catch (InvocationTargetException e) {
                System.out.println(e.getCause().getMessage());
            }
            try {
                find.invoke("/mystery.so");
            } catch (UnsatisfiedLinkError e) {
                System.out.println(e.getMessage());
            }
            try {
                ofRuntime.invoke(Runtime.getRuntime(), "other");
            } catch (UnsatisfiedLinkError e) {
                System.out.println(e.getMessage());
            }
        }
    }

    @Test
    void nativeLibrariesAreRefusedByReflectionToo() {
        OneNode.Outcome outcome = run(1, Forbidden.class);
        assertThat(outcome.lines()).hasSize(3).allMatch(line -> line.contains("is not let into the simulation"));
        assertThat(outcome.unmodelled()).hasSize(3);
    }

    /** The VM has them in the order of addresses, which differ from one JVM to the next. */
    @Test
    void declaredMethodsAreInTheOrderOfTheirNames() {
        List<String> names = OneNode.print(() -> {
            for (Class<?> type : List.of(Many.class, java.util.concurrent.ForkJoinTask.class)) {
                for (Method method : type.getDeclaredMethods()) {
                    System.out.println(
                            type.getSimpleName() + "." + method.getName() + List.of(method.getParameterTypes()));
                }
            }
        });
        assertThat(names).hasSizeGreaterThan(10);
        assertThat(names.stream().filter(name -> name.startsWith("Many")))
                .containsExactly(
                        "Many.apple[]", "Many.apple[int]", "Many.kiwi[]", "Many.pear[]", "Many.zebra[]", "Many.zoo[]");
        assertThat(names.stream().filter(name -> name.startsWith("Fork")).map(name -> name.replaceAll("\\[.*", "")))
                .isSorted();
    }

    /** Methods whose names are not in the order of the alphabet. */
    interface Many {
        void zoo();

        void pear();

        void apple(int count);

        void zebra();

        void apple();

        void kiwi();
    }
}
