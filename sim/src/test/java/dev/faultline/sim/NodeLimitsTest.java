package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.within;

import java.io.Closeable;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.DatagramChannel;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process has what its machine lets it have and no more, and what a node is made from can change. */
@Tag("agent")
class NodeLimitsTest {
    private interface Opening {
        Closeable open() throws IOException;
    }

    private static Map<String, Opening> openings() {
        Map<String, Opening> openings = new LinkedHashMap<>();
        openings.put("file", () -> new RandomAccessFile("/tmp/f", "rw"));
        openings.put(
                "channel",
                () -> FileChannel.open(Path.of("/tmp/f"), StandardOpenOption.CREATE, StandardOpenOption.WRITE));
        openings.put("socket", () -> {
            Socket socket = new Socket();
            socket.setTcpNoDelay(true); // makes the descriptor
            return socket;
        });
        openings.put("server socket", () -> new ServerSocket(0));
        openings.put("datagram socket", DatagramSocket::new);
        openings.put("socket channel", SocketChannel::open);
        openings.put("server socket channel", ServerSocketChannel::open);
        openings.put("datagram channel", DatagramChannel::open);
        return openings;
    }

    private static String failure(Opening opening) {
        try {
            opening.open();
            return "";
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).replaceAll(".*(Too many open files).*", "$1");
        }
    }

    private static Node run(List<String> lines, NodeLimits limits, Program.Body body) {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(line));
            Node node = simulation.add(NodeSpec.of("n", Program.code(body)));
            node.setLimits(limits);
            node.start();
            simulation.run(Duration.ofMinutes(1));
            return node;
        }
    }

    @Test
    void oneFileOrSocketMoreThanThereMayBeCannotBeOpened() {
        List<String> lines = new ArrayList<>();
        Node node = run(
                lines,
                NodeLimits.NONE.withOpenFiles(5),
                () -> openings().forEach((name, opening) -> {
                    try {
                        List<Closeable> open = new ArrayList<>();
                        while (open.size() < 5) {
                            open.add(opening.open());
                        }
                        String sixth = failure(opening);
                        open.removeLast().close();
                        open.add(opening.open());
                        for (Closeable each : open) {
                            each.close();
                        }
                        System.out.println(name + ": " + sixth);
                    } catch (IOException e) {
                        System.out.println(name + ": too early: " + e);
                    }
                }));
        assertThat(lines)
                .containsExactlyElementsOf(openings().keySet().stream()
                        .map(name -> name + ": Too many open files")
                        .toList());
        assertThat(node.use().refusedFiles()).isEqualTo(openings().size());
        assertThat(node.use().openFiles()).isZero();
    }

    @Test
    void aConnectionThatCannotBeAcceptedWaits() {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(line));
            Node server = simulation.add(NodeSpec.of("server", Program.code(() -> {
                try (ServerSocket listener = new ServerSocket(7000)) {
                    for (int i = 0; i < 3; i++) {
                        try (Socket _ = listener.accept()) {
                            System.out.println("accepted");
                        } catch (IOException e) {
                            System.out.println(e.getMessage());
                            Thread.sleep(1_000);
                        }
                    }
                }
            })));
            simulation.add(NodeSpec.of("client", Program.code(() -> {
                Thread.sleep(500);
                for (int i = 0; i < 2; i++) {
                    Socket socket = new Socket();
                    socket.connect(new InetSocketAddress("server", 7000));
                    Thread.sleep(100);
                }
            })));
            simulation.nodes().forEach(Node::start);
            simulation.after(Duration.ofMillis(400), () -> server.setLimits(NodeLimits.NONE.withOpenFiles(1)));
            simulation.after(Duration.ofMillis(1_200), () -> server.setLimits(NodeLimits.NONE));
            simulation.run(Duration.ofSeconds(10));
            // The first call had begun before there was a limit.
            assertThat(lines).containsExactly("accepted", "Too many open files", "accepted");
            assertThat(server.use().refusedFiles()).isEqualTo(1);
        }
    }

    /** As servers do: the time goes on, and the journal has one event. */
    @Test
    void aProgramThatTriesAgainAtOnceDoesNotStopTheTime() {
        List<Event> events = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.observe(events::add);
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                try (ServerSocket listener = new ServerSocket(7000)) {
                    while (true) {
                        try {
                            listener.accept().close();
                        } catch (IOException e) {
                            // again
                        }
                    }
                }
            })));
            simulation.after(Duration.ofMillis(1), () -> node.setLimits(NodeLimits.NONE.withOpenFiles(1)));
            Node client = simulation.add(NodeSpec.of("client", Program.code(() -> new Socket("n", 7000))));
            simulation.after(Duration.ofMillis(2), client::start);
            node.start();
            assertThat(simulation.run(Duration.ofMillis(20))).isInstanceOf(Ending.TimeUp.class);
            assertThat(node.use().refusedFiles()).isBetween(100L, 20_000L);
        }
        assertThat(events)
                .filteredOn(event -> event.name().equals("LimitReached"))
                .hasSize(1);
    }

    @Test
    void oneThreadMoreThanThereMayBeCannotBeStarted() {
        List<String> lines = new ArrayList<>();
        Node node = run(lines, NodeLimits.NONE.withThreads(4), () -> {
            List<Thread> threads = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                try {
                    Thread thread = new Thread(() -> sleep(1_000));
                    thread.start();
                    threads.add(thread);
                } catch (OutOfMemoryError e) {
                    System.out.println(threads.size() + " " + e.getMessage());
                }
            }
            Thread.startVirtualThread(() -> System.out.println("virtual")).join();
            for (Thread thread : threads) {
                thread.join();
            }
            Thread.ofPlatform().start(() -> System.out.println("later")).join();
        });
        assertThat(lines)
                .containsExactly(
                        "3 unable to create native thread: possibly out of memory or process/resource limits reached",
                        "virtual",
                        "later");
        assertThat(node.use().refusedThreads()).isEqualTo(1);
    }

    private static void sleep(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns how long two nodes take for as much work each, of which the first has a share of its processors. */
    private static long[] nanosOfWork(double share) {
        long[] nanos = new long[4];
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(3))) {
            for (int i = 0; i < 2; i++) {
                int number = i;
                simulation.add(NodeSpec.of("n" + i, Program.code(() -> {
                    Thread.sleep(number * 60_000L); // one after the other, for a node's turns take the time of all
                    long begun = System.nanoTime();
                    for (int turn = 0; turn < 10_000; turn++) {
                        Thread.yield();
                    }
                    nanos[number] = System.nanoTime() - begun;
                })));
            }
            simulation.node("n0").setLimits(NodeLimits.NONE.withProcessorShare(share));
            simulation.nodes().forEach(Node::start);
            simulation.run(Duration.ofMinutes(3));
            nanos[2] = simulation.node("n0").use().heldNanos();
            nanos[3] = simulation.fingerprint();
        }
        return nanos;
    }

    @Test
    void aThirdOfTheProcessorsTakesThreeTimesAsLong() {
        long[] all = nanosOfWork(1);
        assertThat(all[2]).isZero();
        for (double share : new double[] {0.3, 0.05}) {
            long[] some = nanosOfWork(share);
            assertThat(nanosOfWork(share)).containsExactly(some);
            assertThat((double) some[0] / all[0]).isCloseTo(1 / share, within(0.01 / share));
            assertThat((double) some[1] / all[1]).isCloseTo(1, within(0.02));
            assertThat((double) some[2]).isCloseTo(some[0] * (1 - share), within(0.01 * some[0]));
        }
    }

    @Test
    void othersGoOnWhileANodeWaitsForItsShare() {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(node.name()));
            for (String name : List.of("slow", "usual")) {
                simulation.add(NodeSpec.of(name, Program.code(() -> {
                    for (int turn = 0; turn < 1_000; turn++) {
                        Thread.yield();
                    }
                    System.out.println("done");
                })));
            }
            Node slow = simulation.node("slow");
            slow.setLimits(NodeLimits.NONE.withProcessorShare(0.001));
            simulation.nodes().forEach(Node::start);
            simulation.after(Duration.ofMillis(1), slow::pause);
            simulation.after(Duration.ofMillis(2), slow::resume);
            simulation.run(Duration.ofSeconds(10));
            assertThat(lines).containsExactly("usual", "slow");
            assertThat(simulation.nowNanos()).isBetween(400_000_000L, 700_000_000L);
        }
    }

    // ---- clocks

    /** Returns what a program reads of the time of day, in seconds, once a second, and whether the other clock went on. */
    private static List<Long> seconds(java.util.function.BiConsumer<Simulation, Node> with) {
        List<Long> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                long begun = System.nanoTime();
                long first = System.currentTimeMillis();
                for (int i = 0; i < 10; i++) {
                    seen.add(Math.round((System.currentTimeMillis() - first) / 1_000.0));
                    Thread.sleep(1_000);
                }
                seen.add(Math.round((System.nanoTime() - begun) / 1e9));
            })));
            with.accept(simulation, node);
            node.start();
            simulation.run(Duration.ofMinutes(1));
        }
        return seen;
    }

    @Test
    void aFrozenClockStandsStillAndIsRightAgainAfterwards() {
        assertThat(seconds((simulation, node) -> {
                    simulation.after(Duration.ofMillis(2_300), node::freezeClock);
                    simulation.after(Duration.ofMillis(4_500), () -> {
                        assertThat(node.clock().isFrozen()).isTrue();
                        node.jumpClock(Duration.ofSeconds(20));
                    });
                    simulation.after(Duration.ofMillis(6_500), node::steadyClock);
                }))
                .containsExactly(0L, 1L, 2L, 2L, 2L, 22L, 22L, 27L, 28L, 29L, 10L);
    }

    @Test
    void aStrobingClockChangesBetweenTwoTimes() {
        assertThat(seconds((simulation, node) -> {
                    simulation.after(
                            Duration.ofMillis(1_500),
                            () -> node.strobeClock(Duration.ofSeconds(-100), Duration.ofSeconds(2)));
                    simulation.after(Duration.ofMillis(8_500), node::steadyClock);
                }))
                .containsExactly(0L, 1L, -98L, -97L, 4L, 5L, -94L, -93L, 8L, 9L, 10L);
    }

    // ---- what a node is made from

    @Test
    void aNodeIsAnotherAfterAnUpgradeAndItsDiskIsTheSame(@TempDir Path folder) throws IOException {
        List<Path> versions = new ArrayList<>();
        for (String version : List.of("1", "2")) {
            Path classes = Files.createDirectories(folder.resolve("v" + version));
            Files.writeString(classes.resolve("version.txt"), version);
            versions.add(classes);
        }
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(line));
            Program program = Program.code(() -> {
                Path data = Path.of("/data/count");
                Files.writeString(data, Files.readString(data) + "x");
                try (var in = Thread.currentThread().getContextClassLoader().getResourceAsStream("version.txt")) {
                    System.out.println("version " + (char) in.read() + " " + System.getProperty("mode") + " "
                            + Files.readString(Path.of("/etc/conf")) + " " + Files.readString(data));
                }
                Thread.sleep(1_000_000);
            });
            NodeSpec old = NodeSpec.of("n", program)
                    .withClassPath(versions.subList(0, 1))
                    .withFile("/etc/conf", "old".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .withFile("/data/count", new byte[0]);
            NodeSpec upgraded = old.withClassPath(versions.subList(1, 2))
                    .withProperty("mode", "fast")
                    .withFile("/etc/conf", "new".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            Node node = simulation.add(old);
            node.start();
            simulation.run(Duration.ofSeconds(1));
            assertThatIllegalStateException().isThrownBy(() -> node.setSpec(upgraded));
            node.kill();
            node.setSpec(upgraded);
            node.start();
            simulation.run(Duration.ofSeconds(1));
            node.kill();
            node.setSpec(old);
            node.disk().wipe();
            node.start();
            simulation.run(Duration.ofSeconds(1));
            assertThat(lines).containsExactly("version 1 null old x", "version 2 fast new xx", "version 1 null old x");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> node.setSpec(NodeSpec.of("other", program)))
                    .withMessage("a node keeps its name: n cannot become other");
        }
    }
}
