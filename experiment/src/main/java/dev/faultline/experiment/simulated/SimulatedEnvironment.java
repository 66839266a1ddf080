package dev.faultline.experiment.simulated;

import dev.faultline.chaos.Suitability;
import dev.faultline.chaos.simulated.SimulationLimits;
import dev.faultline.experiment.Cluster;
import dev.faultline.experiment.Environment;
import dev.faultline.experiment.Experiment;
import dev.faultline.experiment.RunOptions;
import dev.faultline.sim.Simulation;
import dev.faultline.sim.SimulationOptions;
import java.util.Optional;

/** The simulator: all that happens follows from the seed. The JVM must have the agent; see {@link Simulation}. */
public final class SimulatedEnvironment implements Environment {
    @Override
    public String name() {
        return USUAL;
    }

    @Override
    public Optional<String> obstacle() {
        return Simulation.obstacle();
    }

    @Override
    public Suitability suitability() {
        return new SimulationLimits();
    }

    @Override
    public Cluster open(Experiment experiment, long seed, RunOptions options) {
        Simulation simulation = Simulation.create(SimulationOptions.withSeed(seed)
                .withStrategy(options.strategy())
                .withPreemption(options.preemption())
                .withTurnsMax(experiment.limits().turns()));
        options.steps().ifPresent(simulation::log);
        return new SimulatedCluster(simulation);
    }
}
