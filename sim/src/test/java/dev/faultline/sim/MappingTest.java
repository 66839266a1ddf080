package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Programs that map files of their node into memory. */
@Tag("agent")
class MappingTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final int PAGE = 4096;
    private static final int PAGES = 6;

    private static FileChannel open(String path) throws IOException {
        return FileChannel.open(
                Path.of(path), StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    }

    private static Simulation simulation(long seed) {
        return Simulation.create(SimulationOptions.withSeed(seed));
    }

    /** Random reads and writes by every way there is, against an array. */
    @Test
    void everyWayIntoAFileSeesWhatTheOthersWrote() {
        for (long seed = 1; seed <= 20; seed++) {
            long ofCase = seed;
            List<String> wrong = OneNode.print(() -> compareWithArray(new Random(ofCase)));
            assertThat(wrong).as("seed %d", seed).isEmpty();
        }
    }

    private static void compareWithArray(Random random) throws IOException {
        byte[] model = new byte[PAGES * PAGE];
        try (FileChannel channel = open("/f");
                Arena arena = Arena.ofConfined()) {
            MappedByteBuffer buffer = channel.map(MapMode.READ_WRITE, 0, model.length);
            MemorySegment segment = channel.map(MapMode.READ_WRITE, PAGE + 7, model.length - PAGE - 7, arena);
            MappedByteBuffer reader = channel.map(MapMode.READ_ONLY, 0, model.length);
            for (int step = 0; step < 200; step++) {
                int at = random.nextInt(model.length);
                int length = Math.min(random.nextInt(3 * PAGE), model.length - at);
                byte[] bytes = new byte[length];
                random.nextBytes(bytes);
                switch (random.nextInt(6)) {
                    case 0 -> buffer.put(at, bytes);
                    case 1 -> channel.write(ByteBuffer.wrap(bytes), at);
                    case 2 -> {
                        int from = Math.max(at, PAGE + 7);
                        int left = at + length - from;
                        if (left <= 0) {
                            continue;
                        }
                        bytes = Arrays.copyOf(bytes, left);
                        at = from;
                        MemorySegment.copy(bytes, 0, segment, ValueLayout.JAVA_BYTE, at - PAGE - 7, left);
                    }
                    default -> {
                        byte[] seen = new byte[length];
                        if (random.nextBoolean()) {
                            reader.get(at, seen);
                        } else {
                            channel.read(ByteBuffer.wrap(seen), at);
                        }
                        if (!Arrays.equals(seen, 0, length, model, at, at + length)) {
                            System.out.println("step " + step + ": other bytes at " + at);
                        }
                        continue;
                    }
                }
                System.arraycopy(bytes, 0, model, at, bytes.length);
            }
        }
        if (!Arrays.equals(Files.readAllBytes(Path.of("/f")), model)) {
            System.out.println("another file in the end");
        }
    }

    @Test
    void aKilledProcessLosesNothingThatItWroteToAMapping() {
        try (Simulation simulation = simulation(1)) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                try (FileChannel channel = open("/f")) {
                    channel.map(MapMode.READ_WRITE, 0, 3 * PAGE).put(2 * PAGE, (byte) 5);
                }
                Thread.sleep(1_000_000);
            })));
            node.start();
            simulation.run(Duration.ofSeconds(1));
            assertThat(node.disk().read("/f")[2 * PAGE]).isEqualTo((byte) 5);
            assertThat(node.disk().statistics().usedBytes()).isEqualTo(PAGE);
            node.kill();
            assertThat(node.disk().read("/f")[2 * PAGE]).isEqualTo((byte) 5);
            assertThat(node.disk().statistics().unsyncedPages()).isEqualTo(1);
        }
    }

    /** Pages 0 and 1 are forced, 2 and 3 only written. */
    @Test
    void aPowerFailureKeepsForcedPagesAndDrawsForEachOther() {
        Set<String> left = new TreeSet<>();
        for (long seed = 1; seed <= 60; seed++) {
            try (Simulation simulation = simulation(seed)) {
                Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                    try (FileChannel channel = open("/f")) {
                        MappedByteBuffer buffer = channel.map(MapMode.READ_WRITE, 0, 4 * PAGE);
                        for (int page = 0; page < 4; page++) {
                            buffer.put(page * PAGE + 600, (byte) 1);
                        }
                        buffer.force(100, PAGE + 100);
                        buffer.put(700, (byte) 0);
                    }
                    Thread.sleep(1_000_000);
                })));
                node.start();
                simulation.run(Duration.ofSeconds(1));
                node.powerOff();
                byte[] bytes = node.disk().read("/f");
                assertThat(bytes).hasSize(4 * PAGE);
                assertThat(bytes[600]).as("seed %d", seed).isEqualTo((byte) 1);
                assertThat(bytes[PAGE + 600]).as("seed %d", seed).isEqualTo((byte) 1);
                left.add(bytes[2 * PAGE + 600] + " " + bytes[3 * PAGE + 600]);
            }
        }
        assertThat(left).containsExactly("0 0", "0 1", "1 0", "1 1");
    }

    @Test
    void aProgramFindsItsMappedFileAgainAndAPrivateMappingNeverReachesIt() {
        List<Object> seen = new ArrayList<>();
        try (Simulation simulation = simulation(1)) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                try (FileChannel channel = open("/f")) {
                    MappedByteBuffer buffer = channel.map(MapMode.READ_WRITE, 0, PAGE);
                    seen.add(buffer.getInt(8));
                    buffer.putInt(8, buffer.getInt(8) + 1);
                    buffer.force();
                    channel.map(MapMode.PRIVATE, 0, PAGE).putInt(8, 99);
                }
            })));
            for (int life = 0; life < 3; life++) {
                node.start();
                simulation.run(LONG);
                node.powerOff();
            }
        }
        assertThat(seen).containsExactly(0, 1, 2);
    }

    @Test
    void aForceThatFailsIsAnUncheckedError() {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = simulation(1)) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                try (FileChannel channel = open("/f")) {
                    MappedByteBuffer buffer = channel.map(MapMode.READ_WRITE, 0, PAGE);
                    buffer.put(0, (byte) 1);
                    buffer.force();
                } catch (UncheckedIOException e) {
                    seen.add(e.getCause().getMessage());
                }
            })));
            node.disk().inject(new DiskFault(DiskFault.Operation.SYNC, "/f", 1, DiskFault.Failure.EIO));
            node.start();
            simulation.run(LONG);
        }
        assertThat(seen).containsExactly("Input/output error");
    }

    /** Of each file, one mapping is garbage at once and the other is for ever. */
    @Test
    void theMemoryOfMappingsGoesWithTheProcess() throws IOException {
        try (Simulation simulation = simulation(1)) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                for (int i = 0; i < 50; i++) {
                    try (FileChannel channel = open("/f" + i)) {
                        channel.map(MapMode.READ_WRITE, 0, 1 << 20).put(i, (byte) 1);
                        channel.map(MapMode.READ_WRITE, 0, 1 << 20, Arena.global())
                                .set(ValueLayout.JAVA_BYTE, 9, (byte) 1);
                    }
                }
                Thread.sleep(1_000_000);
            })));
            for (int life = 0; life < 20; life++) {
                node.start();
                simulation.run(Duration.ofSeconds(10));
                assertThat(hostMappings()).isGreaterThanOrEqualTo(50);
                node.kill();
                assertThat(hostMappings()).isZero();
            }
        }
    }

    private static long hostMappings() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/maps")).stream()
                .filter(line -> line.contains("memfd:faultline"))
                .count();
    }

    @Test
    void equalSeedsGiveEqualRunsWithMappings() {
        assertThat(fingerprint(3)).isEqualTo(fingerprint(3)).isNotEqualTo(fingerprint(4));
    }

    private static long fingerprint(long seed) {
        return OneNode.run(seed, () -> {
                    try (FileChannel channel = open("/f")) {
                        MappedByteBuffer buffer = channel.map(MapMode.READ_WRITE, 0, 10 * PAGE);
                        Random random = new Random();
                        for (int i = 0; i < 20; i++) {
                            buffer.putInt(random.nextInt(9 * PAGE), random.nextInt());
                            buffer.force();
                            System.out.println(new Object().hashCode());
                        }
                    }
                })
                .fingerprint();
    }
}
