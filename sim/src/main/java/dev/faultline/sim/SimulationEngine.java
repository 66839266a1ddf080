package dev.faultline.sim;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What makes simulations in this JVM: the agent installs it. For users there is {@link Simulation#create}. */
public abstract class SimulationEngine {
    private static @Nullable SimulationEngine installed;

    /** Makes this the engine of the JVM; called by the agent, before any other code runs. */
    protected final void install() {
        installed = this;
    }

    static SimulationEngine installed() {
        if (installed == null) {
            throw new SimulationException("the agent is missing: start the JVM with -javaagent:faultline-sim.jar");
        }
        return installed;
    }

    static Optional<String> installedObstacle() {
        return installed == null ? Optional.empty() : installed.obstacle();
    }

    /** Begins a simulation, as {@link Simulation#create}. */
    protected abstract Simulation create(SimulationOptions options);

    /** Returns what {@link Simulation#obstacle} is to. */
    protected abstract Optional<String> obstacle();
}
