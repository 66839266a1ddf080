package dev.faultline.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The class paths of an experiment's nodes.
 *
 * @param system of the system's nodes
 * @param client of the client node: the client class, and what it needs
 * @param all the artifacts behind both, each once
 */
public record RunArtifacts(List<Path> system, List<Path> client, List<Artifact> all) {
    /** Copies the lists. */
    public RunArtifacts {
        system = List.copyOf(system);
        client = List.copyOf(client);
        all = List.copyOf(all);
    }

    /**
     * Finds the files of an experiment.
     *
     * @throws ExperimentException if an artifact cannot be found
     */
    public static RunArtifacts of(Experiment experiment, Artifacts artifacts) {
        List<Artifact> system = artifacts.resolve(experiment.system().artifacts());
        List<Artifact> client = artifacts.resolve(experiment.client().artifacts());
        List<Path> systemPath = new ArrayList<>(experiment.system().classPath());
        system.forEach(artifact -> systemPath.add(artifact.path()));
        List<Path> clientPath = new ArrayList<>(experiment.client().classPath());
        client.forEach(artifact -> clientPath.add(artifact.path()));
        return new RunArtifacts(systemPath, clientPath, RunFiles.union(system, client));
    }
}
