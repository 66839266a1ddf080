package dev.faultline.chaos.simulated;

import dev.faultline.chaos.Evidence;
import dev.faultline.chaos.Injection;
import dev.faultline.sim.Node;

/** A disk takes fewer bytes a second. Evidence: the time that syncs took beyond the usual. */
final class DiskBandwidthInjection implements Injection {
    private final Node node;
    private final long bytes;
    private long before;
    private long queuedBefore;

    DiskBandwidthInjection(Node node, long bytes) {
        this.node = node;
        this.bytes = bytes;
    }

    @Override
    public void inject() {
        before = node.disk().bandwidth();
        queuedBefore = node.disk().statistics().queuedNanos();
        node.disk().setBandwidth(bytes);
    }

    @Override
    public Evidence heal() {
        node.disk().setBandwidth(before);
        long queued = node.disk().statistics().queuedNanos() - queuedBefore;
        return Evidence.of(
                queued > 0, "calls to the disk of " + node.name() + " took " + Evidence.duration(queued) + " longer");
    }
}
