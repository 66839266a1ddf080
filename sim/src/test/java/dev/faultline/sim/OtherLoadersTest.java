package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.constant.ClassDesc;
import java.lang.invoke.MethodHandles;
import java.net.InetAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Class loaders that a program makes itself. */
@Tag("agent")
class OtherLoadersTest {
    /** Tells what woven code sees of the simulation, and code that is not does not. */
    public static class Looks implements Runnable {
        @Override
        public synchronized void run() {
            System.out.println(getClass().getClassLoader().getClass().getSimpleName() + " "
                    + Thread.currentThread().getName() + " "
                    + Thread.currentThread().isVirtual() + " "
                    + System.currentTimeMillis() / 1_000_000 + " "
                    + Runtime.getRuntime().availableProcessors());
        }
    }

    /** Its parent is a class that has to be loaded first. */
    public static final class LooksToo extends Looks {}

    /** Asks nobody for classes that are not the JDK's, and cannot be in use by two threads at once. */
    static final class Plain extends ClassLoader {
        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            while (name.isEmpty()) { // the jump goes to the very start
                name = "x";
            }
            return loadClass(name, false);
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            synchronized (getClassLoadingLock(name)) {
                Class<?> known = findLoadedClass(name);
                return known != null ? known : (name.startsWith("java.") ? super.loadClass(name, resolve) : make(name));
            }
        }

        private Class<?> make(String name) throws ClassNotFoundException {
            if (!name.startsWith(Looks.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            byte[] bytes = bytesOf(name);
            ByteBuffer direct =
                    ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
            return defineClass(name, direct, (@Nullable ProtectionDomain) null);
        }
    }

    private static byte[] bytesOf(String name) {
        String file = "/" + name.replace('.', '/') + ".class";
        try (InputStream in = Objects.requireNonNull(OtherLoadersTest.class.getResourceAsStream(file))) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    static final class Program1 {
        private Program1() {}

        public static void main(String[] arguments) throws Exception {
            URL classes = Program1.class.getProtectionDomain().getCodeSource().getLocation();
            for (ClassLoader loader : List.of(new URLClassLoader(new URL[] {classes}, null), new Plain())) {
                for (Class<?> type : List.of(Looks.class, LooksToo.class)) {
                    Class<?> own = loader.loadClass(type.getName());
                    ((Runnable) own.getConstructor().newInstance()).run();
                }
            }
            new Looks().run();
        }
    }

    @Test
    void theirClassesAreWovenAsThoseOfTheClassPathAre() {
        List<List<String>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            OneNode.Outcome outcome = OneNode.run(
                    SimulationOptions.withSeed(1),
                    Program.main(Program1.class.getName()),
                    spec -> spec.withClassPath(List.of(OneNode.testClasses())));
            runs.add(outcome.lines());
        }
        String seen = " main false 1700000 4";
        assertThat(runs.getFirst())
                .containsExactly(
                        "URLClassLoader" + seen,
                        "URLClassLoader" + seen,
                        "Plain" + seen,
                        "Plain" + seen,
                        "NodeLoader" + seen);
        assertThat(runs.get(1)).isEqualTo(runs.get(0));
    }

    static final class Injecting {
        private Injecting() {}

        public static void main(String[] arguments) throws Exception {
            ClassFile files = ClassFile.of();
            byte[] bytes = files.transformClass(
                    files.parse(bytesOf(Looks.class.getName())),
                    ClassDesc.of(Injecting.class.getPackageName(), "Injected"),
                    ClassTransform.ACCEPT_ALL);
            Class<?> type = MethodHandles.lookup().defineClass(bytes);
            ((Runnable) type.getConstructor().newInstance()).run();
        }
    }

    @Test
    void soIsAClassThatALookupDefines() throws IOException {
        OneNode.Outcome outcome = OneNode.run(
                SimulationOptions.withSeed(1),
                Program.main(Injecting.class.getName()),
                spec -> spec.withClassPath(List.of(OneNode.testClasses())));
        assertThat(outcome.lines()).containsExactly("NodeLoader main false 1700000 4");
    }

    /** Reads, by an address that caches open jars, what is the node's own. */
    static final class ReadsJar {
        private ReadsJar() {}

        public static void main(String[] arguments) throws Exception {
            String host = InetAddress.getLocalHost().getHostName();
            try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(Path.of("/tmp/own.jar")))) {
                out.putNextEntry(new ZipEntry("entry"));
                out.write(host.getBytes(StandardCharsets.UTF_8));
            }
            URL url = URI.create("jar:file:/tmp/own.jar!/entry").toURL();
            try (InputStream in = url.openStream()) {
                System.out.println(host + " reads " + new String(in.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
    }

    @Test
    void aJarThatIsOpenByItsAddressIsOfTheNodeThatOpenedIt() {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(line));
            for (String name : List.of("one", "two")) {
                simulation
                        .add(NodeSpec.of(name, Program.main(ReadsJar.class.getName()))
                                .withClassPath(List.of(OneNode.testClasses())))
                        .start();
            }
            simulation.run(Duration.ofSeconds(10));
        }
        assertThat(lines).containsExactlyInAnyOrder("one reads one", "two reads two");
    }

    /** Neither public nor static, and with no arguments. */
    static class Inherited {
        void main() {
            System.out.println("main of " + getClass().getSimpleName());
        }
    }

    static final class Inheriting extends Inherited {}

    @Test
    void mainMayBeInheritedAndOfAnInstance() {
        OneNode.Outcome outcome = OneNode.run(
                SimulationOptions.withSeed(1),
                Program.main(Inheriting.class.getName()),
                spec -> spec.withClassPath(List.of(OneNode.testClasses())));
        assertThat(outcome.lines()).containsExactly("main of Inheriting");
    }
}
