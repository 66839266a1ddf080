package dev.faultline.experiment;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The class paths of an experiment's nodes.
 *
 * @param system of the system's nodes
 * @param standIns of the nodes beside the system, in their order
 * @param client of the client node: the client class, and what it needs
 * @param all the artifacts behind them, each once
 */
public record RunArtifacts(List<Path> system, List<List<Path>> standIns, List<Path> client, List<Artifact> all) {
    /** Copies the lists. */
    public RunArtifacts {
        system = List.copyOf(system);
        standIns = standIns.stream().map(List::copyOf).toList();
        client = List.copyOf(client);
        all = List.copyOf(all);
    }

    /**
     * Finds the files of an experiment.
     *
     * @throws ExperimentException if an artifact cannot be found
     */
    public static RunArtifacts of(Experiment experiment, Artifacts artifacts) {
        List<Artifact> all = new ArrayList<>();
        SystemSpec system = experiment.system();
        List<Path> systemPath = path(artifacts, system.artifacts(), system.classPath(), all);
        List<List<Path>> standIns = new ArrayList<>();
        for (StandIn standIn : system.standIns()) {
            standIns.add(path(artifacts, standIn.artifacts(), standIn.classPath(), all));
        }
        List<Path> client = path(
                artifacts, experiment.client().artifacts(), experiment.client().classPath(), all);
        return new RunArtifacts(
                systemPath, standIns, client, all.stream().distinct().toList());
    }

    private static List<Path> path(
            Artifacts artifacts, List<String> coordinates, List<Path> classPath, List<Artifact> all) {
        List<Artifact> found = artifacts.resolve(coordinates);
        all.addAll(found);
        List<Path> path = new ArrayList<>(classPath);
        found.forEach(artifact -> path.add(artifact.path()));
        return path;
    }
}
