package dev.faultline.chaos.scenario;

import dev.faultline.chaos.Fault;
import dev.faultline.chaos.FaultTemplate;
import dev.faultline.chaos.MessagePoint;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Tries a scenario out before a run: whatever will be drawn, its faults must be faults. */
final class Trial {
    private Trial() {}

    /**
     * Returns one fault for each that the scenario may inject.
     *
     * @param nodes that faults may touch
     * @param there all nodes that there are: links, messages and events may be theirs; empty if not known
     * @throws IllegalArgumentException if one is none, or a step speaks of a fault or node that is not there
     */
    static List<Fault> of(Scenario scenario, List<String> nodes, List<String> there) {
        scenario.groups()
                .forEach((group, members) -> members.forEach(member -> {
                    if (!nodes.contains(member)) {
                        throw new IllegalArgumentException("group " + group + " has the unknown node '" + member
                                + "'; the nodes are " + String.join(", ", nodes));
                    }
                }));
        scenario.astray().stream().findFirst().ifPresent(fault -> {
            throw new IllegalArgumentException(
                    "'" + fault + "': " + fault.wrongTrigger().problem());
        });
        Set<String> names = new HashSet<>();
        Steps.walk(new Step.Together(scenario.steps()), "", (path, step) -> {
            if (step instanceof Step.Break fault && !fault.name().isEmpty()) {
                names.add(fault.name());
            }
        });
        List<Fault> faults = new ArrayList<>();
        Steps.walk(new Step.Together(scenario.steps()), "", (path, step) -> {
            switch (step) {
                case Step.Break fault -> faults.add(attempt(path, fault.fault(), scenario, nodes, there));
                case Step.Change change -> {
                    known(path, change.name(), names);
                    faults.add(attempt(path, change.fault(), scenario, nodes, there));
                }
                case Step.Rolling rolling -> faults.add(attempt(path, rolling.fault(), scenario, nodes, there));
                case Step.Wait(Moment.Call call) ->
                    there(path, "call", Fault.expand(call.point().nodes(), nodes), nodes);
                case Step.Wait(Moment.Message(MessagePoint point)) -> {
                    there(path, "message", point.from(), there);
                    there(path, "message", point.to(), there);
                }
                case Step.Wait(Moment.On on) -> there(path, on.event(), there, nodes);
                case Step.Wait(Moment.Absent absent) -> there(path, absent.event(), there, nodes);
                case Step.While during -> {
                    there(path, during.since(), there, nodes);
                    there(path, during.until(), there, nodes);
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

    /** Of what nodes print, only that of those is looked at that faults may touch. */
    private static void there(String path, EventPattern event, List<String> all, List<String> nodes) {
        List<String> named = event.node().isEmpty() ? List.of() : List.of(event.node());
        if (event.isLine()) {
            there(path, "printed line", named, nodes);
        } else {
            there(path, "event", named, all);
        }
    }

    private static void there(String path, String what, List<String> named, Collection<String> nodes) {
        for (String node : named) {
            if (!nodes.isEmpty() && !nodes.contains(node)) {
                throw new IllegalArgumentException("step " + path + " waits for "
                        + (what.equals("event") ? "an " : "a ") + what + " of the unknown node '" + node
                        + "'; the nodes are " + String.join(", ", nodes));
            }
        }
    }

    private static Fault attempt(
            String path, FaultTemplate template, Scenario scenario, List<String> nodes, List<String> there) {
        try {
            return template.check(nodes, there, scenario.groups());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("step " + path + " (" + template + "): " + e.getMessage(), e);
        }
    }
}
