package dev.faultline.sim.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.sim.Ending;
import dev.faultline.sim.Event;
import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Program;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same cases, in a simulated node: twice with one seed, which must give the same run, and once with another. */
@Tag("agent")
class ConformanceInSimulatorTest {
    private static final Duration TIME_MAX = Duration.ofMinutes(10);

    static List<Case> cases() {
        return Conformance.all();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void holds(Case each) throws Throwable {
        List<Event> cold = run(each, 1);
        assertThat(run(each, 1)).as("events of the second run").isEqualTo(cold);
        run(each, 2);
    }

    /** Patched classes of the JDK must do what they did before, for every other thread. */
    @ParameterizedTest
    @MethodSource("cases")
    void holdsOutsideTheSimulation(Case each) throws Exception {
        new ConformanceOnJdkTest().holds(each);
    }

    private static List<Event> run(Case each, long seed) throws Throwable {
        List<Throwable> thrown = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        List<String> finished = new ArrayList<>();
        Program program = Program.code(() -> {
            try {
                each.body().run();
                finished.add(each.name());
            } catch (Throwable e) {
                thrown.add(e);
            }
        });
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(seed))) {
            simulation.observe(events::add);
            simulation.add(NodeSpec.of("node", program)).start();
            Ending ending = simulation.run(TIME_MAX);
            if (!each.isModelled()) {
                assertThat(thrown).as("it is refused").hasSize(1);
                assertThat(simulation.unmodelledUses()).as("and listed").isNotEmpty();
                return events;
            }
            if (!thrown.isEmpty()) {
                throw thrown.getFirst();
            }
            assertThat(finished).as("seed %d ended by %s", seed, ending).containsExactly(each.name());
            assertThat(simulation.unmodelled()).isEmpty();
            return events;
        }
    }
}
