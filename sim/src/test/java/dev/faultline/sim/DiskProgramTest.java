package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Ordinary Java programs on the disks of nodes. */
@Tag("agent")
class DiskProgramTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private static Node add(Simulation simulation, String name, Program.Body body) {
        return simulation.add(NodeSpec.of(name, Program.code(body)));
    }

    private static Simulation simulation(long seed) {
        return Simulation.create(SimulationOptions.withSeed(seed));
    }

    private static void write(String path, String text, boolean sync) throws IOException {
        try (FileOutputStream out = new FileOutputStream(path)) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            if (sync) {
                out.getFD().sync();
            }
        }
    }

    private static String read(Disk disk, String path) {
        return disk.list().contains(path) ? new String(disk.read(path), StandardCharsets.UTF_8) : "none";
    }

    @Test
    void whatWasSyncedOutlivesAPowerFailureAndTheRestMayNot() {
        TreeSet<String> unsynced = new TreeSet<>();
        for (long seed = 1; seed <= 30; seed++) {
            try (Simulation simulation = simulation(seed)) {
                List<String> seen = new ArrayList<>();
                Node node = add(simulation, "n", () -> {
                    if (new File("/synced").exists()) {
                        seen.add(Files.readString(Path.of("/synced")));
                    } else {
                        write("/synced", "kept", true);
                        write("/unsynced", "?", false);
                    }
                });
                node.start();
                simulation.run(LONG);
                node.powerOff();
                assertThat(read(node.disk(), "/synced")).as("seed %d", seed).isEqualTo("kept");
                unsynced.add(read(node.disk(), "/unsynced"));
                node.start();
                simulation.run(LONG);
                assertThat(seen).as("seed %d", seed).containsExactly("kept");
            }
        }
        assertThat(unsynced).contains("?", "none");
    }

    @Test
    void aKilledProcessLosesNothingThatItWrote() {
        try (Simulation simulation = simulation(1)) {
            Node node = add(simulation, "n", () -> {
                write("/unsynced", "there", false);
                Thread.sleep(1_000_000);
            });
            node.start();
            simulation.run(Duration.ofSeconds(1));
            node.kill();
            assertThat(read(node.disk(), "/unsynced")).isEqualTo("there");
        }
    }

    @Test
    void aPowerFailureDuringASyncMayLoseTheData() {
        TreeSet<String> left = new TreeSet<>();
        for (long seed = 1; seed <= 30; seed++) {
            try (Simulation simulation = simulation(seed)) {
                Node node = add(simulation, "n", () -> write("/f", "data", true));
                node.start();
                simulation.run(Duration.ofNanos(300_000));
                node.powerOff();
                left.add(read(node.disk(), "/f"));
            }
        }
        assertThat(left).contains("none", "data");
    }

    @Test
    void nodesHaveFilesOfTheirOwnAndSeeNoneOfTheHosts() {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = simulation(1)) {
            for (String name : List.of("a", "b")) {
                add(simulation, name, () -> {
                            write("/tmp/mine", name, false);
                            Thread.sleep(10);
                            seen.add(Files.readString(Path.of("/tmp/mine"))
                                    + new File("/usr").exists()
                                    + Files.exists(Path.of("/bin/sh"))
                                    + new File("x").getAbsolutePath()
                                    + Path.of("x").toAbsolutePath());
                        })
                        .start();
            }
            simulation.run(LONG);
        }
        assertThat(seen).containsExactlyInAnyOrder("afalsefalse/x/x", "bfalsefalse/x/x");
        assertThat(new File("/tmp/mine")).doesNotExist();
    }

    @Test
    void equalSeedsGiveEqualNamesOfTemporaryFilesAndEqualRuns() {
        assertThat(temporaryFiles(5)).isEqualTo(temporaryFiles(5));
        assertThat(temporaryFiles(5)).isNotEqualTo(temporaryFiles(6));
    }

    private static List<String> temporaryFiles(long seed) {
        try (Simulation simulation = simulation(seed)) {
            Node node = add(simulation, "n", () -> {
                Files.createTempFile("nio", null);
                Files.createTempDirectory("dir").resolve("f").toFile().createNewFile();
                File.createTempFile("old", ".x").deleteOnExit();
            });
            node.start();
            simulation.run(LONG);
            List<String> all = new ArrayList<>(node.disk().list());
            all.add(Long.toString(simulation.fingerprint()));
            return all;
        }
    }

    @Test
    void aFullDiskRefusesWritesAndASlowOneTakesItsTime() {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = simulation(1)) {
            Node node = add(simulation, "n", () -> {
                seen.add(outcome(() -> write("/small", "x", true)));
                seen.add(outcome(() -> write("/big", "x".repeat(100_000), false)));
                new File("/big").delete();
                seen.add(outcome(() -> write("/small too", "x", true)));
            });
            node.disk().setCapacity(40_000);
            node.disk().setSlowdown(10);
            node.start();
            simulation.run(LONG);
            assertThat(seen).containsExactly("ok", "java.io.IOException: No space left on device", "ok");
            assertThat(node.disk().statistics().outOfSpace()).isPositive();
            assertThat(node.disk().statistics().slowedNanos()).isGreaterThan(1_000_000);
        }
    }

    private interface Call {
        void run() throws IOException;
    }

    private static String outcome(Call call) {
        try {
            call.run();
            return "ok";
        } catch (IOException e) {
            return e.toString();
        }
    }

    @Test
    void failedSyncsAndReadsAreInputOutputErrors() {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = simulation(1)) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> {
                        seen.add(outcome(() -> write("/data/f", "x", true)));
                        seen.add(outcome(() -> Files.readAllBytes(Path.of("/data/old"))));
                    }))
                    .withFile("/data/old", new byte[10]));
            DiskFault sync = new DiskFault(DiskFault.Operation.SYNC, "/data", 1, DiskFault.Failure.EIO);
            node.disk().inject(sync);
            node.disk().inject(new DiskFault(DiskFault.Operation.READ, "/data/old", 1, DiskFault.Failure.EIO));
            node.start();
            simulation.run(LONG);
            assertThat(seen)
                    .containsExactly(
                            "java.io.SyncFailedException: sync failed", "java.io.IOException: Input/output error");
            assertThat(node.disk().heal(sync)).isEqualTo(1);
            assertThat(node.disk().statistics().errors()).isEqualTo(2);
        }
    }

    @Test
    void aWipedDiskHoldsWhatItWasInstalledWith() {
        try (Simulation simulation = simulation(1)) {
            Node node = simulation.add(NodeSpec.of("n", Program.code(() -> write("/etc/f", "changed", true)))
                    .withFile("/etc/f", "original".getBytes(StandardCharsets.UTF_8)));
            node.start();
            simulation.run(LONG);
            assertThat(read(node.disk(), "/etc/f")).isEqualTo("changed");
            node.disk().wipe();
            assertThat(read(node.disk(), "/etc/f")).isEqualTo("original");
        }
    }

    @Test
    void anUnlinkedFileLivesUntilItIsClosedAndSparseFilesCostNothing() {
        List<Object> seen = new ArrayList<>();
        try (Simulation simulation = simulation(1)) {
            Node node = add(simulation, "n", () -> {
                try (RandomAccessFile file = new RandomAccessFile("/f", "rw")) {
                    file.setLength(10L << 30);
                    file.seek(5L << 30);
                    file.write(1);
                    Files.delete(Path.of("/f"));
                    file.seek((5L << 30) - 1);
                    seen.add(file.readShort());
                    seen.add(file.length());
                }
            });
            node.start();
            simulation.run(LONG);
            assertThat(seen).containsExactly((short) 1, 10L << 30);
            assertThat(node.disk().statistics().usedBytes()).isZero();
        }
    }

    @Test
    void aClassPathIsSeenInLib() throws IOException {
        Path jar = Path.of(org.assertj.core.api.Assertions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        List<Object> seen = new ArrayList<>();
        try (Simulation simulation = simulation(1)) {
            String inNode = "/lib/" + jar.getFileName();
            simulation
                    .add(NodeSpec.of("n", Program.code(() -> {
                                seen.add(new File(inNode).length());
                                seen.add(Files.size(Path.of(inNode)));
                                try (java.util.zip.ZipFile zip = new java.util.zip.ZipFile(inNode)) {
                                    seen.add(zip.getEntry("org/assertj/core/api/Assertions.class") != null);
                                }
                                seen.add(outcome(() -> write(inNode, "x", false)));
                            }))
                            .withClassPath(List.of(jar)))
                    .start();
            simulation.run(LONG);
        }
        long size = Files.size(jar);
        assertThat(seen.subList(0, 3)).containsExactly(size, size, true);
        assertThat(Files.size(jar)).isEqualTo(size);
    }

    @Test
    void aResourceInAJarIsReadThroughAConnectionToTheJarWhichAProgramCannotCloseForOthers() {
        String name = org.assertj.core.api.Assertions.class.getName();
        Path jar = Path.of(org.assertj.core.api.Assertions.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath());
        String inNode = "/lib/" + jar.getFileName();
        OneNode.Outcome outcome = OneNode.run(
                SimulationOptions.withSeed(1),
                Program.main(NodePrograms.ReadsItsJar.class.getName(), name),
                spec -> spec.withClassPath(List.of(OneNode.testClasses(), jar)));

        String seen = inNode + " file:" + inNode + " true true true";
        assertThat(outcome.lines()).containsExactly(seen, seen);
    }
}
