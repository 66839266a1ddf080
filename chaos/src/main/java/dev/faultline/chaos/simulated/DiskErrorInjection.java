package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.chaos.StorageFault;
import dev.faultline.sim.DiskFault;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import java.util.Locale;

/** Calls to a disk fail. Evidence: how many did. */
final class DiskErrorInjection implements Injection {
    private final Node node;
    private final StorageFault.DiskError error;
    private final DiskFault fault;
    private final Unstruck unstruck;
    private final GivingUp givingUp;

    DiskErrorInjection(Downtime downtime, Node node, StorageFault.DiskError error) {
        this.node = node;
        this.error = error;
        fault = new DiskFault(error.operation(), error.path(), error.chance(), error.failure());
        unstruck = new Unstruck(node, fault, error.path());
        givingUp = new GivingUp(node, downtime);
    }

    @Override
    public void inject() {
        unstruck.begin();
        node.disk().inject(fault);
    }

    @Override
    public void observe(Event event) {
        givingUp.observe(event);
    }

    @Override
    public Evidence heal() {
        String operation = error.operation().name().toLowerCase(Locale.ROOT);
        String instead = unstruck.end(operation);
        long hits = node.disk().heal(fault);
        return givingUp.heal(Evidence.of(
                        hits > 0,
                        Evidence.count(hits, operation) + " of " + error.path() + " on " + node.name() + " failed with "
                                + said(error.failure()))
                .instead(instead));
    }

    private static String said(DiskFault.Failure failure) {
        return switch (failure) {
            case EIO -> "an input/output error";
            case ENOSPC -> "'No space left on device'";
            case EROFS -> "'Read-only file system'";
            case EACCES -> "'Permission denied'";
        };
    }
}
