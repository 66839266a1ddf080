package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.DiskStatistics;
import dev.faultline.sim.Node;

/** A disk is slow. Evidence: the time that calls took beyond the usual. */
final class SlowDiskInjection implements Injection {
    private final Node node;
    private final double factor;
    private DiskStatistics before;

    SlowDiskInjection(Node node, double factor) {
        this.node = node;
        this.factor = factor;
        before = node.disk().statistics();
    }

    @Override
    public void inject() {
        before = node.disk().statistics();
        node.disk().setSlowdown(factor);
    }

    @Override
    public Evidence heal() {
        node.disk().setSlowdown(1);
        DiskStatistics after = node.disk().statistics();
        long slowedNanos = after.slowedNanos() - before.slowedNanos();
        return Evidence.of(
                slowedNanos > 0,
                "calls to the disk of " + node.name() + " took " + Evidence.duration(slowedNanos) + " longer",
                Evidence.count(after.reads() - before.reads(), "read") + ", "
                        + Evidence.count(after.writes() - before.writes(), "write") + " and "
                        + Evidence.count(after.syncs() - before.syncs(), "sync") + " meanwhile");
    }
}
