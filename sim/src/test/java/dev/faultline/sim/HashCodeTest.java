package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.text.ChoiceFormat;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.PropertyResourceBundle;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Exchanger;
import java.util.concurrent.Phaser;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import java.util.jar.Attributes;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a program sees of hash codes, and of the names of generated classes, is the same in the first run of a JVM. */
@Tag("agent")
class HashCodeTest {
    private static List<String> run(long seed, Class<?> program) {
        return OneNode.run(
                        SimulationOptions.withSeed(seed),
                        Program.main(program.getName()),
                        spec -> spec.withClassPath(List.of(OneNode.testClasses())))
                .lines();
    }

    /** Has classes as keys that the JDK keeps, and that a JVM needs for nothing else. */
    static final class ClassKeys {
        private ClassKeys() {}

        public static void main(String[] arguments) {
            Map<Class<?>, Integer> order = new HashMap<>();
            for (Object object : List.of(new Phaser(), new Exchanger<>(), new LongAdder(), new ChoiceFormat("0#x"))) {
                order.put(object.getClass(), order.size());
            }
            for (Class<?> type : List.of(Attributes.class, PropertyResourceBundle.class, String.class, Thread.class)) {
                order.put(type, order.size());
            }
            System.out.println(order.values());
        }
    }

    /** Draws in the turn in which the JVM links classes that it did not need before. */
    static final class ObjectKeys {
        private ObjectKeys() {}

        public static void main(String[] arguments) throws ReflectiveOperationException {
            System.out.println(new Object() + " of " + new Object().hashCode());
            Object parsed =
                    Math.class.getMethod("floorMod", int.class, int.class).invoke(null, 7, 4);
            System.out.println(new Object() + " after " + parsed);
            Set<Object> hashed = new HashSet<>();
            Set<Object> concurrent = ConcurrentHashMap.newKeySet();
            Map<Object, Object> byIdentity = new IdentityHashMap<>();
            for (int i = 0; i < 8; i++) {
                hashed.add(new AtomicInteger(i));
                concurrent.add(new AtomicInteger(i));
                byIdentity.put(new AtomicInteger(i), i);
            }
            System.out.println(hashed + " " + concurrent + " " + byIdentity.values());
            System.out.println(Objects.hash(new Object(), new Thread()) + " " + new ObjectKeys().inherited());
        }

        private int inherited() {
            return super.hashCode();
        }
    }

    /** Prints classes that the JDK makes for it: their names have an address in memory, or count in the JVM. */
    static final class Generated {
        private Generated() {}

        private interface Own {}

        public static void main(String[] arguments) {
            Supplier<String> first = () -> "first";
            Comparator<String> second = String::compareTo;
            Object third = Proxy.newProxyInstance(
                    Generated.class.getClassLoader(), new Class<?>[] {Own.class}, (_, _, _) -> "");
            Object fourth = Proxy.newProxyInstance(
                    Generated.class.getClassLoader(), new Class<?>[] {Runnable.class}, (_, _, _) -> "");
            Map<Object, Integer> order = new HashMap<>();
            for (Object object : List.of(first, second, third, fourth)) {
                System.out.println(object.getClass().getName());
                order.put(object.getClass(), order.size());
            }
            order.put(first, order.size());
            order.put(second, order.size());
            System.out.println(first + " " + second + " " + order.values());
        }
    }

    /** Reaches hash codes by all ways, and prints what any JVM prints. */
    static final class Corners {
        private final int own;

        private Corners(int own) {
            this.own = own;
        }

        @Override
        public int hashCode() {
            return own;
        }

        /** Overrides what it calls of its superclass. */
        private static final class Counted extends RandomAccessFile {
            Counted(String name) throws IOException {
                super(name, "rw");
            }

            @Override
            public long getFilePointer() throws IOException {
                return 100 + super.getFilePointer();
            }
        }

        public static void main(String[] arguments) throws Throwable {
            Map<Object, Object> map = new ConcurrentHashMap<>();
            printMissing(() -> map.get(null));
            Object none = map.get("nothing");
            printMissing(() -> none.hashCode());
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodType type = MethodType.methodType(int.class);
            MethodHandle special = lookup.findSpecial(Object.class, "hashCode", type, Corners.class);
            MethodHandle virtual = lookup.findVirtual(Object.class, "hashCode", type);
            Corners corners = new Corners(5);
            System.out.println((int) special.invoke(corners) == System.identityHashCode(corners));
            System.out.println((int) virtual.invoke((Object) corners));
            System.out.println(Object.class.getMethod("hashCode").invoke(corners));
            Class<?> made = lookup.defineClass(ClassFile.of().build(ClassDesc.of("dev.faultline.sim.Made"), _ -> {}));
            System.out.println(Class.forName(made.getName()) == made);
            try (Counted file = new Counted("counted")) {
                file.write(1);
                System.out.println(file.getFilePointer());
            }
        }

        private static void printMissing(Runnable code) {
            try {
                code.run();
                System.out.println("no exception");
            } catch (NullPointerException e) {
                System.out.println("nothing there");
            }
        }
    }

    @Test
    void hashCodesByOtherWaysAreThoseOfAnyJvm() {
        assertThat(run(1, Corners.class))
                .containsExactly("nothing there", "nothing there", "true", "5", "5", "true", "101");
    }

    private static void assertIsEqualInAllRuns(Class<?> program) {
        for (long seed = 1; seed <= 3; seed++) {
            List<List<String>> runs = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                runs.add(run(seed, program));
            }
            assertThat(runs.getFirst()).as("seed %d", seed).isNotEmpty();
            assertThat(new HashSet<>(runs)).as("seed %d", seed).hasSize(1);
        }
    }

    @Test
    void theOrderOfMapsOfClassesOfTheJdkIsTheSame() {
        assertIsEqualInAllRuns(ClassKeys.class);
    }

    @Test
    void theOrderOfMapsOfObjectsOfTheJdkIsTheSame() {
        assertIsEqualInAllRuns(ObjectKeys.class);
        assertThat(run(1, ObjectKeys.class)).isNotEqualTo(run(2, ObjectKeys.class));
    }

    @Test
    void generatedClassesHaveTheSameNamesAndOrder() {
        assertIsEqualInAllRuns(Generated.class);
        assertThat(run(1, Generated.class)).first().asString().endsWith("$$Lambda/0x0000000000000000");
    }

    static final class LoaderKey {
        private LoaderKey() {}

        public static void main(String[] arguments) {
            System.out.println(LoaderKey.class.getClassLoader().hashCode());
        }
    }

    /** The JDK draws it while the loader is made, on the thread that drives the run. */
    @Test
    void theClassLoaderOfAProcessHasOneHashCodeInEveryRun() {
        Set<List<String>> seen = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            seen.add(run(1, LoaderKey.class));
        }
        assertThat(seen).hasSize(1);
    }
}
