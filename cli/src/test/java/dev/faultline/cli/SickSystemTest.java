package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Ways in which a system does not come up or does not answer: none of them may look as if it had been tested.
 *
 * <p>{@code run} is shown all of them; the commands that start JVMs of their own are shown some, and all with {@code
 * -Dfaultline.sick=all}.
 */
class SickSystemTest {
    private static final String SYSTEM = SickSystem.class.getName();
    private static final String LINES = "dev.faultline.workload.LineClient";

    private static final Set<String> SHOWN_TO_ALL = Set.of("no-main", "no-client", "deadlock", "silent", "one-gone");

    @TempDir
    private Path folder;

    private Path file(String sickness, String main, String client) throws Exception {
        String classes = Path.of(SickSystem.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toURI())
                .toString();
        return Files.writeString(folder.resolve("sick.toml"), """
            name = "sick"
            [system]
            class-path = ["%s"]
            nodes = { count = 3, prefix = "n" }
            main = "%s"
            arguments = ["%s", "${node.name}"]
            [client]
            class = "%s"
            class-path = ["%s"]
            artifacts = ["faultline:workload"]
            settings = { port = 7000 }
            [workload]
            clients = 2
            keys = 1
            rate = 20
            duration = "1500ms"
            operation-timeout = "300ms"
            [check]
            recovers-within = "1s"
            [limits]
            time = "6s"
            """.formatted(classes, main, sickness, client, classes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no-main|no.such.Main|" + LINES + "|254|system.main: there is no class no.such.Main",
                "no-client|dev.faultline.cli.SickSystem|no.such.Client|254|client.class: there is no class"
                        + " no.such.Client",
                "exception|dev.faultline.cli.SickSystem|" + LINES
                        + "|2|no fault had touched it: main threw java.lang.IllegalStateException: no configuration",
                "exit-0|dev.faultline.cli.SickSystem|" + LINES + "|2|n1 exited with status 0",
                "exit-1|dev.faultline.cli.SickSystem|" + LINES + "|2|n1 exited with status 1",
                "port-in-use|dev.faultline.cli.SickSystem|" + LINES + "|2|main threw java.net.BindException",
                "deadlock|dev.faultline.cli.SickSystem|" + LINES
                        + "|2|n1 listens nowhere, and is deadlocked: \"two\", \"one\"",
                "busy-loop|dev.faultline.cli.SickSystem|" + LINES + "|2|its thread main is in a busy loop",
                "refuses|dev.faultline.cli.SickSystem|" + LINES + "|2|was answered ok; clients were told: 'n",
                "silent|dev.faultline.cli.SickSystem|" + LINES + "|2|Read timed out",
                "one-gone|dev.faultline.cli.SickSystem|" + LINES + "|2|n2 exited with status 1",
                "healthy|dev.faultline.cli.SickSystem|dev.faultline.cli.SickSystem$Throwing|2|IllegalStateException:"
                        + " no idea"
            })
    void noCommandTakesASickSystemForATestedOne(String sickness, String main, String client, int exitCode, String words)
            throws Exception {
        String file = file(sickness, main, client).toString();
        List<List<String>> commands = new ArrayList<>();
        commands.add(List.of("run", file, "--out", folder.resolve("run").toString()));
        if (SHOWN_TO_ALL.contains(sickness) || Objects.equals(System.getProperty("faultline.sick"), "all")) {
            commands.add(List.of("hunt", file, "--seeds", "1..1", "--jobs", "1", "--out", folder.toString()));
            commands.add(List.of("verify", file, "--seeds", "1..1"));
            commands.add(List.of("doctor", file));
        }
        List<String> wrong = new ArrayList<>();
        for (List<String> command : commands) {
            CommandOutcome outcome = CommandOutcome.of(command.toArray(String[]::new));
            String said = outcome.out() + outcome.error();
            if (outcome.exitCode() != exitCode || !said.contains(words) || said.matches("(?s).*\\bVALID -.*")) {
                wrong.add(command.getFirst() + " ended with " + outcome.exitCode() + ":\n" + said);
            }
        }

        assertThat(wrong).isEmpty();
    }

    /** A loop in the JDK's code cannot be stopped, so that its JVM is of no more use. */
    @Test
    void aHuntGoesOnInAnotherJvmAfterARunThatFroze() throws Exception {
        assumeTrue(
                Objects.equals(System.getProperty("faultline.sick"), "all"),
                "waits for the watchdog, 30 s for each run: -Dfaultline.sick=all");
        String file = file("frozen", SYSTEM, LINES).toString();

        CommandOutcome hunt = CommandOutcome.of(
                "hunt", file, "--seeds", "1..2", "--jobs", "1", "--keep-going", "--keep-runs", "none", "--verbose");
        assertThat(hunt.error()).containsPattern("(?s)busy loop.*busy loop");
        assertThat(hunt.out()).contains("2 unknown, 0 errors");
        CommandOutcome doctor = CommandOutcome.of("doctor", file);
        assertThat(doctor.out()).contains("busy loop").doesNotContain("no further simulation");
    }

    @Test
    void aSystemThatAnswersIsTested() throws Exception {
        String file = file("healthy", SYSTEM, LINES).toString();

        CommandOutcome outcome =
                CommandOutcome.of("run", file, "--out", folder.resolve("run").toString());

        assertThat(outcome.out()).contains("sick seed 1: VALID");
        assertThat(outcome.exitCode()).isZero();
    }
}
