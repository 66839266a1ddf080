package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;

/** A disk is full. Evidence: how many writes found no room. */
final class FullDiskInjection implements Injection {
    private final Node node;
    private final GivingUp givingUp;
    private long capacityBefore;
    private long failedBefore;

    FullDiskInjection(Node node) {
        this.node = node;
        givingUp = new GivingUp(node);
    }

    @Override
    public void inject() {
        capacityBefore = node.disk().capacityBytes();
        failedBefore = node.disk().statistics().outOfSpace();
        node.disk().setCapacity(node.disk().statistics().usedBytes());
    }

    @Override
    public void observe(Event event) {
        givingUp.observe(event);
    }

    @Override
    public Evidence heal() {
        node.disk().setCapacity(capacityBefore);
        long failed = node.disk().statistics().outOfSpace() - failedBefore;
        return givingUp.heal(
                Evidence.of(failed > 0, Evidence.count(failed, "write") + " on " + node.name() + " found no room"));
    }
}
