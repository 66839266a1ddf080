package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.UnmodelledUse.Kind;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a program did that is refused or not modelled, and where it did it. */
@Tag("agent")
class UnmodelledTest {
    /** Loaded by the node, as a program is. */
    static final class Forbidden {
        private Forbidden() {}

        private interface Deed {
            void run() throws Throwable;
        }

        @SuppressWarnings("restricted") // to be refused is what these calls are for
        public static void main(String[] arguments) throws Exception {
            for (int i = 0; i < 2; i++) {
                attempt(() -> new ProcessBuilder("ls").start());
            }
            attempt(() -> System.loadLibrary("mystery"));
            attempt(() -> System.loadLibrary("netty_transport_native_epoll_x86_64"));
            attempt(() -> {
                Linker linker = Linker.nativeLinker();
                MemorySegment function = linker.defaultLookup().find("fork").orElseThrow();
                linker.downcallHandle(function, FunctionDescriptor.of(ValueLayout.JAVA_INT))
                        .invokeWithArguments();
            });
            attempt(() -> SymbolLookup.libraryLookup("libmystery2.so", Arena.ofAuto()));
            attempt(() -> SocketChannel.open(StandardProtocolFamily.INET6));
            attempt(() -> new Socket(InetAddress.getByName("2001:db8::1"), 80));
            attempt(() -> Files.setAttribute(
                    Files.createFile(Path.of("/file")), "user:colour", ByteBuffer.wrap(new byte[] {1})));
        }

        private static void attempt(Deed deed) throws Exception {
            try {
                deed.run();
                System.out.println("done");
            } catch (IOException | RuntimeException | UnsatisfiedLinkError e) {
                System.out.println("refused");
            } catch (Throwable e) {
                throw new Exception(e);
            }
        }
    }

    private static List<UnmodelledUse> usesOf(Class<?> program, List<String> lines) {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(line));
            simulation
                    .add(NodeSpec.of("n1", Program.main(program.getName()))
                            .withClassPath(List.of(OneNode.testClasses())))
                    .start();
            simulation.run(Duration.ofSeconds(10));
            return simulation.unmodelledUses();
        }
    }

    @Test
    void everyForbiddenDeedIsRefusedAndListedWithItsKindAndTheFrameOfTheApplication() {
        List<String> lines = new ArrayList<>();
        List<UnmodelledUse> uses = usesOf(Forbidden.class, lines);

        assertThat(lines).hasSize(9).containsOnly("refused");
        assertThat(uses)
                .extracting(UnmodelledUse::kind)
                .containsExactly(
                        Kind.PROCESS,
                        Kind.NATIVE_LIBRARY,
                        Kind.KNOWN_LIBRARY,
                        Kind.NATIVE_FUNCTION,
                        Kind.NATIVE_LIBRARY,
                        Kind.NETWORK,
                        Kind.NETWORK,
                        Kind.DISK);
        assertThat(uses).allSatisfy(use -> {
            assertThat(use.node()).isEqualTo("n1");
            assertThat(use.thread()).isEqualTo("main");
            assertThat(use.place()).contains(Forbidden.class.getName(), "UnmodelledTest.java:");
        });
        UnmodelledUse process = uses.getFirst();
        assertThat(process.what()).isEqualTo("process ls");
        assertThat(process.call()).isEqualTo("java.lang.ProcessBuilder.start");
        assertThat(process.count()).isEqualTo(2);
        assertThat(uses.get(2).reason()).contains("falls back to NIO");
    }

    @Test
    @SuppressWarnings("restricted") // to be refused is what this call is for
    void whatIsKnownToBeHarmlessIsNotAmongTheLinesOfTheRun() {
        OneNode.Outcome outcome = OneNode.run(1, () -> {
            try {
                System.loadLibrary("netty_transport_native_epoll_x86_64");
            } catch (UnsatisfiedLinkError e) {
                System.out.println("refused");
            }
        });
        assertThat(outcome.lines()).containsExactly("refused");
        assertThat(outcome.unmodelled()).isEmpty();
    }

    /** Reads clocks through method references. */
    static final class Referring {
        private Referring() {}

        public static void main(String[] arguments) {
            LongSupplier nanos = System::nanoTime;
            LongSupplier millis = System::currentTimeMillis;
            java.util.function.IntSupplier processors = Runtime.getRuntime()::availableProcessors;
            java.util.function.ToIntFunction<Runtime> unbound = Runtime::availableProcessors;
            System.out.println(nanos.getAsLong() + " " + millis.getAsLong() + " " + processors.getAsInt() + " "
                    + unbound.applyAsInt(Runtime.getRuntime()));
        }
    }

    @Test
    void methodReferencesReadTheSimulatedClockAndNotTheHosts() {
        List<List<String>> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            List<String> lines = new ArrayList<>();
            usesOf(Referring.class, lines);
            runs.add(lines);
        }
        assertThat(runs.get(0)).isEqualTo(runs.get(1));
        assertThat(runs.get(0).getFirst()).endsWith(" 4 4");
    }

    @Test
    void aNodeHasNoInputAndWhatItWritesToTheDescriptorOfStandardOutputIsPrinted() {
        List<String> lines = OneNode.print(() -> {
            System.out.println(System.in.read());
            System.out.println(new FileInputStream(FileDescriptor.in).read(new byte[8]));
            new FileOutputStream(FileDescriptor.out).write("by descriptor\n".getBytes());
        });
        assertThat(lines).containsExactly("-1", "-1", "by descriptor");
    }

    /** Its main method throws. */
    static final class Failing {
        private Failing() {}

        public static void main(String[] arguments) {
            throw new IllegalStateException("no configuration");
        }
    }

    @Test
    void aProgramWhoseMainThrowsExitsWithStatusOne() {
        OneNode.Outcome outcome = OneNode.run(
                SimulationOptions.withSeed(1),
                Program.main(Failing.class.getName()),
                spec -> spec.withClassPath(List.of(OneNode.testClasses())));
        assertThat(outcome.dataOf("NodeExited")).containsEntry("status", 1);
    }
}
