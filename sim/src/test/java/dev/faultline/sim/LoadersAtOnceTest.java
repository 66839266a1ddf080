package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Class loaders of a program that several threads need at once: by its code, and by the VM, which cannot wait. */
@Tag("agent")
class LoadersAtOnceTest {
    private static final int LINKS = 24;
    private static final Path JAR = Path.of("/tmp/links.jar");

    private static String link(int number) {
        return "Link" + number;
    }

    /** Makes classes of which each one's {@code run} calls that of the next, so the VM asks for it in the middle. */
    private static void writeJar() throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(JAR))) {
            for (int i = 0; i < LINKS; i++) {
                out.putNextEntry(new ZipEntry(link(i) + ".class"));
                out.write(classFile(i));
            }
        }
    }

    private static byte[] classFile(int number) {
        MethodTypeDesc run = ConstantDescs.MTD_void;
        return ClassFile.of()
                .build(
                        ClassDesc.of(link(number)),
                        type -> type.withMethodBody("run", run, ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC, code -> {
                            if (number + 1 < LINKS) {
                                code.invokestatic(ClassDesc.of(link(number + 1)), "run", run);
                            }
                            code.return_();
                        }));
    }

    private static void follow(ClassLoader loader, int first) throws ReflectiveOperationException {
        loader.loadClass(link(first)).getMethod("run").invoke(null);
    }

    private static void together(List<ThrowingRunnable> works) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (ThrowingRunnable work : works) {
            Thread thread = new Thread(() -> {
                try {
                    work.run();
                    System.out.println("done");
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
            threads.add(thread);
            thread.start();
        }
        for (Thread each : threads) {
            each.join();
        }
    }

    private interface ThrowingRunnable {
        void run() throws Exception;
    }

    /** One thread has the VM ask for classes of a jar, two read the jar and ask for classes themselves. */
    static final class ReadTogether {
        private ReadTogether() {}

        public static void main(String[] arguments) throws Exception {
            writeJar();
            try (URLClassLoader loader =
                    new URLClassLoader(new URL[] {JAR.toUri().toURL()}, null)) {
                together(List.of(
                        () -> follow(loader, 0),
                        () -> {
                            for (int i = LINKS - 1; i >= 0; i--) {
                                loader.getResourceAsStream(link(i) + ".class").readAllBytes();
                            }
                        },
                        () -> {
                            for (int i = LINKS - 1; i >= 0; i--) {
                                loader.loadClass(link(i));
                            }
                        }));
            }
        }
    }

    /** Takes its time for a class, as one does that has it from the network, in a monitor of its own. */
    private static final class Slow extends URLClassLoader {
        private final Object source = new Object();

        Slow() throws IOException {
            super(new URL[] {JAR.toUri().toURL()}, null);
        }

        static {
            registerAsParallelCapable();
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            synchronized (source) {
                try {
                    source.wait(3);
                    Thread.sleep(3);
                } catch (InterruptedException e) {
                    throw new ClassNotFoundException(name, e);
                }
                return super.findClass(name);
            }
        }
    }

    /** Has a way of its own to be asked by the VM, and lets one thread in at a time. */
    private static final class OneByOne extends URLClassLoader {
        private final Object turn = new Object();

        OneByOne() throws IOException {
            super(new URL[] {JAR.toUri().toURL()}, null);
        }

        static {
            registerAsParallelCapable();
        }

        @Override
        public Class<?> loadClass(String name) throws ClassNotFoundException {
            try {
                Thread.sleep(1); // lets others in first
                synchronized (turn) {
                    Thread.sleep(3);
                    return super.loadClass(name);
                }
            } catch (InterruptedException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }

    static final class TakeTurns {
        private TakeTurns() {}

        public static void main(String[] arguments) throws Exception {
            writeJar();
            try (OneByOne loader = new OneByOne()) {
                together(List.of(() -> follow(loader, 0), () -> follow(loader, 8), () -> follow(loader, 16)));
            }
        }
    }

    static final class WaitForEachOther {
        private WaitForEachOther() {}

        public static void main(String[] arguments) throws Exception {
            writeJar();
            try (Slow loader = new Slow()) {
                together(List.of(() -> follow(loader, 0), () -> follow(loader, 0), () -> follow(loader, 3)));
            }
        }
    }

    private static void assertThatAllAreDone(Class<?> program) {
        for (int seed = 1; seed <= 5; seed++) {
            List<Long> fingerprints = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                OneNode.Outcome outcome = OneNode.run(
                        SimulationOptions.withSeed(seed),
                        Program.main(program.getName()),
                        spec -> spec.withClassPath(List.of(OneNode.testClasses())));
                assertThat(outcome.ending()).as("seed %d", seed).isEqualTo(new Ending.AllEnded());
                assertThat(outcome.lines()).as("seed %d", seed).containsExactly("done", "done", "done");
                fingerprints.add(outcome.fingerprint());
            }
            assertThat(fingerprints.get(1)).as("seed %d", seed).isEqualTo(fingerprints.get(0));
        }
    }

    @Test
    void aJarThatOneThreadReadsAndTheVmReadsForAnother() {
        assertThatAllAreDone(ReadTogether.class);
    }

    @Test
    void aLoaderThatLetsOneThreadInAtATime() {
        assertThatAllAreDone(TakeTurns.class);
    }

    @Test
    void aLoaderThatWaitsWhileTheVmNeedsTheSameClassForAnother() {
        assertThatAllAreDone(WaitForEachOther.class);
    }
}
