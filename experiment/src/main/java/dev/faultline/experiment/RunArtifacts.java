package dev.faultline.experiment;

import dev.faultline.chaos.Fault;
import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.ProcessFault;
import dev.faultline.chaos.Suitability;
import dev.faultline.chaos.file.Surroundings;
import dev.faultline.experiment.SystemSpec.SystemNode;
import dev.faultline.sim.NodeSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The class paths of an experiment's nodes.
 *
 * @param system of the system's nodes
 * @param standIns of the nodes beside the system, in their order
 * @param client of the client node: the client class, and what it needs
 * @param upgrades what the nodes are upgraded to, by the options that are other then
 * @param all the files behind them, and those on the class path of the tool, each once
 */
public record RunArtifacts(
        List<Path> system,
        List<List<Path>> standIns,
        List<Path> client,
        Map<Map<String, String>, Upgraded> upgrades,
        List<Artifact> all) {
    /**
     * The system as it is after an upgrade.
     *
     * @param nodes of it
     * @param classPath of each
     */
    record Upgraded(List<SystemNode> nodes, List<Path> classPath) {}

    /** Copies the lists. */
    public RunArtifacts {
        system = List.copyOf(system);
        standIns = standIns.stream().map(List::copyOf).toList();
        client = List.copyOf(client);
        upgrades = Collections.unmodifiableMap(new LinkedHashMap<>(upgrades));
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
        Map<Map<String, String>, Upgraded> upgrades = upgrades(experiment, artifacts, all);
        all.addAll(ToolClassPath.artifacts());
        return new RunArtifacts(
                systemPath, standIns, client, upgrades, all.stream().distinct().toList());
    }

    /** Finds what the faults of the experiment upgrade nodes to; what is not there is told with the place of the fault. */
    private static Map<Map<String, String>, Upgraded> upgrades(
            Experiment experiment, Artifacts artifacts, List<Artifact> all) {
        Map<Map<String, String>, Upgraded> upgrades = new LinkedHashMap<>();
        look(experiment, new Suitability() {
            @Override
            public void require(FaultTemplate template, Fault fault) {
                if (fault instanceof ProcessFault.Upgrade upgrade && !upgrades.containsKey(upgrade.to())) {
                    try {
                        SystemSpec other = experiment.setups().with(upgrade.to());
                        List<Path> path = path(artifacts, other.artifacts(), other.classPath(), all);
                        upgrades.put(upgrade.to(), new Upgraded(other.nodes(), path));
                    } catch (ExperimentException e) {
                        throw template.wrong(
                                "to", String.valueOf(e.getMessage()).replace("\n", "; "));
                    }
                }
            }
        });
        return upgrades;
    }

    /**
     * Looks at each fault of the schedule, if there is one; what does not suit is told at its place in the file that the user
     * has written.
     */
    private static void look(Experiment experiment, Suitability suits) {
        Optional<ScheduleText> schedule = experiment.faults().schedule();
        if (schedule.isEmpty()) {
            return;
        }
        Surroundings surroundings = experiment.surroundings();
        if (reader(experiment).readSchedule(surroundings).equals(schedule)) {
            reader(experiment).readSchedule(surroundings.with(suits));
        } else {
            schedule.get().scenario(surroundings.with(suits));
        }
    }

    private static ExperimentReader reader(Experiment experiment) {
        return new ExperimentReader(experiment.source(), experiment.text(), Path.of(""), experiment.optionValues());
    }

    /** Returns what the node is made from where the options have these values; empty if that was not prepared. */
    Optional<NodeSpec> upgraded(String node, Map<String, String> to) {
        return Optional.ofNullable(upgrades.get(to))
                .flatMap(other -> other.nodes().stream()
                        .filter(each -> each.name().equals(node))
                        .findFirst()
                        .map(each -> each.toNodeSpec(other.classPath())));
    }

    private static List<Path> path(
            Artifacts artifacts, List<String> coordinates, List<Path> classPath, List<Artifact> all) {
        List<Artifact> found = artifacts.resolve(coordinates);
        Map<Path, Artifact> known = new HashMap<>();
        found.forEach(artifact -> known.put(artifact.path(), artifact));
        List<Path> path = new ArrayList<>(classPath);
        found.forEach(artifact -> path.add(artifact.path()));
        for (Path searched : NodeSpec.searchPath(path)) {
            Artifact artifact = known.get(searched);
            all.add(artifact == null ? Artifact.ofFile(searched) : artifact);
        }
        return path;
    }
}
