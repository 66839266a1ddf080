package dev.faultline.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.chaos.scenario.Nemesis;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.chaos.simulated.SimulationInjector;
import dev.faultline.sim.Node;
import dev.faultline.sim.NodeLimits;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The heap of one of two programs that make a page of 10,000 bytes every 10 ms. */
@Tag("agent")
class MemoryLimitTest {
    private static final List<String> NODES = List.of("n1", "n2");

    private record Outcome(List<String> lines, FaultReport report, NodeLimits limits, long fingerprint) {
        long count(String line) {
            return lines.stream().filter(each -> each.startsWith(line)).count();
        }
    }

    private static Outcome run(String fault) {
        List<String> lines = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> lines.add(node.name() + " " + line));
            NODES.forEach(name -> simulation.add(Ledger.node(name)));
            Nemesis nemesis = Nemesis.install(
                    new SimulationInjector(simulation), Scenario.of(Schedule.parse("1s " + fault)), NODES, 1);
            simulation.nodes().forEach(Node::start);
            simulation.run(Duration.ofSeconds(10));
            nemesis.healAll();
            assertThat(nemesis.reports()).hasSize(1);
            return new Outcome(
                    lines, nemesis.reports().getFirst(), simulation.node("n1").limits(), simulation.fingerprint());
        }
    }

    @Test
    void onlyTheNodeIsStruckAndOnlyForThatTime() {
        Outcome outcome = run("memory-limit n1 to 100KB lifetime ever for 4s");
        assertThat(outcome.count("n2 page")).isBetween(990L, 1_000L);
        assertThat(outcome.count("n2 short")).isZero();
        assertThat(outcome.count("n1 short")).isBetween(350L, 400L);
        assertThat(outcome.count("n1 page")).isBetween(600L, 612L);
        assertThat(outcome.report().effective()).isTrue();
        assertThat(outcome.report().evidence().getFirst())
                .matches("[0-9]+ of [0-9]+ allocations by the code of n1 were refused, the first of 10000 bytes at"
                        + " dev.faultline.chaos.Ledger.main\\(Ledger.java:[0-9]+\\)");
        assertThat(outcome.report().evidence().get(1)).isEqualTo("at most 100000 of 102400 bytes were in use");
        assertThat(outcome.limits()).isEqualTo(NodeLimits.NONE);
    }

    @Test
    void aLimitThatIsNotReachedSaysHowMuchWasInUse() {
        Outcome outcome = run("memory-limit n1 to 1MB lifetime 100ms for 4s");
        assertThat(outcome.count("n1 short")).isZero();
        assertThat(outcome.report().effective()).isFalse();
        assertThat(outcome.report().evidence())
                .satisfiesExactly(
                        first -> assertThat(first).matches("0 of [0-9]+ allocations by the code of n1 were refused"),
                        second -> assertThat(second).matches("at most 1[01]0000 of 1048576 bytes were in use"));
    }

    @Test
    void aRunIsTheSameAgain() {
        String fault = "memory-limit all to 256KB lifetime 500ms for 6s";
        assertThat(run(fault)).isEqualTo(run(fault));
    }

    @Test
    void nodesThatRunAlreadyCannotBeMadeReady() {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.add(Ledger.node("n1")).start();
            Schedule schedule = Schedule.parse("1s memory-limit n1 to 1MB for 4s");
            assertThatThrownBy(() -> Nemesis.install(new SimulationInjector(simulation), schedule, List.of("n1")))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("node n1 runs");
        }
    }

    @Test
    void rangesAreChecked() {
        assertThatThrownBy(() -> Fault.parse("memory-limit n1 to 1025GB for 1s"))
                .hasMessageContaining("the limit is from 0B to 1024GB, was 1025GB");
        assertThatThrownBy(() -> Fault.parse("memory-limit n1 to 1MB lifetime 10ns for 1s"))
                .hasMessageContaining("a lifetime is from 1us to 100 days, or ever; was 10ns");
        assertThat(Fault.parse("memory-limit n1 to 1024KB lifetime ever for 1s"))
                .hasToString("memory-limit n1 to 1MB lifetime ever for 1s");
        assertThat(Fault.parse("memory-limit n1,n2 to 64MB lifetime 1s for 1s"))
                .hasToString("memory-limit n1,n2 to 64MB for 1s");
    }
}
