package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.Field;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a process has in memory is seen from outside, and nothing changes by that. */
@Tag("agent")
class NodeMemoryTest {
    private static final String MADE = MemoryProgram.class.getName() + "$Made";
    private static final String LATE = MemoryProgram.class.getName() + "$Late";

    private static String newest(Node node) {
        return node.memory()
                .newest(MADE)
                .map(object -> {
                    try {
                        Class<?> type = object.getClass();
                        Field number =
                                (type.getName().equals(MADE) ? type : type.getSuperclass()).getDeclaredField("number");
                        number.setAccessible(true);
                        return type.getSimpleName() + number.getInt(object);
                    } catch (ReflectiveOperationException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .orElse("none");
    }

    private static Node add(Simulation simulation) {
        return simulation.add(NodeSpec.of("n", Program.main(MemoryProgram.class.getName()))
                .withClassPath(List.of(OneNode.testClasses())));
    }

    @Test
    void theObjectThatWasMadeLastIsKnownAsLongAsItsProcessRuns() {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            Node node = add(simulation);
            node.memory().prepare(MADE);
            seen.add(newest(node));
            node.start();
            for (int second = 0; second < 3; second++) {
                simulation.run(Duration.ofMillis(900));
                seen.add(newest(node) + " " + node.memory().initialized(LATE).isPresent());
            }
            node.kill();
            seen.add(newest(node) + " " + node.memory().initialized(LATE).isPresent());
            node.start();
            seen.add(newest(node));
            simulation.run(Duration.ofMillis(500));
            seen.add(newest(node));
            assertThatIllegalStateException().isThrownBy(() -> node.memory().prepare(LATE));
        }

        assertThat(seen)
                .containsExactly("none", "Made1 false", "Made2 false", "Below3 true", "none false", "none", "Made1");
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 1})
    void theRunIsTheSame(double callSites) {
        Preemption preemption = new Preemption(0, callSites, callSites / 2);
        assertThat(fingerprint(preemption, true)).isEqualTo(fingerprint(preemption, false));
    }

    private static long fingerprint(Preemption preemption, boolean looks) {
        try (Simulation simulation =
                Simulation.create(SimulationOptions.withSeed(1).withPreemption(preemption))) {
            Node node = add(simulation);
            if (looks) {
                node.memory().prepare(MADE);
            }
            node.start();
            simulation.run(Duration.ofSeconds(5), () -> looks && newest(node).equals("never"));
            return simulation.fingerprint();
        }
    }
}
