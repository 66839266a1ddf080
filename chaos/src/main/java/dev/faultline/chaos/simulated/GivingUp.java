package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import java.util.ArrayList;
import java.util.List;

/** A program that ends by itself because its disk fails it: seen while the fault lasts, started again after it. */
final class GivingUp {
    private final Node node;
    private boolean exited;

    GivingUp(Node node) {
        this.node = node;
    }

    void observe(Event event) {
        exited |= event.name().equals("NodeExited") && event.node().equals(node.name());
    }

    /** Starts the program if it gave up, and adds that to the evidence. */
    Evidence heal(Evidence evidence) {
        if (!evidence.effective() || !exited || node.isRunning()) {
            return evidence;
        }
        node.start();
        List<String> sentences = new ArrayList<>(evidence.sentences());
        sentences.add("the program on " + node.name() + " ended by itself and was started again");
        return new Evidence(true, sentences);
    }
}
