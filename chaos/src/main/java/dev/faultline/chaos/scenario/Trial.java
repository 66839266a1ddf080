package dev.faultline.chaos.scenario;

import dev.faultline.chaos.Fault;
import dev.faultline.chaos.FaultTemplate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tries a scenario out before a run: whatever will be drawn, its faults must be faults. */
final class Trial {
    private Trial() {}

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
                case Step.Rolling rolling -> faults.add(attempt(path, rolling.fault(), scenario, nodes));
                case Step.Wait(Moment.Call call) -> there(path, call.point().nodes(), nodes);
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

    private static void there(String path, List<String> named, List<String> nodes) {
        for (String node : Fault.expand(named, nodes)) {
            if (!nodes.contains(node)) {
                throw new IllegalArgumentException("step " + path + " waits for a call of the unknown node '" + node
                        + "'; the nodes are " + String.join(", ", nodes));
            }
        }
    }

    private static Fault attempt(String path, FaultTemplate template, Scenario scenario, List<String> nodes) {
        try {
            return template.check(nodes, scenario.groups());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("step " + path + " (" + template + "): " + e.getMessage(), e);
        }
    }
}
