package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Disk;
import dev.faultline.sim.DiskStatistics;
import dev.faultline.sim.Event;
import dev.faultline.sim.Node;
import java.util.function.Consumer;
import java.util.function.ToLongFunction;

/** A disk refuses what it is asked for. Evidence: how often it did. */
final class RefusingDiskInjection implements Injection {
    private final Node node;
    private final Consumer<Disk> begin;
    private final Consumer<Disk> end;
    private final ToLongFunction<DiskStatistics> refused;
    private final String noun;
    private final String what;
    private final GivingUp givingUp;
    private long before;

    private RefusingDiskInjection(
            Downtime downtime,
            Node node,
            Consumer<Disk> begin,
            Consumer<Disk> end,
            ToLongFunction<DiskStatistics> refused,
            String noun,
            String what) {
        this.node = node;
        this.begin = begin;
        this.end = end;
        this.refused = refused;
        this.noun = noun;
        this.what = what;
        givingUp = new GivingUp(node, downtime);
    }

    /** It does not answer. */
    static Injection dead(Downtime downtime, Node node) {
        return new RefusingDiskInjection(
                downtime,
                node,
                disk -> disk.setAvailable(false),
                disk -> disk.setAvailable(true),
                DiskStatistics::errors,
                "call",
                " to the disk of " + node.name() + " failed");
    }

    /** Its file system is mounted read-only. */
    static Injection readOnly(Downtime downtime, Node node) {
        return new RefusingDiskInjection(
                downtime,
                node,
                disk -> disk.setReadOnly(true),
                disk -> disk.setReadOnly(false),
                DiskStatistics::refusedChanges,
                "change",
                " of the disk of " + node.name() + " refused");
    }

    /** It has no room for more than it holds. */
    static Injection full(Downtime downtime, Node node) {
        long[] capacity = {0};
        return new RefusingDiskInjection(
                downtime,
                node,
                disk -> {
                    capacity[0] = disk.capacityBytes();
                    disk.setCapacity(disk.statistics().usedBytes());
                },
                disk -> disk.setCapacity(capacity[0]),
                DiskStatistics::outOfSpace,
                "write",
                " on " + node.name() + " found no room");
    }

    @Override
    public void inject() {
        before = refused.applyAsLong(node.disk().statistics());
        begin.accept(node.disk());
    }

    @Override
    public void observe(Event event) {
        givingUp.observe(event);
    }

    @Override
    public Evidence heal() {
        end.accept(node.disk());
        long count = refused.applyAsLong(node.disk().statistics()) - before;
        return givingUp.heal(Evidence.of(count > 0, Evidence.count(count, noun) + what));
    }
}
