package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.ObjectInputStream;
import java.io.ObjectStreamClass;
import java.io.Serializable;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Proxy;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.IntSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** All ways to need a class whose initialiser waits in another thread, and what looks like one. */
@Tag("agent")
class InitializationWaysTest {
    private static final int BEGUN_MILLIS = 5;
    private static final int DONE_MILLIS = 20;

    /** Is initialised for 20 ms, and uses itself until its code is compiled, before. */
    static class Slow implements Serializable {
        private static final long serialVersionUID = 1;
        static int value;

        static {
            for (int i = 0; i < 60_000; i++) {
                Hot.use();
            }
            Programs.pause(DONE_MILLIS);
            value = 5;
        }

        static int get() {
            return value;
        }

        int own() {
            return value;
        }
    }

    /** Code that is compiled while the class is being initialised. */
    static final class Hot {
        static int uses;

        private Hot() {}

        static void use() {
            Slow.value = uses + Slow.get();
            uses += new Slow().own() > 0 ? 1 : 0;
        }
    }

    static class BelowSlow extends Slow {
        private static final long serialVersionUID = 1;
    }

    /** The same for interfaces. */
    interface SlowFace {
        int VALUE = Programs.pause(DONE_MILLIS);

        static int get() {
            return 5;
        }

        default int own() {
            return 5;
        }
    }

    /** Is initialised with its interface. */
    static final class WithFace implements SlowFace {}

    /** An interface that is initialised only for its own sake. */
    interface PlainFace {
        int VALUE = Programs.pause(DONE_MILLIS);
    }

    static final class WithPlainFace implements PlainFace {}

    enum SlowEnum {
        ONE;

        static final int VALUE = Programs.pause(DONE_MILLIS);
    }

    /** A class of this name as compilers made it before Java 5, when code could not name a class as a constant. */
    static final class Old extends ClassLoader {
        static final Old LOADER = new Old();

        private Old() {
            super(Programs.class.getClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            byte[] bytes = ClassFile.of()
                    .build(
                            ClassDesc.of(name),
                            type -> type.withVersion(48, 0)
                                    .withFlags(ClassFile.ACC_PUBLIC | ClassFile.ACC_SUPER)
                                    .withMethodBody(
                                            "<clinit>",
                                            ConstantDescs.MTD_void,
                                            ClassFile.ACC_STATIC,
                                            code -> code.loadConstant((long) DONE_MILLIS)
                                                    .invokestatic(
                                                            ClassDesc.of(Thread.class.getName()),
                                                            "sleep",
                                                            MethodTypeDesc.of(
                                                                    ConstantDescs.CD_void, ConstantDescs.CD_long))
                                                    .return_()));
            return defineClass(name, bytes, 0, bytes.length);
        }

        static Class<?> initialized() throws ClassNotFoundException {
            return Class.forName("old.Slow", true, LOADER);
        }
    }

    /** Waits again and again in its initialiser, each time just as its code is being compiled. */
    static final class Warm {
        static int value;

        static {
            for (int pause = 0; pause < 6; pause++) {
                for (int i = 0; i < 8_000; i++) {
                    WarmUse.use();
                }
                Programs.pause(1);
            }
        }

        static int get() {
            return value;
        }

        int own() {
            return value;
        }
    }

    /** What is compiled. */
    public static final class WarmUse implements Runnable {
        static int uses;

        static void use() {
            Warm.value = uses + Warm.get();
            uses += new Warm().own() > 0 ? 1 : 0;
        }

        @Override
        public void run() {
            use();
        }
    }

    /** Has classes of its own of these names. */
    static final class Fresh extends ClassLoader {
        Fresh() {
            super(Fresh.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                if (known != null || !name.startsWith(Warm.class.getName())) {
                    return known != null ? known : super.loadClass(name, resolve);
                }
                try (InputStream in = Objects.requireNonNull(
                        Fresh.class.getResourceAsStream("/" + name.replace('.', '/') + ".class"))) {
                    byte[] bytes = in.readAllBytes();
                    return defineClass(name, bytes, 0, bytes.length);
                } catch (IOException e) {
                    throw new ClassNotFoundException(name, e);
                }
            }
        }
    }

