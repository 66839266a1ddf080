package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Changes of names and attributes fail on a broken, a full and a read-only disk, and then nothing has changed. */
@Tag("agent")
class DiskChangeTest {
    private static final DiskFault ALWAYS =
            new DiskFault(DiskFault.Operation.CHANGE, "/data", 1, DiskFault.Failure.EIO);

    private interface Change {
        void make() throws IOException;
    }

    private static Map<String, Change> changes() {
        Path data = Path.of("/data");
        Path old = data.resolve("old");
        Path free = data.resolve("free");
        Map<String, Change> changes = new LinkedHashMap<>();
        changes.put("create", () -> Files.createFile(free));
        changes.put("create by a stream", () -> new FileOutputStream("/data/free").close());
        changes.put("empty", () -> new FileOutputStream("/data/old").close());
        changes.put("folder", () -> Files.createDirectory(free));
        changes.put("rename", () -> Files.move(old, free, StandardCopyOption.ATOMIC_MOVE));
        changes.put("rename away", () -> Files.move(old, Path.of("/away"), StandardCopyOption.ATOMIC_MOVE));
        changes.put("rename here", () -> Files.move(Path.of("/other"), free, StandardCopyOption.ATOMIC_MOVE));
        changes.put("replace", () -> Files.move(Path.of("/other"), old, StandardCopyOption.ATOMIC_MOVE));
        changes.put("unlink", () -> Files.delete(old));
        changes.put("remove folder", () -> Files.delete(data.resolve("folder")));
        changes.put("link", () -> Files.createLink(free, Path.of("/other")));
        changes.put("symlink", () -> Files.createSymbolicLink(free, Path.of("x")));
        changes.put(
                "permissions", () -> Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("r--------")));
        changes.put("time", () -> Files.setLastModifiedTime(old, FileTime.fromMillis(7)));
        return changes;
    }

    private static String outcome(Change change) {
        try {
            change.make();
            return "done";
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).replaceAll(".*: ", "").replaceAll(".*\\((.*)\\)", "$1");
        }
    }

    /** All that a program sees of the files. */
    private static List<String> state() throws IOException {
        List<String> state = new ArrayList<>();
        try (var all = Files.walk(Path.of("/"))) {
            for (Path path : all.sorted().toList()) {
                if (path.startsWith("/data") || path.getNameCount() == 1) {
                    state.add(
                            path + " " + Files.readAttributes(path, "unix:*", java.nio.file.LinkOption.NOFOLLOW_LINKS));
                }
            }
        }
        return state;
    }

    private static Node add(Simulation simulation, List<String> seen, Program.Body body) {
        return simulation.add(NodeSpec.of("n", Program.code(() -> {
                    Files.createDirectory(Path.of("/data/folder"));
                    Thread.sleep(1_000); // until the disk breaks
                    body.run();
                    seen.add("end");
                }))
                .withFile("/data/old", new byte[10])
                .withFile("/other", new byte[5_000]));
    }

    private static List<String> outcomes(long seed, java.util.function.Consumer<Disk> breaking) {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(seed))) {
            Node node = add(simulation, seen, () -> {
                List<String> before = state();
                changes().forEach((name, change) -> seen.add(name + ": " + outcome(change)));
                if (seen.stream().noneMatch(line -> line.endsWith("done"))) {
                    assertThat(state()).isEqualTo(before);
                }
            });
            node.start();
            simulation.after(Duration.ofMillis(500), () -> breaking.accept(node.disk()));
            simulation.run(Duration.ofSeconds(10));
            assertThat(seen).last().isEqualTo("end");
            seen.removeLast();
        }
        return seen;
    }

    @Test
    void everyChangeFailsOnABrokenDiskAndChangesNothing() {
        List<String> seen = outcomes(1, disk -> disk.inject(ALWAYS));
        assertThat(seen)
                .hasSize(changes().size())
                .allSatisfy(line -> assertThat(line).endsWith(": Input/output error"));
    }

    @Test
    void everyChangeFailsOnAReadOnlyDiskAndChangesNothing() {
        List<String> seen = outcomes(1, disk -> disk.setReadOnly(true));
        assertThat(seen)
                .hasSize(changes().size())
                .allSatisfy(line -> assertThat(line).endsWith(": Read-only file system"));
    }

    @Test
    void anotherFolderAndAnotherKindOfCallAreNotConcerned() {
        DiskFault elsewhere = new DiskFault(DiskFault.Operation.CHANGE, "/dat", 1, DiskFault.Failure.EIO);
        DiskFault writes = new DiskFault(DiskFault.Operation.WRITE, "/", 1, DiskFault.Failure.EIO);
        assertThat(outcomes(1, disk -> {
                    disk.inject(elsewhere);
                    disk.inject(writes);
                }))
                .contains("create: done", "empty: done", "rename: done", "remove folder: done")
                .noneMatch(line -> line.contains("Input/output"));
    }

    @Test
    void someChangesFailAndTheSeedDecidesWhich() {
        DiskFault some = new DiskFault(DiskFault.Operation.CHANGE, "/data", 0.5, DiskFault.Failure.EIO);
        List<List<String>> bySeed = new ArrayList<>();
        for (long seed = 1; seed <= 4; seed++) {
            List<String> seen = outcomes(seed, disk -> disk.inject(some));
            assertThat(outcomes(seed, disk -> disk.inject(some)))
                    .as("seed %d", seed)
                    .isEqualTo(seen);
            bySeed.add(seen);
        }
        assertThat(bySeed).doesNotHaveDuplicates();
    }

    @Test
    void aFullDiskHasNoRoomForFoldersLongLinksAndManyNames() {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            Node node = add(simulation, seen, () -> {
                seen.add(outcome(() -> Files.createDirectory(Path.of("/data/no"))));
                seen.add(String.valueOf(new File("/data/no").mkdir()));
                seen.add(outcome(() -> Files.createSymbolicLink(Path.of("/data/no"), Path.of("x".repeat(60)))));
                seen.add(outcome(() -> Files.createSymbolicLink(Path.of("/data/yes"), Path.of("x".repeat(59)))));
                int files = 0;
                String last = "done";
                while (last.equals("done")) {
                    String name = "/data/" + "n".repeat(100) + files;
                    last = outcome(() -> Files.createFile(Path.of(name)));
                    files++;
                }
                seen.add(last + " " + (files > 30 && files < 45));
                seen.add(outcome(() -> Files.delete(Path.of("/data/yes"))));
                seen.add(outcome(() -> Files.move(Path.of("/data/old"), Path.of("/data/new"))));
            });
            node.start();
            simulation.after(Duration.ofMillis(500), () -> node.disk().setCapacity(1));
            simulation.run(Duration.ofSeconds(10));
            assertThat(seen)
                    .containsExactly(
                            "No space left on device",
                            "false",
                            "No space left on device",
                            "done",
                            "No space left on device true",
                            "done",
                            "done",
                            "end");
            assertThat(node.disk().statistics().outOfSpace()).isEqualTo(4);
        }
    }
}
