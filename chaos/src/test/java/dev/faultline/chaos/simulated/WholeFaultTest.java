package dev.faultline.chaos.simulated;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Fault;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is told of a fault that goes wrong itself. */
class WholeFaultTest {
    private static final List<String> NODES = List.of("n1");

    @Test
    void whatGoesWrongIsToldWithTheFaultAndItsNode() {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            Injection broken = new Injection() {
                @Override
                public void inject() {
                    throw new IllegalArgumentException("byte 7 is not there");
                }

                @Override
                public Evidence heal() {
                    throw new NullPointerException();
                }
            };
            Injection fault = new WholeFault(
                    Fault.parse("truncate all of /data by 1B"),
                    NODES,
                    new Downtime(simulation),
                    new Together(Map.of("n1", broken)));

            assertThatThrownBy(fault::inject)
                    .hasMessage("fault 'truncate all of /data by 1B' could not begin: on n1:"
                            + " java.lang.IllegalArgumentException: byte 7 is not there");
            assertThatThrownBy(fault::heal)
                    .hasMessage("fault 'truncate all of /data by 1B' could not be undone: on n1:"
                            + " java.lang.NullPointerException");
        }
    }
}
