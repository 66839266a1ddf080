package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Programs with planted leaks: verify names the cause, and the place. */
class LeakTest {
    @TempDir
    private Path folder;

    private String verify(Class<?> main, String... classPath) throws Exception {
        CommandOutcome outcome = verified(main, classPath);
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.error()).isEqualTo(1);
        return outcome.out();
    }

    private CommandOutcome verified(Class<?> main, String... classPath) throws Exception {
        StringBuilder entries = new StringBuilder("\"" + testClasses() + "\"");
        for (String entry : classPath) {
            entries.append(", \"").append(entry).append('"');
        }
        Path file = folder.resolve("leak.toml");
        Files.writeString(file, """
            name = "leak"
            [system]
            class-path = [%s]
            nodes = ["n1"]
            main = "%s"
            [client]
            class = "none"
            [workload]
            duration = "5s"
            """.formatted(entries, main.getName()));
        return CommandOutcome.of("verify", file.toString(), "--seeds", "1..1");
    }

    /** Programs that have done all they do say little about a run that does more, which verify says. */
    private static void isIdentical(CommandOutcome outcome) {
        assertThat(outcome.out()).contains("seed 1: identical", "n1 exited with status 0");
        assertThat(outcome.exitCode()).as(outcome.out() + outcome.error()).isEqualTo(2);
    }

    private static String testClasses() throws Exception {
        return Path.of(LeakTest.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
    }

    @Test
    void aCounterInARegistryOfTheJdkIsStateThatTheJvmKeeps() throws Exception {
        assertThat(verify(Leaks.Counter.class))
                .contains("likely cause: once-per-JVM state")
                .contains("fresh JVMs agree")
                .contains("prints: run 1", "prints: run 4")
                .contains(Leaks.Counter.class.getName() + ".main(Leaks.java:");
    }

    @Test
    void aSleepOfALengthThatTheHostsClockGaveIsRealTime() throws Exception {
        assertThat(verify(Patients.Leaking.class))
                .contains("likely cause: real time", "between the first runs of two fresh JVMs")
                .contains(Patients.Leaking.class.getName() + ".main(Patients.java:");
    }

    @Test
    void aFileOfTheHostIsNamed() throws Exception {
        assertThat(verify(Leaks.HostFile.class, "/proc/sys/kernel/random"))
                .contains("likely cause: a file of the host", "[system.files]")
                .contains(Leaks.HostFile.class.getName() + ".main(Leaks.java:");
    }

    /** The first run of a JVM has the JDK link classes and make others, which draws hash codes and counts names. */
    @Test
    void hashCodesAndNamesOfGeneratedClassesDoNotLeak() throws Exception {
        CommandOutcome outcome = verified(Leaks.HashCodes.class);
        isIdentical(outcome);
    }

    /** Each JVM draws the order of immutable collections, and may compile it before an agent can change it. */
    @Test
    void theOrderOfImmutableCollectionsDoesNotLeak() throws Exception {
        CommandOutcome outcome = verified(Leaks.Orders.class);
        isIdentical(outcome);
    }
}
