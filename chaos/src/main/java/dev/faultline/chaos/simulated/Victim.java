package dev.faultline.chaos.simulated;

import dev.faultline.sim.Node;
import dev.faultline.sim.PathPattern;
import dev.faultline.sim.Rng;
import dev.faultline.sim.Simulation;
import java.util.List;
import java.util.Optional;

/** A file that is to be damaged at rest, drawn from those that there are. */
final class Victim {
    private Victim() {}

    /** Returns what is drawn from for this node, now: it follows from the seed of the run and the time. */
    static Rng rng(Simulation simulation, Node node) {
        return Rng.fork(simulation.options().seed(), "damage of " + node.name() + " at " + simulation.nowNanos());
    }

    /** Draws a file that matches and has so many bytes at least; empty if there is none. */
    static Optional<String> of(Node node, String pattern, long bytes, Rng rng) {
        List<String> files = node.disk().list(PathPattern.of(pattern)).stream()
                .filter(path -> node.disk().read(path).length >= bytes)
                .toList();
        return files.isEmpty() ? Optional.empty() : Optional.of(files.get(rng.below(files.size())));
    }
}
