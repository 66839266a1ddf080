package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The launcher in a small clone, whose Maven counts how often it is called, and whose program says its version. */
class LauncherTest {
    private static final String MAVEN = """
        #!/bin/sh
        root=$(dirname "$0")
        echo build >> "$root/builds"
        [ ! -f "$root/slow" ] || sleep 1
        mkdir -p "$root/cli/target/faultline/lib" "$root/sim/target/classes" "$root/cli/target/classes"
        cat "$root"/*/src/main/* > "$root/cli/target/faultline/lib/faultline-cli.jar"
        cp "$root/cli/target/faultline/lib/faultline-cli.jar" "$root/cli/target/faultline/lib/other.jar"
        cat "$root/flags" > "$root/cli/target/faultline/commands.jvm"
        """;

    @TempDir
    private Path folder;

    private Path clone = Path.of("");
    private String classPath = "";

    @BeforeEach
    void makeClone() throws IOException {
        clone = Files.createDirectories(folder.resolve("a clone"));
        Path launcher = Path.of("").toAbsolutePath();
        while (!Files.isRegularFile(launcher.resolve("faultline"))) {
            launcher = launcher.getParent();
        }
        Files.copy(launcher.resolve("faultline"), clone.resolve("faultline"), StandardCopyOption.COPY_ATTRIBUTES);
        write("pom.xml", "<project/>");
        write("mvnw", MAVEN);
        write("flags", "--version");
        assertThat(clone.resolve("mvnw").toFile().setExecutable(true)).isTrue();
        write("sim/src/main/A B.java", "class A {}");
        write("cli/src/main/C.java", "class C {}");
    }

    private void write(String file, String content) throws IOException {
        Path path = clone.resolve(file);
        Files.createDirectories(path.getParent());
        Files.writeString(path, content);
    }

    private Process start() throws IOException {
        return start("");
    }

    private Process start(String jvmOptions) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(clone.resolve("faultline").toString(), "list")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment().put("FAULTLINE_JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("FAULTLINE_JVM_OPTIONS", jvmOptions);
        builder.environment().put("FAULTLINE_CLASS_PATH", classPath);
        return builder.start();
    }

    private void launch() throws Exception {
        Process process = start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("output")))
                .isZero();
    }

    private long builds() throws IOException {
        try (Stream<String> lines = Files.lines(clone.resolve("builds"))) {
            return lines.count();
        }
    }

    @Test
    void builtIsBuiltUntilAContentChanges() throws Exception {
        launch();
        launch();
        assertThat(builds()).isEqualTo(1);

        // What a copy or a cache does to time stamps.
        try (Stream<Path> files = Files.walk(clone)) {
            for (Path file : files.toList()) {
                Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
            }
        }
        launch();
        assertThat(builds()).isEqualTo(1);

        Path edited = clone.resolve("sim/src/main/A B.java");
        FileTime old = FileTime.from(Instant.parse("2001-01-01T00:00:00Z"));
        Files.writeString(edited, "class Z {}");
        Files.setLastModifiedTime(edited, old);
        Path classes = Files.writeString(clone.resolve("sim/target/classes/A.class"), "old");
        Path others = Files.writeString(clone.resolve("cli/target/classes/C.class"), "good");
        launch();
        assertThat(builds()).as("an edit, however old it looks").isEqualTo(2);
        assertThat(classes).as("what Maven would take for up to date").doesNotExist();
        assertThat(others).exists();

        Files.delete(edited);
        launch();
        assertThat(builds()).as("a deleted source").isEqualTo(3);
        Files.delete(clone.resolve("cli/target/faultline/lib/other.jar"));
        launch();
        assertThat(builds()).as("a deleted jar").isEqualTo(4);
        write("pom.xml", "<project> </project>");
        launch();
        assertThat(builds()).as("another pom").isEqualTo(5);
        assertThat(others).doesNotExist();
        launch();
        assertThat(builds()).isEqualTo(5);
    }

    @Test
    void aCopyOfABuiltCloneIsBuilt() throws Exception {
        launch();
        Path original = clone;
        Path copy = folder.resolve("its copy");
        Process cp = new ProcessBuilder("cp", "-r", original.toString(), copy.toString()).start();
        assertThat(cp.waitFor()).isZero();
        clone = copy;
        launch();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void launchersAtOnceBuildOnceAndTheLockOfADeadOneHoldsNobodyUp() throws Exception {
        write("slow", "");
        Files.createDirectories(clone.resolve("cli/target"));
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path lock = Files.createSymbolicLink(clone.resolve("cli/target/build.lock"), Path.of(gone.pid() + ""));
        List<Process> launchers = List.of(start(), start(), start());
        for (Process launcher : launchers) {
            assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(launcher.exitValue()).isZero();
        }
        assertThat(builds()).isEqualTo(1);
        assertThat(Files.exists(lock, LinkOption.NOFOLLOW_LINKS)).isFalse();
    }

    @Test
    void aBuildThatIsEndedLeavesNoLockAndIsNotTakenForOne() throws Exception {
        launch();
        write("slow", "");
        write("cli/src/main/C.java", "class D {}");
        Process launcher = start();
        Path lock = clone.resolve("cli/target/build.lock");
        while (builds() < 2) {
            Thread.sleep(10);
        }
        launcher.destroy();
        assertThat(launcher.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(launcher.exitValue()).isEqualTo(143);
        assertThat(Files.exists(lock, LinkOption.NOFOLLOW_LINKS)).isFalse();
        write("cli/src/main/C.java", "class C {}");
        launch();
        assertThat(builds()).as("the distribution may be half new").isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-Xmx2", "-XX:+NoSuchFlag", "-version", "Other", "-Xmx1g Other", "@nosuchfile"})
    void flagsThatTheJvmRefusesAreNoViolation(String jvmOptions) throws Exception {
        write("flags", "-Done.more=flag");
        Process process = start(jvmOptions);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(254);
        assertThat(Files.readString(folder.resolve("output")))
                .contains("faultline: FAULTLINE_JVM_OPTIONS: ")
                .contains(jvmOptions.substring(jvmOptions.lastIndexOf(' ') + 1));
    }

    @Test
    void flagsThatTheJvmTakesAreTaken() throws Exception {
        write("flags", "-Done.more=flag");
        Process process = start("-Xmx64m -XX:+UseSerialGC -agentlib:nosuchagent");
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("output")))
                .as("an agent is the JVM's to judge")
                .doesNotContain("FAULTLINE_JVM_OPTIONS")
                .contains("nosuchagent");
    }

    @Test
    void whatIsToBeOnTheClassPathMustBeThere() throws Exception {
        Path jar = Files.writeString(folder.resolve("format.jar"), "");
        classPath = jar.toString();
        launch();
        classPath = jar + ":" + folder.resolve("no such.jar");
        Process process = start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(254);
        assertThat(Files.readString(folder.resolve("output")))
                .contains("faultline: FAULTLINE_CLASS_PATH names '" + folder.resolve("no such.jar")
                        + "', which is not there");
        for (String unnamed : List.of(jar + ":", ":" + jar, jar + "::" + jar)) {
            classPath = unnamed;
            process = start();
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isEqualTo(254);
            assertThat(Files.readString(folder.resolve("output")))
                    .contains("faultline: FAULTLINE_CLASS_PATH has an entry without a name");
        }
    }
}
