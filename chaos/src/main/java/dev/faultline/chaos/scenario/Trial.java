package dev.faultline.chaos.scenario;

import dev.faultline.chaos.Fault;
import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.Scene;
import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tries a scenario out before a run: whatever will be drawn, its faults must be faults. */
final class Trial {
    private Trial() {}

    /** A scene in which every choice finds a node. */
    record Everything(List<String> nodes, Map<String, List<String>> groups) implements Scene {
        @Override
        public List<String> group(String name) {
            return groups.getOrDefault(name, List.of());
        }

        @Override
        public Optional<String> trigger() {
            return Optional.of(nodes.getFirst());
        }

        @Override
        public Optional<String> lastToPrint(String regex) {
            return Optional.of(nodes.getLast());
        }
    }

    /**
     * Returns one fault for each that the scenario may inject.
     *
     * @throws IllegalArgumentException if one is none, or a step speaks of a fault or node that is not there
     */
    static List<Fault> of(Scenario scenario, List<String> nodes) {
        scenario.groups()
                .forEach((group, members) -> members.forEach(member -> {
                    if (!nodes.contains(member)) {
                        throw new IllegalArgumentException("group " + group + " has the unknown node '" + member
                                + "'; the nodes are " + String.join(", ", nodes));
                    }
                }));
        Set<String> names = new HashSet<>();
        Steps.walk(new Step.Together(scenario.steps()), "", (path, step) -> {
            if (step instanceof Step.Break fault && !fault.name().isEmpty()) {
                names.add(fault.name());
            }
        });
        List<Fault> faults = new ArrayList<>();
        Steps.walk(new Step.Together(scenario.steps()), "", (path, step) -> {
            switch (step) {
                case Step.Break fault -> faults.add(attempt(path, fault.fault(), scenario, nodes));
                case Step.Change change -> {
                    known(path, change.name(), names);
                    faults.add(attempt(path, change.fault(), scenario, nodes));
                }
                case Step.Heal heal -> known(path, heal.name(), names);
                default -> {}
            }
        });
        return faults;
    }

    private static void known(String path, String name, Set<String> names) {
        if (!names.contains(name)) {
            throw new IllegalArgumentException("step " + path + " speaks of '" + name + "', and no fault has that name"
                    + (names.isEmpty() ? "" : "; there are " + String.join(", ", names)));
        }
    }

    private static Fault attempt(String path, FaultTemplate template, Scenario scenario, List<String> nodes) {
        Scene scene = new Everything(nodes, scenario.groups());
        try {
            template.check(scene);
            Fault fault = template.draw(new Rng(0), scene);
            fault.requireNodes(nodes);
            return fault;
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("step " + path + " (" + template + "): " + e.getMessage(), e);
        }
    }
}
