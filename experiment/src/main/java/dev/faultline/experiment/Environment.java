package dev.faultline.experiment;

import dev.faultline.chaos.Suitability;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;

/**
 * Where the nodes of runs run. A run is made of the same experiment, faults and checks in every environment; what differs
 * is what time is, how much follows from the seed, and which faults can be carried out.
 *
 * <p>An environment is a service: a module that brings one names its class in {@code META-INF/services}, and whoever has
 * the module on the class path can choose it by name. It must have a public constructor without parameters.
 */
public interface Environment {
    /** The name of the environment in which runs are made unless another is asked for: the simulator. */
    String USUAL = "sim";

    /** Returns the word by which it is chosen. */
    String name();

    /** Returns why no run can be made in this JVM, now; empty if one can. */
    Optional<String> obstacle();

    /** Returns what a schedule must suit to be played here, whatever the experiment. */
    Suitability suitability();

    /**
     * Opens an empty cluster for one run.
     *
     * @throws ExperimentException if the experiment or one of the options asks for what there is not in this environment
     */
    Cluster open(Experiment experiment, long seed, RunOptions options);

    /**
     * Returns the environment of this name.
     *
     * @throws ExperimentException if there is none; the message names those that there are
     */
    static Environment named(String name) {
        TreeMap<String, Environment> found = new TreeMap<>();
        try {
            ServiceLoader.load(Environment.class, Environment.class.getClassLoader())
                    .forEach(each -> found.put(each.name(), each));
        } catch (ServiceConfigurationError e) {
            throw new ExperimentException("an environment cannot be loaded: " + e.getMessage());
        }
        Environment environment = found.get(name);
        if (environment == null) {
            throw new ExperimentException(
                    "there is no environment '" + name + "', there is " + String.join(", ", found.keySet()));
        }
        return environment;
    }
}
