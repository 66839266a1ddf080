package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.sim.Node;

/** Brings a node up again that a fault took down. */
final class Restart {
    private Restart() {}

    /** Starts the node if it ran before the fault and does not run now; returns what became of it. */
    static String of(Node node, boolean ranBefore, long downNanos) {
        String name = node.name();
        if (!ranBefore) {
            return name + " did not run before and was not started";
        }
        if (node.isRunning()) {
            return name + " was started by something else before the fault was over";
        }
        node.start();
        return name + " was down for " + Evidence.duration(downNanos) + " and was started again";
    }
}
