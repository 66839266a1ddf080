package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What ends a command from outside ends all that it started, and leaves nothing half written. With {@code
 * -Dfaultline.signals=50} each command gets so many signals, and its processes 2 s to be gone.
 */
class SignalTest {
    private static final int SIGNALS = Integer.getInteger("faultline.signals", 2);
    /** On a machine that is busy with tests of others nobody is held to 2 s. */
    private static final long LIMIT_MILLIS = System.getProperty("faultline.signals") == null ? 10_000 : 2_000;
    /** A worker is starting, idle or in the middle of a run at some time in here. */
    private static final int LONGEST_WAIT_MILLIS = 4_000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "hunt kv --seeds 1..100000 --jobs 2",
                "hunt kv --set bug=stale-read --keep-going --seeds 1..100000",
                "verify kv --seeds 1..100000",
                "bench bounds",
                "bench sim --quick --only real"
            })
    void noProcessOutlivesTheCommand(String line) throws Exception {
        long seed = Long.getLong("faultline.signals.seed", 1);
        Random random = new Random(seed ^ line.hashCode());
        int withChildren = 0;
        long slowest = 0;
        for (int i = 0; i < SIGNALS; i++) {
            String signal = i % 2 == 0 ? "TERM" : "KILL";
            try (FaultlineProcess command =
                    new FaultlineProcess(Files.createDirectories(folder.resolve("run" + i)), line.split(" "))) {
                // One in four at any time, the others some time after it has started a JVM.
                int wait = random.nextInt(LONGEST_WAIT_MILLIS);
                if (i % 4 != 3) {
                    awaitChildren(command);
                }
                Thread.sleep(wait);
                assertThat(command.isAlive())
                        .as("%s after %d ms: %s", line, wait, command.error())
                        .isTrue();
                withChildren += command.processes().size() > 1 ? 1 : 0;
                command.signal(signal);
                long millis = millisUntilGone(command);
                slowest = Math.max(slowest, millis);
                assertThat(command.processes())
                        .as("seed %d, signal %d, %s after %d ms", seed, i, signal, wait)
                        .isEmpty();
                assertThat(command.exitCode(1)).isEqualTo(signal.equals("TERM") ? 143 : 137);
                if (signal.equals("TERM")) {
                    assertThat(leftovers(folder.resolve("run" + i))).isEmpty();
                    assertThat(command.error()).doesNotContain("ERROR", "Exception", "died");
                }
            }
        }
        assertThat(withChildren).as("signals while there were child processes").isPositive();
        System.out.println(line + ": " + SIGNALS + " of " + SIGNALS + " signals, " + withChildren
                + " while it had child processes; the last process was gone after " + slowest + " ms at most");
    }

    private static void awaitChildren(FaultlineProcess command) throws InterruptedException {
        long start = System.nanoTime();
        while (command.processes().size() < 2 && command.isAlive() && millisSince(start) < 60_000) {
            Thread.sleep(20);
        }
    }

    private static long millisUntilGone(FaultlineProcess command) throws InterruptedException {
        long start = System.nanoTime();
        while (!command.processes().isEmpty() && millisSince(start) < LIMIT_MILLIS) {
            Thread.sleep(20);
        }
        return millisSince(start);
    }

    private static long millisSince(long start) {
        return (System.nanoTime() - start) / 1_000_000;
    }

    /** What a command that was ended must not leave: what is half written, and folders of its own for scratch. */
    private static List<String> leftovers(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(name -> name.matches(".*\\.tmp|.*/unfinished.*|tmp/faultline-.*"))
                    .toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT 130", "TERM 143"})
    void aRunThatIsEndedLeavesTheRunThatWasThereAndNothingElse(String signalAndCode) throws Exception {
        String[] words = signalAndCode.split(" ");
        Path run = folder.resolve("runs/kv-1");
        try (FaultlineProcess first = new FaultlineProcess(folder, "run", "kv", "--out", "runs/kv-1")) {
            assertThat(first.exitCode(120)).isZero();
        }
        byte[] manifest = Files.readAllBytes(run.resolve("manifest.json"));
        try (FaultlineProcess second = new FaultlineProcess(folder, "run", "zookeeper", "--out", "runs/kv-1");
                FaultlineProcess third =
                        new FaultlineProcess(Files.createDirectories(folder.resolve("other")), "run", "zookeeper")) {
            awaitFile(run.resolve("unfinished/events.ndjson.tmp"));
            awaitFile(folder.resolve("other/runs/zookeeper-1/unfinished/events.ndjson.tmp"));
            assumeThat(words[0].equals("INT") && second.ignoresInterrupts())
                    .as("SIGINT is ignored by what is started here, as in the background of a shell")
                    .isFalse();
            second.signal(words[0]);
            third.signal(words[0]);
            assertThat(second.exitCode(10)).isEqualTo(Integer.parseInt(words[1]));
            assertThat(third.exitCode(10)).isEqualTo(Integer.parseInt(words[1]));
            assertThat(second.error() + third.error()).doesNotContain("Exception", "internal");
        }
        assertThat(leftovers(folder)).isEmpty();
        assertThat(run.resolve("manifest.json")).hasBinaryContent(manifest);
        assertThat(folder.resolve("other/runs/zookeeper-1")).doesNotExist();
    }

    @Test
    void twoRunsIntoOneFolderAreRefusedInASentence() throws Exception {
        Path second = Files.createDirectories(folder.resolve("second"));
        try (FaultlineProcess first = new FaultlineProcess(folder, "run", "zookeeper", "--out", "same")) {
            awaitFile(folder.resolve("same/unfinished/lock"));
            try (FaultlineProcess late = new FaultlineProcess(second, "run", "kv", "--out", "../same")) {
                assertThat(late.exitCode(60)).isEqualTo(254);
                assertThat(late.error()).startsWith("faultline: ../same is being written by another run (process ");
                assertThat(late.error().lines()).hasSize(1);
            }
            first.signal("KILL");
        }
        try (FaultlineProcess next = new FaultlineProcess(second, "run", "kv", "--out", "../same")) {
            assertThat(next.exitCode(120)).as(next.error()).isZero();
        }
        assertThat(folder.resolve("same/manifest.json")).exists();
        assertThat(folder.resolve("same/unfinished")).doesNotExist();
    }

    private static void awaitFile(Path file) throws InterruptedException {
        long start = System.nanoTime();
        while (!Files.exists(file)) {
            assertThat(millisSince(start)).as("%s does not appear", file).isLessThan(60_000);
            Thread.sleep(20);
        }
    }
}
