package dev.faultline.experiment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.FaultReport;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs that end by themselves are started again, and those that a fault ends are the fault's. */
class SupervisorTest {
    private static final String MORTAL = """
        name = "mortal"
        [system]
        class-path = ["CLASSES"]
        nodes = ["n1", "n2"]
        main = "dev.faultline.experiment.Servers$Mortal"
        arguments = ["HOW", "${node.name}"]
        RESTART
        [client]
        class = "dev.faultline.workload.LineClient"
        artifacts = ["faultline:workload"]
        settings = { port = 7000 }
        [workload]
        clients = 2
        keys = 1
        duration = "20s"
        reads = 100
        writes = 0
        operation-timeout = "500ms"
        FAULTS
        """;

    @TempDir
    private Path folder;

    private static String mortal(String how, String restart, String faults) {
        return MORTAL.replace("HOW", how).replace("RESTART", restart).replace("FAULTS", faults);
    }

    private static String onExit(String delay) {
        return "restart = \"on-exit\"\nrestart-delay = \"" + delay + "\"";
    }

    @ParameterizedTest
    @CsvSource({"exit,exited with status 7", "throw,lost its main thread by java.lang.IllegalStateException: had enough"
    })
    void aProgramIsStartedAgainSoLongAfterItsEnd(String how, String why) throws Exception {
        String toml = mortal(how, onExit("700ms"), "");
        RunResult result = Trials.run(toml, 1, RunOptions.standard().into(folder.resolve("run")));

        assertThat(result.restarts()).hasSizeGreaterThan(4);
        assertThat(result.restarts()).extracting(Restart::node).contains("n1", "n2");
        assertThat(result.restarts()).allSatisfy(restart -> {
            assertThat(restart.why()).isEqualTo(why);
            assertThat(restart.startedNanos() - restart.endedNanos()).isBetween(700_000_000L, 701_000_000L);
        });
        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.UNKNOWN);
        assertThat(result.verdict().sentence()).contains(" is in a crash loop, it ended by itself ");
        List<String> events = Files.readAllLines(folder.resolve("run").resolve("events.ndjson"));
        assertThat(events)
                .filteredOn(line -> line.contains("\"NodeRestarted\""))
                .hasSameSizeAs(result.restarts());
        assertThat(RunAudit.of(folder.resolve("run")).faults()).isEmpty();
        assertThat(Trials.run(toml, 1).fingerprint()).isEqualTo(result.fingerprint());
    }

    @Test
    void theDelayGrowsUpToItsLimitAndBeginsAnewAfterALongLife() {
        BackOff backOff = new BackOff(Duration.ofMillis(100), 1.5, Duration.ofMillis(300), Duration.ofSeconds(5));
        assertThat(IntStream.range(0, 5).mapToObj(backOff::after))
                .extracting(Duration::toNanos)
                .containsExactly(100_000_000L, 150_000_000L, 225_000_000L, 300_000_000L, 300_000_000L);

        String grows = "\nrestart-factor = 2\nrestart-delay-max = \"500ms\"\nrestart-reset = ";
        List<Long> delays = delays(onExit("100ms") + grows + "\"1m\"");
        assertThat(delays.subList(0, 4)).containsExactly(100L, 200L, 400L, 500L);
        assertThat(delays.subList(4, delays.size())).containsOnly(500L);
        assertThat(delays(onExit("100ms") + grows + "\"1ms\"")).containsOnly(100L);
    }

    /** Returns the delays of the restarts of n1, in milliseconds. */
    private static List<Long> delays(String restart) {
        return Trials.run(mortal("exit", restart, ""), 1).restarts().stream()
                .filter(each -> each.node().equals("n1"))
                .map(each -> (each.startedNanos() - each.endedNanos()) / 1_000_000)
                .toList();
    }

    @Test
    void withoutItAProgramStaysDeadWhenTheFaultsAreOverToo() throws Exception {
        RunResult result =
                Trials.run(mortal("exit", "", ""), 1, RunOptions.standard().into(folder.resolve("run")));

        assertThat(result.restarts()).isEmpty();
        assertThat(Files.readAllLines(folder.resolve("run").resolve("events.ndjson")))
                .filteredOn(line -> line.contains("\"NodeStarted\"") && !line.contains("\"client\""))
                .as("starts of the two servers")
                .hasSize(2);
        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.UNKNOWN);
        assertThat(result.verdict().sentence()).contains("exited with status 7", "no fault had touched it");
    }

    @Test
    void whatAFaultTookDownTheFaultBringsUpAgain() {
        String faults = """
            [faults]
            kinds = ["kill", "power-loss", "pause"]
            first = "2s"
            heal = "4s"
            interval = "1s"
            duration-min = "1s"
            duration-max = "3s"
            down-max = 2
            """;
        int restarts = 0;
        for (long seed = 1; seed <= 6; seed++) {
            RunResult result = Trials.run(mortal("exit", onExit("300ms"), faults), seed);
            restarts += result.restarts().size();
            for (Restart restart : result.restarts()) {
                assertThat(result.faults()).as("seed %d, %s", seed, restart).noneMatch(fault -> holds(fault, restart));
            }
            assertThat(result.faults())
                    .as("seed %d", seed)
                    .noneMatch(fault -> fault.evidence().toString().contains("started by something else"));
        }
        assertThat(restarts).isGreaterThan(10);
    }

    @Test
    void aNodeThatAFaultBrokeForGoodHasNotRecoveredHoweverOftenItIsStarted() {
        String faults = """
            [faults]
            kinds = ["kill"]
            first = "2s"
            heal = "4s"
            at-least = 1
            """;
        RunResult result = Trials.run(mortal("exit", onExit("300ms"), faults).replace("$Mortal", "$Once"), 1);

        assertThat(result.verdict().kind()).isEqualTo(RunResult.Kind.VIOLATION);
        assertThat(result.verdict().ground()).isEqualTo(RunResult.Ground.RECOVERY);
        assertThat(result.verdict().sentence())
                .startsWith("Not recovered: ")
                .contains("main threw java.io.EOFException: the log is cut");
        assertThat(result.ends()).hasSizeGreaterThan(20);
        assertThat(NodeEnd.sentences(result.ends()))
                .hasSizeLessThan(10)
                .anyMatch(end -> end.contains(" in the same way "));
    }

    private static boolean holds(FaultReport fault, Restart restart) {
        return fault.fault().toString().contains(restart.node())
                && fault.injectedAtNanos() <= restart.startedNanos()
                && restart.startedNanos() < fault.healedAtNanos();
    }
}
