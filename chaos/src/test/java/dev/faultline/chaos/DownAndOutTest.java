package dev.faultline.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.chaos.scenario.Nemesis;
import dev.faultline.chaos.simulated.SimulationInjector;
import dev.faultline.sim.Event;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.io.FileOutputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A node on which a fault makes the program give up, or might, while another fault keeps the node down. */
@Tag("agent")
class DownAndOutTest {
    private static final List<String> NODES = List.of("patient", "hasty");

    /** What became of the faults, and when the node was started, in tenths of seconds. */
    private record Outcome(List<FaultReport> reports, List<Long> starts, String processors) {
        List<String> evidence(int number) {
            return reports.get(number - 1).evidence();
        }
    }

    private static Outcome play(String node, String schedule) {
        List<Event> events = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(7))) {
            simulation.observe(events::add);
            for (String each : NODES) {
                simulation.add(spec(each));
                simulation.node(each).start();
            }
            SimulationInjector injector = new SimulationInjector(simulation);
            injector.offer((name, to) -> Optional.of(spec(name).withProcessors(5)));
            Nemesis nemesis = Nemesis.install(injector, Schedule.parse(schedule), NODES);
            simulation.run(Duration.ofSeconds(12));
            nemesis.healAll();
            List<Long> starts = events.stream()
                    .filter(event ->
                            event.name().equals("NodeStarted") && event.node().equals(node))
                    .map(event -> event.timeNanos() / 100_000_000)
                    .toList();
            return new Outcome(
                    nemesis.reports(),
                    starts,
                    String.valueOf(simulation.node(node).spec().processors()));
        }
    }

    private static NodeSpec spec(String name) {
        return NodeSpec.of(name, Program.code(() -> write(name.equals("hasty"))));
    }

    /** Writes ten times a second; ends with the first error, or goes on. */
    private static void write(boolean gaveUp) throws InterruptedException {
        while (true) {
            try (FileOutputStream file = new FileOutputStream("/log", true)) {
                file.write(new byte[5_000]);
            } catch (IOException e) {
                if (gaveUp) {
                    System.exit(3);
                }
            }
            Thread.sleep(100);
        }
    }

    @Test
    void aNodeThatWasStoppedIsNotStartedByTheEndOfAnotherFault() {
        Outcome outcome = play("patient", """
            1s full-disk patient for 3s
            2s stop patient for 5s
            """);

        assertThat(outcome.starts()).containsExactly(0L, 70L);
        assertThat(outcome.evidence(1)).noneMatch(sentence -> sentence.contains("ended by itself"));
        assertThat(outcome.reports()).allMatch(FaultReport::effective);
    }

    @Test
    void anUpgradeIsDoneAlthoughAnotherFaultEndsMeanwhile() {
        Outcome outcome = play("patient", """
            1s full-disk patient for 3s
            2s upgrade patient to build=2 for 5s
            """);

        assertThat(outcome.starts()).containsExactly(0L, 70L);
        assertThat(outcome.processors()).isEqualTo("5");
        assertThat(outcome.reports()).allMatch(FaultReport::effective);
    }

    @Test
    void aProgramThatGaveUpIsStartedWhenNothingHoldsItsNodeAnyMore() {
        Outcome outcome = play("hasty", """
            1s full-disk hasty for 3s
            2s kill hasty for 5s
            """);

        assertThat(outcome.starts()).containsExactly(0L, 70L);
        assertThat(outcome.evidence(1))
                .contains("the program on hasty ended by itself and stays down as long as another fault holds it");
        assertThat(outcome.evidence(2))
                .contains("the program on hasty, which had ended by itself before, was started again");
    }

    @Test
    void aProgramThatGaveUpIsStartedAtTheEndOfItsFaultWhereOthersAreOver() {
        Outcome outcome = play("hasty", """
            1s full-disk hasty for 5s
            2s kill hasty for 1s
            """);

        assertThat(outcome.starts()).containsExactly(0L, 60L);
    }
}
