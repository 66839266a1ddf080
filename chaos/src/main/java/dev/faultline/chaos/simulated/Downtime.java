package dev.faultline.chaos.simulated;

import dev.faultline.sim.Node;
import dev.faultline.sim.Simulation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Which nodes faults keep from running, so that no fault that ends starts what another still holds down. */
final class Downtime {
    private final Simulation simulation;
    private final Map<String, Integer> holds = new HashMap<>();
    /** Those that a fault would have started when it ended, had nothing held them. */
    private final Set<String> owed = new HashSet<>();

    Downtime(Simulation simulation) {
        this.simulation = simulation;
    }

    void hold(List<String> nodes) {
        nodes.forEach(node -> holds.merge(node, 1, Integer::sum));
    }

    /** Lets go of the nodes, starts those that are to run now, and tells of that. */
    List<String> release(List<String> nodes) {
        List<String> told = new ArrayList<>();
        for (String name : nodes) {
            if (holds.merge(name, -1, Integer::sum) > 0 || !owed.remove(name)) {
                continue;
            }
            Node node = simulation.node(name);
            if (!node.isRunning()) {
                node.start();
                told.add("the program on " + name + ", which had ended by itself before, was started again");
            }
        }
        return told;
    }

    boolean isHeld(Node node) {
        return holds.getOrDefault(node.name(), 0) > 0;
    }

    /** Starts the node, now or when nothing holds it any more; tells which. */
    String start(Node node) {
        String ended = "the program on " + node.name() + " ended by itself and ";
        if (isHeld(node)) {
            owed.add(node.name());
            return ended + "stays down as long as another fault holds it";
        }
        node.start();
        return ended + "was started again";
    }
}
