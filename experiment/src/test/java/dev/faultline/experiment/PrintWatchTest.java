package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Lines that nodes print are looked at. */
class PrintWatchTest {
    private static final String TALKER = """
        name = "talker"
        [system]
        class-path = ["CLASSES"]
        nodes = ["n1", "n2"]
        main = "dev.faultline.experiment.Servers$Talker"
        arguments = [WHAT]
        [client]
        class = "none"
        [workload]
        duration = "5s"
        [check]
        never-printed = [PATTERNS]
        """;

    @TempDir
    private Path folder;

    private static String talker(String what, String patterns) {
        return TALKER.replace("WHAT", what).replace("PATTERNS", patterns);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        "term (3) of 4" | "(3)"                                          | VIOLATION
        "term (3) of 4" | "absent", {regex = "of \\\\d+ 3$"}               | VIOLATION
        "term (3) of 4" | {regex = "^term .\\\\d. of \\\\d+ 2"}              | VIOLATION
        "term (3) of 4" | "term (4)", "Term (3)", "term . of"             | VALID
        "term (3) of 4" | {regex = "term 3"}                              | VALID
                        | "anything"                                      | UNKNOWN
        """)
    void whatNobodyMayPrintIsAViolation(String what, String patterns, String kind) {
        RunResult result = Trials.run(talker(what == null ? "" : what, patterns), 1);

        assertThat(result.verdict().kind().name()).isEqualTo(kind);
        assertThat(result.printed().isPresent()).isEqualTo(kind.equals("VIOLATION"));
    }

    @Test
    void theLineItsNodeItsTimeAndItsEventAreNamed() throws Exception {
        RunResult result = Trials.run(
                talker("\"disk\"", "\"disk 2\""), 1, RunOptions.standard().into(folder.resolve("run")));

        PrintedLine printed = result.printed().orElseThrow();
        assertThat(printed.line()).isEqualTo("disk 2");
        assertThat(printed.node()).isIn("n1", "n2");
        assertThat(printed.atNanos()).isBetween(2_000_000_000L, 2_400_000_000L);
        assertThat(result.verdict().sentence())
                .isEqualTo(printed.node() + " printed \"disk 2\" at " + Texts.seconds(printed.atNanos()) + " s, event "
                        + printed.event() + ", where [check] has never-printed \"disk 2\"");
        List<String> events = Files.readAllLines(folder.resolve("run").resolve("events.ndjson"));
        assertThat(events.get((int) printed.event()))
                .contains("\"LinePrinted\"", "\"node\":\"" + printed.node() + "\"", "\"line\":\"disk 2\"", "\"main\"");
        assertThat(RunAudit.of(folder.resolve("run")).faults()).isEmpty();
    }

    @Test
    void aLineThatNobodyEndedIsOne() throws Exception {
        RunResult result = Trials.run(
                talker("\"waiting...\"", "\"waiting\""),
                1,
                RunOptions.standard().into(folder.resolve("run")));

        PrintedLine printed = result.printed().orElseThrow();
        assertThat(printed.line()).startsWith("waiting.....");
        assertThat(folder.resolve("run/logs/" + printed.node() + ".log"))
                .content()
                .contains("waiting.....");
        assertThat(RunAudit.of(folder.resolve("run")).faults()).isEmpty();
    }

    @Test
    void theRunStopsThereIfItIsToldTo() {
        RunResult result = Trials.run(
                talker("\"disk\"", "\"disk 2\""), 1, RunOptions.standard().with(AtViolation.STOP));

        assertThat(result.stoppedAtViolation()).isTrue();
        assertThat(result.counts().virtualNanos())
                .isEqualTo(result.printed().orElseThrow().atNanos());
        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.VIOLATION);
    }

    @Test
    void withoutPatternsARunWithoutClientShowsNothing() {
        String toml = talker("\"disk\"", "").replaceAll("(?s)\\[check].*", "");

        assertThat(Trials.run(toml, 1).verdict().kind()).isEqualTo(RunResult.Kind.UNKNOWN);
    }
}
