package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import java.util.List;

/** A program that ends by itself because a fault fails it: seen while the fault lasts, started again after it. */
final class GivingUp {
    private final Node node;
    private final Downtime downtime;
    private boolean exited;

    GivingUp(Node node, Downtime downtime) {
        this.node = node;
        this.downtime = downtime;
    }

    void observe(Event event) {
        // What ends while a fault holds the node was asked to, and is for that fault to start.
        exited |= event.name().equals("NodeExited") && event.node().equals(node.name()) && !downtime.isHeld(node);
    }

    /** Starts the program if it gave up, and adds that to the evidence. */
    Evidence heal(Evidence evidence) {
        if (!evidence.effective() || !exited || node.isRunning()) {
            return evidence;
        }
        return evidence.and(List.of(downtime.start(node)));
    }
}
