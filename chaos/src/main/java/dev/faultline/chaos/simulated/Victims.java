package dev.faultline.chaos.simulated;

import dev.faultline.sim.DiskFault.Layer;
import dev.faultline.sim.Node;
import dev.faultline.sim.PathPattern;
import dev.faultline.sim.Rng;
import dev.faultline.sim.Simulation;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What is to be damaged on the disks of a run, drawn from what there is. */
final class Victims {
    /** The pattern of all files. */
    private static final String EVERYWHERE = "/";

    private final Simulation simulation;
    /** How many damages there were at a node at a moment, by both. */
    private final Map<String, Integer> damages = new HashMap<>();

    Victims(Simulation simulation) {
        this.simulation = simulation;
    }

    /**
     * Returns what one more damage to this node, now, is drawn from. It follows from the seed of the run, the time, and how many
     * came before it in the same moment: drawn alike, the second would undo the first.
     */
    Rng rng(Node node) {
        String moment = "damage of " + node.name() + " at " + simulation.nowNanos();
        int number = damages.merge(moment, 1, Integer::sum);
        return Rng.fork(simulation.options().seed(), number == 1 ? moment : moment + ", the " + number + ".");
    }

    /**
     * Returns the files that a pattern means on a node. The whole disk is what programs have there: what the node was set up with,
     * as its configuration, is only meant by who says more than that. No disk budget covers a server that takes itself for another.
     */
    static List<String> files(Node node, String pattern) {
        return node.disk().list(PathPattern.of(pattern)).stream()
                .filter(path -> !spared(node, pattern).contains(path))
                .toList();
    }

    /** Returns the files that a pattern has and does not mean. */
    static Set<String> spared(Node node, String pattern) {
        return pattern.equals(EVERYWHERE) ? node.spec().files().keySet() : Set.of();
    }

    /** Returns what the pattern means, for people. */
    static String named(String pattern) {
        return pattern.equals(EVERYWHERE) ? "that programs wrote" : pattern;
    }

    /** Draws a file that matches and of which the layer has so many bytes at least; empty if there is none. */
    static Optional<String> draw(Node node, String pattern, Layer layer, long bytes, Rng rng) {
        List<String> files = files(node, pattern).stream()
                .filter(path -> node.disk().read(path, layer).length >= bytes)
                .toList();
        return files.isEmpty() ? Optional.empty() : Optional.of(files.get(rng.below(files.size())));
    }
}
