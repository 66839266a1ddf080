package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import dev.faultline.experiment.Artifacts;
import dev.faultline.experiment.Experiments;
import dev.faultline.experiment.RunArtifacts;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a run does to the host, watched from outside by strace: nothing beyond the list of {@link HostCalls}. With {@code
 * -Dfaultline.watch=kafka,h2,...} these experiments are watched in the place of two.
 */
class HostWatchTest {
    private static final long LIMIT_SECONDS = 300;

    @TempDir
    private Path folder;

    @BeforeAll
    static void straceIsThere() throws IOException, InterruptedException {
        boolean works = false;
        try {
            works = new ProcessBuilder("strace", "-f", "--seccomp-bpf", "-o", "/dev/null", "true")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            // then it is not installed
        }
        assumeThat(works).as("strace is installed and may trace").isTrue();
    }

    static Stream<String> experiments() {
        return Stream.of(System.getProperty("faultline.watch", "kv,zookeeper").split(","));
    }

    private List<String> trace(List<String> command) throws IOException, InterruptedException {
        Path trace = folder.resolve("trace");
        List<String> strace = List.of(
                "strace",
                "-f",
                "-qq",
                "--seccomp-bpf",
                "-e",
                HostCalls.TRACED,
                "-e",
                "signal=none",
                "-o",
                trace.toString());
        try (FaultlineProcess process = FaultlineProcess.under(strace, folder, command.toArray(String[]::new))) {
            assertThat(process.exitCode(LIMIT_SECONDS)).as(process.error()).isBetween(0, 2);
        }
        return Files.readAllLines(trace);
    }

    private HostCalls allowed() {
        String cache = System.getenv("FAULTLINE_CACHE");
        Path home = Path.of(System.getProperty("user.home"));
        HostCalls allowed = new HostCalls()
                .mayRead(System.getProperty("java.home"))
                .mayRead(home.resolve(".m2").toString())
                .mayRead(FaultlineProcess.root().toString())
                .mayWrite(folder)
                .mayWrite(cache == null ? home.resolve(".cache/faultline") : Path.of(cache));
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            allowed.mayRead(Path.of(entry).toAbsolutePath().toString());
        }
        return allowed;
    }

    @ParameterizedTest
    @MethodSource("experiments")
    void aRunTouchesTheHostNoFurtherThanStated(String experiment) throws Exception {
        // What Maven has to fetch is fetched before anybody looks.
        RunArtifacts.of(Experiments.load(experiment, Map.of()), Artifacts.ofUser(line -> {}));
        List<String> trace = trace(List.of("run", experiment, "--seed", "1", "--out", "run"));
        assertThat(Files.exists(folder.resolve("run/verdict.json"))).isTrue();
        assertThat(trace).as("calls that were seen").hasSizeGreaterThan(500);
        assertThat(allowed().beyond(trace)).isEmpty();
        assertThat(folder.resolve("tmp"))
                .as("the host's folder of temporary files")
                .isEmptyDirectory();
    }

    @Test
    void aProgramThatTriesEveryWayOutFindsNone() throws Exception {
        String classes = Path.of(Escapes.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        List<String> trace = trace(List.of(
                "doctor",
                "--main",
                Escapes.class.getName(),
                "--class-path",
                classes,
                "--time",
                "5s",
                "--out",
                "doctor"));
        try (Stream<Path> files = Files.walk(folder.resolve("doctor"))) {
            List<Path> logs =
                    files.filter(file -> file.toString().endsWith(".log")).toList();
            assertThat(logs).hasSize(3);
            for (Path log : logs) {
                assertThat(Files.readString(log))
                        .contains("preferences: value", "heap dump: java.lang.UnsupportedOperationException")
                        .contains("file in /tmp: /tmp/" + Escapes.MARK, "sound: ");
            }
        }
        assertThat(trace).noneMatch(line -> line.contains(Escapes.MARK));
        // The guard of the child JVMs is a shell.
        assertThat(allowed().mayStart("/bin/sh").beyond(trace)).isEmpty();
    }

    @Test
    void whatIsBeyondTheListIsSeen() {
        HostCalls allowed = new HostCalls().mayRead("/jdk").mayWrite(Path.of("/run"));
        assertThat(allowed.beyond(List.of(
                        "12 openat(AT_FDCWD, \"/run/events\", O_WRONLY|O_CREAT, 0666) = 5",
                        "12 openat(AT_FDCWD, \"/jdk/lib/modules\", O_RDONLY) = 5",
                        "12 readlink(\"/jdk\", 0x7f, 1023) = -1 EINVAL (Invalid argument)",
                        "12 socket(AF_INET, SOCK_STREAM, IPPROTO_IP) = 7",
                        "12 kill(31688, 0)                    = 0",
                        "12 <... clone3 resumed> => {parent_tid=[25244]}, 88) = 25244")))
                .isEmpty();
        List<String> beyond = List.of(
                "openat(AT_FDCWD, \"/elsewhere/.java/x\", O_WRONLY|O_CREAT, 0666) = 5",
                "openat(AT_FDCWD, \"/runs\", O_RDWR <unfinished ...>",
                "openat(AT_FDCWD, \"/etc/shadow\", O_RDONLY) = 5",
                "rename(\"/run/a\", \"/home/b\") = 0",
                "mkdir(\"/tmp/a\", 0777) = 0",
                "chmod(\"/home/b\", 0600) = -1 ENOENT (No such file or directory)",
                "connect(7, {sa_family=AF_INET, sin_port=htons(22)}, 16) = 0",
                "bind(7, {sa_family=AF_INET, sin_port=htons(22)}, 16) = 0",
                "kill(1, SIGKILL) = 0",
                "sendto(7, \"x\", 1, 0, NULL, 0) = 1",
                "execve(\"/bin/true\", [\"true\"], 0x7f /* 3 vars */) = 0");
        assertThat(allowed.beyond(beyond.stream().map(call -> "12 " + call).toList()))
                .isEqualTo(beyond);
    }
}
