package dev.faultline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.chaos.file.ScheduleFile;
import dev.faultline.chaos.scenario.Nemesis;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.chaos.simulated.SimulationInjector;
import dev.faultline.sim.Node;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Faults at the methods of two programs, and steps that begin where a method does. */
@Tag("agent")
class CodeFaultTest {
    private static final List<String> NODES = List.of("n1", "n2");

    private record Outcome(List<String> lines, List<FaultReport> reports, Schedule played, long fingerprint) {
        long count(String line) {
            return lines.stream().filter(line::equals).count();
        }
    }

    private static Outcome run(long seed, String toml) {
        return run(seed, ScheduleFile.read(toml, ScheduleFile.Format.TOML, "test"));
    }

    private static Outcome run(long seed, Scenario scenario) {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(seed))) {
            simulation.onOutput((node, line) -> lines.add(node.name() + " " + line.replaceAll("^took .*", "took")));
            NODES.forEach(name -> simulation.add(Ledger.node(name)));
            Nemesis nemesis = Nemesis.install(new SimulationInjector(simulation), scenario, NODES, seed);
            simulation.nodes().forEach(Node::start);
            simulation.run(Duration.ofSeconds(10));
            nemesis.healAll();
            return new Outcome(lines, nemesis.reports(), nemesis.played(), simulation.fingerprint());
        }
    }

    private static FaultReport only(String line) {
        Outcome outcome = run(1, Scenario.of(Schedule.parse("1s " + line)));
        assertThat(outcome.reports()).hasSize(1);
        return outcome.reports().getFirst();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "method-throw n1 of **.Ledger.add throwing java.io.IOException times 3 for 5s"
                        + " | 3 of 4 calls of dev.faultline.chaos.Ledger.add(int) on n1 threw java.io.IOException",
                "method-delay n2 of dev.**.add times 3 by constant 1s for 5s | of dev.faultline.chaos.Ledger.add(int)"
                        + " on n2 took longer",
                "method-return all of **.Ledger.name() returning null times 2 for 5s | on n2 returned null"
            })
    void aFaultShowsWhatItDid(String line, String evidence) {
        FaultReport report = only(line.replace("IOException times 3 for 5s", "IOException times 3 for 40ms"));
        assertThat(report.effective()).as(report.toString()).isTrue();
        assertThat(String.join("; ", report.evidence())).contains(evidence);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "method-throw n1 of **.Ledger.ad throwing java.io.IOException for 5s | no method **.Ledger.ad was"
                        + " called on n1; did you mean dev.faultline.chaos.Ledger.add(int)?",
                "method-throw n1 of **.Ledgar.add throwing java.io.IOException for 5s"
                        + " | no method **.Ledgar.add was called on n1; did you mean dev.faultline.chaos.Ledger?",
                "method-throw n1 of **.Ledger.add throwing org.example.Missing for 5s"
                        + " | there is no class org.example.Missing",
                "method-return n1 of **.Ledger.add returning true for 5s"
                        + " | dev.faultline.chaos.Ledger.add(int) cannot return true",
                "method-throw n1 of **.Ledger.<init> throwing java.io.IOException for 5s | no method **.Ledger.<init>"
                        + " was called on n1"
            })
    void aFaultThatNothingMetSaysWhy(String line, String why) {
        FaultReport report = only(line);
        assertThat(report.effective()).as(report.toString()).isFalse();
        assertThat(String.join("; ", report.evidence())).contains(why);
    }

    @Test
    void aProgramThatEndsBecauseOfTheFaultIsStartedAgain() {
        Outcome outcome = run(
                1,
                Scenario.of(Schedule.parse(
                        "1s method-throw n1 of **.Ledger.name throwing java.lang.Error times 1 for 2s")));
        assertThat(outcome.reports().getFirst().evidence())
                .contains("the program on n1 ended by itself and was started again");
        assertThat(outcome.count("n1 sum 1")).isEqualTo(2);
    }

    @Test
    void methodsOfTheJdkAreRefusedBeforeTheRun() {
        assertThatThrownBy(() -> only("method-delay n1 of java.io.FileOutputStream.write by constant 1s for 5s"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the classes of the JDK are shared by all nodes");
        assertThatThrownBy(() -> run(1, """
            [[step]]
            call = { before = "method", of = "java.lang.String.length" }
            fault = "kill @trigger for 1s"
            """))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no step can begin before the method java.lang.String.length");
    }

    @Test
    void aProgramIsEndedWhereAMethodBeginsAndWhereItEnds() {
        for (String side : List.of("before", "after")) {
            Outcome outcome = run(1, """
                [[step]]
                call = { %s = "method", of = "**.Ledger.add(int)", node = "n2", nth = 3 }
                fault = "kill @trigger for 20s"
                """.formatted(side));
            assertThat(outcome.reports().getFirst().fault()).isEqualTo("kill n2 for 20s");
            assertThat(outcome.count("n2 sum 2")).isEqualTo(1);
            assertThat(outcome.count("n2 sum 3")).isZero();
            assertThat(outcome.count("n1 sum 500")).isEqualTo(1);
        }
    }

    @Test
    void aRunFromWhatWasPlayedIsTheSame() {
        Outcome drawn = run(3, """
            [[step]]
            at = "1s"
            fault = "method-throw @any of **.Ledger.* throwing java.io.IOException with log 0.01..0.5 for 1s"
            [[step]]
            at = "uniform 3s..5s"
            fault = "method-delay @any of **.Ledger.* chosen 0.5 with log 0.01..0.5 by uniform 1ms 90ms for 2s"
            """);
        assertThat(drawn.reports()).hasSize(2);
        Outcome again = run(3, Scenario.of(Schedule.parse(drawn.played().toString())));
        assertThat(again).isEqualTo(drawn);
    }

    @Test
    void aPointThatNobodyComesToIsReportedWithWhatMayBeMeant() {
        Outcome outcome = run(1, """
            [[step]]
            call = { after = "method", of = "**.Ledger.adds" }
            fault = "kill @trigger for 1s"
            """);
        assertThat(outcome.reports()).hasSize(1);
        assertThat(outcome.reports().getFirst().evidence().getFirst())
                .isEqualTo("never injected: it was to be after the method **.Ledger.adds, which did not come; no method"
                        + " **.Ledger.adds was called on n1; did you mean dev.faultline.chaos.Ledger.add(int)?");
    }

    @Test
    void severalStepsMayWaitForOnePointAndOneForItAgain() {
        Outcome outcome = run(1, """
            [[step]]
            repeat = 3
            sequence = [{ wait = { call = { after = "method", of = "**.Ledger.add", node = "n1", nth = 20 } } },
                { fault = "pause @trigger for 1s" }]
            [[step]]
            call = { after = "method", of = "**.Ledger.add", node = "n1", nth = 20 }
            fault = "method-throw n1 of **.Ledger.add throwing java.io.IOException for 500ms"
            """);
        assertThat(outcome.reports()).hasSize(4).allMatch(report -> report.injectedAtNanos() > 0);
    }

    /** So that buggified code is the same code for a whole run, and other code in the next. */
    @Test
    void methodsAreChosenOnceARun() {
        int chosen = 0;
        for (int seed = 0; seed < 40; seed++) {
            Outcome outcome = run(seed, """
                [[step]]
                every = "1s"
                times = 4
                fault = "method-return n1 of **.Ledger.name returning null chosen 0.25 times 1 for 500ms"
                """);
            long struck = outcome.count("n1 named 0 null");
            assertThat(struck).isIn(0L, 4L);
            chosen += struck > 0 ? 1 : 0;
        }
        assertThat(chosen).isBetween(3, 18); // the 99 % band of the binomial distribution is 3 to 17
    }
}
