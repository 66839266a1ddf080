package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;

/** A disk does not answer. Evidence: the calls that failed. */
final class DeadDiskInjection implements Injection {
    private final Node node;
    private final GivingUp givingUp;
    private long before;

    DeadDiskInjection(Node node) {
        this.node = node;
        givingUp = new GivingUp(node);
    }

    @Override
    public void inject() {
        before = node.disk().statistics().errors();
        node.disk().setAvailable(false);
    }

    @Override
    public void observe(Event event) {
        givingUp.observe(event);
    }

    @Override
    public Evidence heal() {
        node.disk().setAvailable(true);
        long failed = node.disk().statistics().errors() - before;
        return givingUp.heal(
                Evidence.of(failed > 0, Evidence.count(failed, "call") + " to the disk of " + node.name() + " failed"));
    }
}