    /** Two threads need each of many such classes. */
    static final class Compiling {
        private static final int CLASSES = 40;

        private Compiling() {}

        public static void main(String[] arguments) throws ReflectiveOperationException, InterruptedException {
            for (int i = 0; i < CLASSES; i++) {
                Runnable use = (Runnable) new Fresh()
                        .loadClass(WarmUse.class.getName())
                        .getConstructor()
                        .newInstance();
                Thread first = new Thread(use);
                Thread second = new Thread(use);
                first.start();
                second.start();
                first.join();
                second.join();
            }
            System.out.println("done");
        }
    }

    /** Its form follows from its members; it has no initialiser of its own. */
    static class Form extends Slow {
        int number;
    }

    /** The program; its argument is the way. */
    public static final class Programs {
        private static final long BEGUN = System.nanoTime();

        private Programs() {}

        public static int pause(long millis) {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return 5;
        }

        public static void main(String[] arguments) throws Exception {
            Way way = Objects.requireNonNull(ways().get(arguments[0]), arguments[0]);
            Thread first = new Thread(() -> call(way.first()), "first");
            first.start();
            pause(BEGUN_MILLIS);
            call(way.second());
            System.out.println((System.nanoTime() - BEGUN) / 1_000_000);
            first.join();
        }

        private static void call(Callable<Object> code) {
            try {
                Object _ = code.call();
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** What the first thread does, what the second, and when that is done. */
    record Way(Callable<Object> first, Callable<Object> second, int millis) {}

    private static Map<String, Way> ways() {
        Map<String, Way> ways = new LinkedHashMap<>();
        MethodHandles.Lookup lookup = MethodHandles.lookup();
        String name = Slow.class.getName();
        waits(ways, "new", Slow::new);
        waits(ways, "get", () -> Slow.value);
        waits(ways, "put", () -> Slow.value = 1);
        waits(ways, "call", () -> Slow.get());
        waits(ways, "new below", () -> new BelowSlow());
        waits(ways, "call by the name below", () -> BelowSlow.get());
        waits(ways, "get by the name below", () -> BelowSlow.value);
        waits(ways, "function", () -> ((IntSupplier) Slow::get).getAsInt());
        waits(ways, "maker", () -> ((Supplier<Slow>) Slow::new).get());
        waits(ways, "compiled code", () -> {
            Hot.use();
            return 1;
        });
        waits(ways, "Class.forName", () -> Class.forName(name));
        waits(ways, "Class.forName, to be initialised", () -> Class.forName(name, true, Slow.class.getClassLoader()));
        waits(ways, "Lookup.ensureInitialized", () -> lookup.ensureInitialized(Slow.class));
        waits(ways, "Method.invoke", () -> Slow.class.getDeclaredMethod("get").invoke(null));
        waits(ways, "Constructor", () -> Slow.class.getDeclaredConstructor().newInstance());
        waits(ways, "Field.get", () -> Slow.class.getDeclaredField("value").get(null));
        waits(ways, "Field.setInt", () -> {
            Slow.class.getDeclaredField("value").setInt(null, 1);
            return 1;
        });
        waits(ways, "method handle", () -> {
            try {
                return (int) lookup.findStatic(Slow.class, "get", MethodType.methodType(int.class))
                        .invokeExact();
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
        waits(ways, "handle of a constructor", () -> {
            try {
                return (Slow) lookup.findConstructor(Slow.class, MethodType.methodType(void.class))
                        .invokeExact();
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        });
        waits(ways, "variable handle", () ->
                (int) lookup.findStaticVarHandle(Slow.class, "value", int.class).get());
        waits(
                ways,
                "form of its objects",
                () -> ObjectStreamClass.lookup(Slow.class).getSerialVersionUID());
        waits(ways, "an object that is read", () -> read(name));
        ways.put("an enum", new Way(() -> SlowEnum.VALUE, () -> SlowEnum.valueOf("ONE"), DONE_MILLIS));
        ways.put("an interface", new Way(() -> SlowFace.VALUE, SlowFace::get, DONE_MILLIS));
        ways.put("new, with a default method", new Way(() -> SlowFace.VALUE, WithFace::new, DONE_MILLIS));
        ways.put("claimed for its interface", new Way(WithFace::new, WithFace::new, DONE_MILLIS));
        ways.put("the interface of such a class", new Way(WithFace::new, SlowFace::get, DONE_MILLIS));
        ways.put("claimed for what is above", new Way(BelowSlow::new, BelowSlow::new, DONE_MILLIS));
        ways.put("what is above", new Way(BelowSlow::new, Slow::new, DONE_MILLIS));
        ways.put("proxy", new Way(() -> SlowFace.VALUE, () -> proxy(SlowFace.class), DONE_MILLIS));
        ways.put("an old class", new Way(Old::initialized, Old::initialized, DONE_MILLIS));
        waitsNot(ways, "array", () -> new Slow[1]);
        waitsNot(ways, "constant", () -> Slow.class);
        waitsNot(ways, "look", () -> Slow.class.getDeclaredMethod("get"));
        waitsNot(ways, "test", () -> (Object) ways instanceof Slow);
        waitsNot(
                ways,
                "Class.forName, not to be initialised",
                () -> Class.forName(name, false, Slow.class.getClassLoader()));
        waitsNot(ways, "Lookup.findClass", () -> lookup.findClass(name));
        ways.put("new, without a default method", new Way(() -> PlainFace.VALUE, WithPlainFace::new, BEGUN_MILLIS));
        return ways;
    }

    private static void waits(Map<String, Way> ways, String name, Callable<Object> use) {
        ways.put(name, new Way(Slow::new, use, DONE_MILLIS));
    }

    private static void waitsNot(Map<String, Way> ways, String name, Callable<Object> use) {
        ways.put(name, new Way(Slow::new, use, BEGUN_MILLIS));
    }

    private static Object proxy(Class<?> face) {
        return Proxy.newProxyInstance(face.getClassLoader(), new Class<?>[] {face}, (self, method, given) -> null);
    }

    /** Reads what the protocol of Java object serialisation has for an object of the class, without fields. */
    private static Object read(String name) throws Exception {
        String text = HexFormat.of().formatHex(name.getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        String stream =
                "aced00057372" + String.format("%04x", name.length()) + text + "0000000000000001" + "020000" + "7870";
        byte[] bytes = HexFormat.of().parseHex(stream);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            protected Class<?> resolveClass(ObjectStreamClass form) throws ClassNotFoundException {
                return Class.forName(form.getName(), false, Slow.class.getClassLoader());
            }
        }) {
            return in.readObject();
        }
    }

    /** Prints the form. */
    static final class PrintForm {
        private PrintForm() {}

        public static void main(String[] arguments) {
            System.out.println(ObjectStreamClass.lookup(Form.class).getSerialVersionUID());
        }
    }

    @Test
    void aClassIsWaitedForWhileTheVmCompilesCodeThatUsesIt() {
        OneNode.Outcome outcome = OneNode.run(
                SimulationOptions.withSeed(1),
                Program.main(Compiling.class.getName()),
                spec -> spec.withClassPath(List.of(OneNode.testClasses())));
        assertThat(outcome.lines()).containsExactly("done");
    }

    @Test
    void theInitialisersThatWeavingAddsDoNotShowInWhatIsSerialised() {
        OneNode.Outcome outcome = OneNode.run(
                SimulationOptions.withSeed(1),
                Program.main(PrintForm.class.getName()),
                spec -> spec.withClassPath(List.of(OneNode.testClasses())));
        assertThat(outcome.lines()).containsExactly("-7409621055157670133");
    }

    @Test
    void aThreadWaitsForTheClassWhicheverWayItNeedsIt() {
        Map<String, String> seen = new LinkedHashMap<>();
        Map<String, String> expected = new LinkedHashMap<>();
        ways().forEach((name, way) -> {
            OneNode.Outcome outcome = OneNode.run(
                    SimulationOptions.withSeed(1),
                    Program.main(Programs.class.getName(), name),
                    spec -> spec.withClassPath(List.of(OneNode.testClasses())));
            assertThat(outcome.ending()).as(name).isEqualTo(new Ending.AllEnded());
            seen.put(name, String.join(" ", outcome.lines()));
            expected.put(name, String.valueOf(way.millis()));
        });
        assertThat(seen).isEqualTo(expected);
    }
}
