package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Native libraries that programs load. */
@Tag("agent")
class NativeLibraryTest {
    @Test
    @SuppressWarnings("restricted") // to be refused is what these calls are for
    void whatCouldEscapeIsRefusedWithItsReason() {
        OneNode.Outcome outcome = OneNode.run(1, () -> {
            for (String name : List.of("netty_transport_native_epoll_x86_64", "mystery")) {
                try {
                    System.loadLibrary(name);
                    System.out.println("loaded");
                } catch (UnsatisfiedLinkError e) {
                    System.out.println(e.getMessage());
                }
            }
            try {
                System.load("/tmp/librocksdbjni1234567890123.so");
            } catch (UnsatisfiedLinkError e) {
                System.out.println(e.getMessage());
            }
        });
        assertThat(outcome.lines()).hasSize(3);
        assertThat(outcome.lines().get(0)).contains("epoll", "falls back to NIO");
        assertThat(outcome.lines().get(1)).contains("mystery", "nothing is known");
        assertThat(outcome.lines().get(2)).contains("librocksdbjniN.so", "own files and threads");
        assertThat(outcome.events().stream()
                        .filter(event -> event.name().equals("NativeLibraryRefused"))
                        .map(event -> event.data().get("library")))
                .containsExactly("netty_transport_native_epoll_x86_64", "mystery", "librocksdbjniN.so");
    }

    /** Calls the compressor by name, for it is not on the class path of the tests. */
    static final class Compressing {
        private Compressing() {}

        public static void main(String[] arguments) throws Exception {
            Class<?> snappy = Class.forName("org.xerial.snappy.Snappy");
            byte[] text = "the same again and again, the same again and again".getBytes();
            byte[] packed = (byte[]) snappy.getMethod("compress", byte[].class).invoke(null, (Object) text);
            byte[] back = (byte[]) snappy.getMethod("uncompress", byte[].class).invoke(null, (Object) packed);
            System.out.println((packed.length < text.length) + " " + new String(back).equals(new String(text)));
        }
    }

    @Test
    void aLibraryThatOnlyComputesIsSharedByNodesAndRuns() throws Exception {
        Path jar = jarOf("org/xerial/snappy/snappy-java");
        List<Path> before = unpacked();
        for (int run = 0; run < 3; run++) {
            OneNode.Outcome outcome = OneNode.run(
                    SimulationOptions.withSeed(run),
                    Program.main(Compressing.class.getName()),
                    spec -> spec.withClassPath(List.of(OneNode.testClasses(), jar)));
            assertThat(outcome.lines()).containsExactly("true true");
        }
        assertThat(unpacked()).as("copies on the host's disk").isEqualTo(before);
    }

    private static Path jarOf(String artifact) throws IOException {
        Path folder = Path.of(System.getProperty("user.home"), ".m2/repository", artifact);
        List<Path> jars = List.of();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                jars = files.filter(file -> file.toString().endsWith(".jar"))
                        .sorted()
                        .toList();
            }
        }
        assumeTrue(!jars.isEmpty(), artifact + " is not in the local Maven repository");
        return jars.getLast();
    }

    /** Asks JNA, by name, for functions and libraries. */
    static final class AsksJna {
        private AsksJna() {}

        private static int call(Object function, Object... arguments) throws ReflectiveOperationException {
            Method invoke = function.getClass().getMethod("invokeInt", Object[].class);
            return (Integer) invoke.invoke(function, (Object) arguments);
        }

        public static void main(String[] arguments) throws Exception {
            Method load = Class.forName("com.sun.jna.NativeLibrary").getMethod("getInstance", String.class);
            Object c = load.invoke(null, "c");
            Method find = c.getClass().getMethod("getFunction", String.class);
            System.out.println(call(find.invoke(c, "strlen"), "seven77")
                    + " "
                    + (call(find.invoke(c, "getpid")) == ProcessHandle.current().pid())
                    + " "
                    + call(find.invoke(c, "posix_fallocate"), 1, 0L, 4_096L));
            for (String name : List.of("fsync", "no_such_function")) {
                try {
                    find.invoke(c, name);
                    System.out.println("found");
                } catch (InvocationTargetException e) {
                    System.out.println(e.getCause().getMessage());
                }
            }
            try {
                load.invoke(null, "mystery");
                System.out.println("loaded");
            } catch (InvocationTargetException e) {
                System.out.println(e.getCause().getClass().getSimpleName());
            }
        }
    }

    @Test
    void ofJnaEachProcessHasItsOwnAndFindsOnlyWhatIsLetIn() throws IOException {
        Path jar = jarOf("net/java/dev/jna/jna");
        for (int run = 0; run < 3; run++) {
            OneNode.Outcome outcome = OneNode.run(
                    SimulationOptions.withSeed(1),
                    Program.main(AsksJna.class.getName()),
                    spec -> spec.withClassPath(List.of(OneNode.testClasses(), jar)));
            assertThat(outcome.lines()).hasSize(4);
            assertThat(outcome.lines().get(0)).isEqualTo("7 true 95");
            assertThat(outcome.lines().get(1)).contains("fsync", "not let into the simulation");
            assertThat(outcome.lines().get(2)).contains("no_such_function", "undefined symbol");
            assertThat(outcome.lines().get(3)).isEqualTo("UnsatisfiedLinkError");
            assertThat(outcome.unmodelled())
                    .contains("native function fsync, by JNA")
                    .noneMatch(line -> line.contains("no_such_function") || line.contains("ldconfig"))
                    .anyMatch(line -> line.startsWith("native library") && line.contains("mystery"));
        }
    }

    private static List<Path> unpacked() throws IOException {
        try (Stream<Path> files = Files.list(Path.of(System.getProperty("java.io.tmpdir")))) {
            return files.filter(file -> file.getFileName().toString().startsWith("snappy-"))
                    .sorted()
                    .toList();
        }
    }
}
