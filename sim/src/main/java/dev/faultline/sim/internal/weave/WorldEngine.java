package dev.faultline.sim.internal.weave;

import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationEngine;
import dev.faultline.sim.SimulationOptions;
import dev.faultline.sim.internal.machine.World;
import java.util.Optional;

/** Makes simulations once the JVM has been found fit for them. */
final class WorldEngine extends SimulationEngine {
    @Override
    protected Simulation create(SimulationOptions options) {
        SelfCheck.require();
        return World.create(options);
    }

    @Override
    protected Optional<String> obstacle() {
        return World.obstacle();
    }

    static void installNew() {
        new WorldEngine().install();
    }
}
