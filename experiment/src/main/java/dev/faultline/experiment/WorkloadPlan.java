package dev.faultline.experiment;

import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A workload as one run carries it out. Times are virtual nanoseconds of the run.
 *
 * @param clock tells the time of the run
 * @param spec who asks what how often
 * @param endNanos when the clients stop
 * @param finalReadsNanos when they read every key once more, if they do
 * @param limitNanos when they give that up
 * @param initial what every key holds at first, if anything
 * @param nodes the system's nodes
 * @param options what the clients are told
 */
record WorkloadPlan(
        LongSupplier clock,
        WorkloadSpec spec,
        long endNanos,
        long finalReadsNanos,
        long limitNanos,
        Optional<String> initial,
        List<String> nodes,
        ClientSettings options) {
    long nowNanos() {
        return clock.getAsLong();
    }

    ClientContext context(int client) {
        return new ClientContext(client, nodes, spec.keyNames(), options);
    }
}
