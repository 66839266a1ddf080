package dev.faultline.sim;

import static dev.faultline.sim.conformance.OnDisk.channel;
import static dev.faultline.sim.conformance.OnDisk.failure;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the disk of a node can be made to do, and what becomes of files when processes end. */
@Tag("agent")
class DiskStateTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private static Simulation simulation() {
        return Simulation.create(SimulationOptions.withSeed(1));
    }

    @Test
    void aReadOnlyFileSystemRefusesEveryChangeUntilItIsWritableAgain() {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = simulation()) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                        Path f = Path.of("/data/f");
                        try (FileChannel open = channel(f)) {
                            Thread.sleep(2_000);
                            seen.add(failure(() -> open.write(ByteBuffer.wrap(new byte[] {1}))));
                            seen.add(failure(() -> open.force(true)));
                            seen.add(failure(() -> Files.createFile(Path.of("/data/g"))));
                            seen.add(failure(() -> Files.delete(f)));
                            seen.add(failure(() -> Files.move(f, Path.of("/data/g"))));
                            seen.add(failure(() -> Files.createDirectory(Path.of("/d"))));
                            seen.add(Files.isWritable(f) + " " + new File("/data/f").canWrite() + " "
                                    + Files.getFileStore(f).isReadOnly() + " " + Files.readString(f));
                        }
                        Thread.sleep(2_000);
                        Files.writeString(f, "again");
                    }))
                    .withFile("/data/f", new byte[] {'x'}));
            simulation.after(Duration.ofSeconds(1), () -> node.disk().setReadOnly(true));
            simulation.after(Duration.ofSeconds(3), () -> node.disk().setReadOnly(false));
            node.start();
            simulation.run(LONG);
            String refused = ": Read-only file system";
            assertThat(seen)
                    .containsExactly(
                            "IOException Read-only file system",
                            "IOException Read-only file system",
                            "FileSystemException /data/g" + refused,
                            "FileSystemException /data/f" + refused,
                            "FileSystemException /data/f -> /data/g" + refused,
                            "FileSystemException /d" + refused,
                            "false false true x");
            assertThat(new String(node.disk().read("/data/f"), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo("again");
            assertThat(node.disk().statistics().refusedChanges()).isGreaterThanOrEqualTo(6);
        }
    }

    @Test
    void attributesThatUsersDefineAreRefused() {
        List<String> seen = OneNode.print(() -> {
            Path f = Files.createFile(Path.of("/f"));
            UserDefinedFileAttributeView view = Files.getFileAttributeView(f, UserDefinedFileAttributeView.class);
            System.out.println(Files.getFileStore(f).supportsFileAttributeView("user"));
            System.out.println(failure(() -> view.write("colour", ByteBuffer.allocate(1))));
            System.out.println(failure(view::list));
        });
        assertThat(seen).hasSize(3).first().isEqualTo("false");
        assertThat(seen.subList(1, 3)).allMatch(line -> line.contains("Operation not supported"));
    }

    @Test
    void filesToBeDeletedAtExitGoWhenTheProgramExitsAndStayWhenItIsKilled() {
        try (Simulation simulation = simulation()) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                for (String path : List.of("/d", "/d/f")) {
                    File file = new File(path);
                    boolean _ = path.equals("/d") ? file.mkdir() : file.createNewFile();
                    file.deleteOnExit();
                }
                Thread.sleep(10_000);
            })));
            node.start();
            simulation.run(Duration.ofSeconds(5));
            node.kill();
            assertThat(node.disk().list()).contains("/d/f");
            node.start();
            simulation.run(LONG);
            assertThat(node.disk().list()).doesNotContain("/d/f");
            assertThat(simulation.unmodelled()).isEmpty();
        }
    }

    @Test
    void aKilledProcessLeavesNoLocksAndNoWatches() {
        List<Object> seen = new ArrayList<>();
        try (Simulation simulation = simulation()) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                        FileChannel open = channel(Path.of("/data/lock"));
                        seen.add(open.tryLock().isValid());
                        WatchService watching = Path.of("/").getFileSystem().newWatchService();
                        Path.of("/data").register(watching, StandardWatchEventKinds.ENTRY_CREATE);
                        Files.createFile(Path.of("/data/f" + seen.size()));
                        WatchKey key = watching.take();
                        seen.add(key.pollEvents().getFirst().context().toString());
                        watching.take();
                    }))
                    .withFile("/data/x", new byte[0]));
            for (int life = 0; life < 3; life++) {
                node.start();
                simulation.run(Duration.ofSeconds(5));
                node.kill();
            }
        }
        assertThat(seen).containsExactly(true, "f1", true, "f3", true, "f5");
    }

    @Test
    void everyProfileOfTimesShowsInHowLongASyncTakes() {
        assertThat(syncNanos(DiskTimes.NVME)).isLessThan(syncNanos(DiskTimes.SSD));
        assertThat(syncNanos(DiskTimes.SSD)).isLessThan(syncNanos(DiskTimes.ROTATING));
        assertThat(syncNanos(DiskTimes.NETWORK)).isGreaterThan(syncNanos(DiskTimes.NVME));
    }

    private static long syncNanos(DiskTimes times) {
        List<Long> took = new ArrayList<>();
        try (Simulation simulation = simulation()) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                try (FileChannel open = channel(Path.of("/f"))) {
                    long begin = System.nanoTime();
                    for (int i = 0; i < 200; i++) {
                        open.force(false);
                    }
                    took.add(System.nanoTime() - begin);
                }
            })));
            node.disk().setTimes(times);
            assertThat(node.disk().times()).isEqualTo(times);
            node.start();
            simulation.run(LONG);
        }
        return took.getFirst();
    }

    /** A file that was synced in a folder that was not. */
    @Test
    void theCrashRuleOfANodeDecidesWhetherASyncedFileHasItsName() {
        assertThat(namesAfterPowerLoss("everything-lost")).containsOnly(false);
        assertThat(namesAfterPowerLoss("strict")).containsOnly(false, true).contains(false, true);
        assertThat(namesAfterPowerLoss("ext4")).containsOnly(true);
    }

    private static List<Boolean> namesAfterPowerLoss(String profile) {
        List<Boolean> named = new ArrayList<>();
        for (long seed = 1; seed <= 12; seed++) {
            try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(seed))) {
                Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                            try (FileChannel open = channel(Path.of("/data/new"))) {
                                open.force(true);
                            }
                        }))
                        .withFile("/data/old", new byte[1])
                        .withDisk(DiskSpec.USUAL
                                .withCrashRule(CrashRule.named(profile))
                                .withTimes(DiskTimes.named("nvme"))
                                .withCapacity(1 << 20)));
                node.start();
                simulation.run(LONG);
                node.powerOff();
                named.add(node.disk().list().contains("/data/new"));
            }
        }
        return named;
    }

    @Test
    void whatWasSetCanBeAskedFor() {
        try (Simulation simulation = simulation()) {
            Disk disk = simulation.add(NodeSpec.of("n", Program.code(() -> {}))).disk();
            assertThat(disk.capacityBytes()).isEqualTo(Long.MAX_VALUE);
            assertThat(disk.slowdown()).isEqualTo(1.0);
            disk.setCapacity(10_000);
            disk.setSlowdown(2.5);
            disk.setReadOnly(true);
            assertThat(disk.capacityBytes()).isEqualTo(8_192);
            assertThat(disk.slowdown()).isEqualTo(2.5);
            assertThat(disk.isReadOnly()).isTrue();
        }
    }
}
