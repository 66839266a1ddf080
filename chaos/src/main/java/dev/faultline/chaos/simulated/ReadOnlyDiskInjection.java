package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;

/** A file system is mounted read-only. Evidence: how many changes and syncs were refused. */
final class ReadOnlyDiskInjection implements Injection {
    private final Node node;
    private final GivingUp givingUp;
    private long refusedBefore;

    ReadOnlyDiskInjection(Node node) {
        this.node = node;
        givingUp = new GivingUp(node);
    }

    @Override
    public void inject() {
        refusedBefore = node.disk().statistics().refusedChanges();
        node.disk().setReadOnly(true);
    }

    @Override
    public void observe(Event event) {
        givingUp.observe(event);
    }

    @Override
    public Evidence heal() {
        node.disk().setReadOnly(false);
        long refused = node.disk().statistics().refusedChanges() - refusedBefore;
        return givingUp.heal(Evidence.of(
                refused > 0, Evidence.count(refused, "change") + " of the disk of " + node.name() + " refused"));
    }
}
