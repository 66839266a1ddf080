package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.DiskCall.Kind;
import dev.faultline.sim.DiskFault.Effect;
import dev.faultline.sim.DiskFault.Failure;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Calls fail where and as often as asked, and take the time that they were told to. */
@Tag("agent")
class DiskTroubleTest {
    private static final Distribution NOTHING = new Distribution.Constant(1);
    private static final DiskTimes AT_ONCE = new DiskTimes(NOTHING, NOTHING, NOTHING, Long.MAX_VALUE / 1_000);

    private static List<String> writes(DiskFault fault) {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                for (String path : List.of("/data/log.1", "/data/snap.1", "/data/log.2")) {
                    Files.createDirectories(Path.of("/data"));
                    try (RandomAccessFile file = new RandomAccessFile(path, "rw")) {
                        for (int i = 0; i < 4; i++) {
                            try {
                                file.write(new byte[100]);
                            } catch (IOException e) {
                                seen.add(path + " " + i + " " + e.getMessage());
                            }
                        }
                    }
                }
            })));
            node.disk().inject(fault);
            node.start();
            simulation.run(Duration.ofMinutes(1));
            assertThat(node.disk().heal(fault))
                    .isEqualTo(seen.size())
                    .isEqualTo(node.disk().statistics().errors());
        }
        return seen;
    }

    @Test
    void theNthCallsOfAPatternFailAndNoMoreThanAsked() {
        DiskMatch logs = DiskMatch.of("/data/log.*", Kind.WRITE);
        assertThat(writes(DiskFault.of(logs, new Effect.Fail(Failure.EIO)).counted(3, 3)))
                .containsExactly(
                        "/data/log.1 2 Input/output error",
                        "/data/log.1 3 Input/output error",
                        "/data/log.2 0 Input/output error");
        assertThat(writes(DiskFault.of(logs, new Effect.Fail(Failure.ENOSPC)).counted(8, 1)))
                .containsExactly("/data/log.2 3 No space left on device");
        assertThat(writes(DiskFault.of(logs.within(150, 250), new Effect.Fail(Failure.EACCES))))
                .containsExactly(
                        "/data/log.1 1 Permission denied", "/data/log.1 2 Permission denied",
                        "/data/log.1 3 Permission denied", "/data/log.2 1 Permission denied",
                        "/data/log.2 2 Permission denied", "/data/log.2 3 Permission denied");
    }

    /** Returns how long a program takes for ten writes of a page, each synced. */
    private static long nanos(java.util.function.Consumer<Disk> with, int threads) {
        long[] nanos = new long[1];
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                        long begun = System.nanoTime();
                        List<Thread> all = new ArrayList<>();
                        for (int i = 0; i < threads; i++) {
                            String path = "/f" + i;
                            Thread thread = new Thread(() -> write(path));
                            thread.start();
                            all.add(thread);
                        }
                        for (Thread thread : all) {
                            thread.join();
                        }
                        nanos[0] = System.nanoTime() - begun;
                    }))
                    .withDisk(DiskSpec.USUAL.withTimes(AT_ONCE)));
            with.accept(node.disk());
            node.start();
            simulation.run(Duration.ofHours(1));
            assertThat(node.disk().statistics().syncs()).isEqualTo(10L * threads);
        }
        return nanos[0];
    }

    private static void write(String path) {
        try (RandomAccessFile file = new RandomAccessFile(path, "rw")) {
            for (int i = 0; i < 10; i++) {
                file.write(new byte[4096]);
                file.getFD().sync();
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aDelayIsAddedToTheCallsThatItIsFor() {
        long usual = nanos(disk -> {}, 1);
        DiskFault slow =
                DiskFault.of(DiskMatch.of("/f0", Kind.SYNC), new Effect.Delay(new Distribution.Constant(30_000_000)));
        List<Disk> disks = new ArrayList<>();
        long delayed = nanos(
                disk -> {
                    disk.inject(slow);
                    disks.add(disk);
                },
                1);
        assertThat(delayed - usual).isBetween(300_000_000L, 301_000_000L);
        assertThat(disks.getFirst().damage().delayedCalls()).isEqualTo(10);
        assertThat(disks.getFirst().damage().delayedNanos()).isEqualTo(300_000_000);
    }

    @Test
    void aLimitOfBytesPerSecondIsSharedByAllFiles() {
        assertThat(nanos(disk -> disk.setBandwidth(4096), 1)).isBetween(10_000_000_000L, 10_001_000_000L);
        assertThat(nanos(disk -> disk.setBandwidth(4096), 3)).isBetween(30_000_000_000L, 30_001_000_000L);
        assertThat(nanos(
                        disk -> {
                            disk.setBandwidth(4096);
                            disk.setBandwidth(Long.MAX_VALUE);
                        },
                        1))
                .isLessThan(1_000_000);
    }

    private static String outcome(java.util.concurrent.Callable<?> call) {
        try {
            return String.valueOf(call.call());
        } catch (Exception e) {
            return String.valueOf(e.getMessage()).replaceAll(".*: ", "").replaceAll(".*\\((.*)\\)", "$1");
        }
    }

    @Test
    void aDiskThatIsGoneAnswersNothingAndLosesNothing() {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                        RandomAccessFile open = new RandomAccessFile("/data/f", "rw");
                        for (int i = 0; i < 3; i++) {
                            seen.add(outcome(() -> open.length() + " " + open.read()));
                            seen.add(outcome(() -> {
                                open.write(1);
                                return "written";
                            }));
                            seen.add(outcome(() -> Files.size(Path.of("/data/f"))));
                            seen.add(outcome(() -> new File("/data").list()));
                            seen.add(outcome(() -> Files.exists(Path.of("/data"))));
                            seen.add(outcome(() -> Files.isReadable(Path.of("/proc/meminfo"))));
                            seen.add("-");
                            Thread.sleep(1_000);
                        }
                    }))
                    .withFile("/data/f", new byte[10]));
            node.start();
            simulation.after(Duration.ofMillis(500), () -> node.disk().setAvailable(false));
            simulation.after(Duration.ofMillis(1_500), () -> node.disk().setAvailable(true));
            simulation.run(Duration.ofSeconds(10));
            assertThat(node.disk().isAvailable()).isTrue();
            assertThat(node.disk().statistics().errors()).isGreaterThanOrEqualTo(5);
        }
        String all = String.join("|", seen).replaceAll("\\[Ljava.lang.String;@\\w+", "names");
        assertThat(all)
                .isEqualTo("10 0|written|10|names|true|true|-"
                        + "|Input/output error|Input/output error|Input/output error|null|false|true|-"
                        + "|10 0|written|10|names|true|true|-");
    }
}
