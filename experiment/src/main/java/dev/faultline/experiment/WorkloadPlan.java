package dev.faultline.experiment;

import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A workload as one run carries it out. Times are virtual nanoseconds of the run.
 *
 * @param clock tells the time of the run
 * @param clients how many there are
 * @param keys what they work on
 * @param readWeight how often a request reads, beside the two other weights
 * @param writeWeight how often it writes
 * @param casWeight how often it compares and sets
 * @param thinkNanos the mean pause between two requests of a client, exponentially distributed; 0 for none
 * @param endNanos when the clients stop
 * @param finalReadsNanos when they read every key once more
 * @param limitNanos when they give that up
 * @param nodes the system's nodes
 * @param options of the experiment
 */
record WorkloadPlan(
        LongSupplier clock,
        int clients,
        List<String> keys,
        int readWeight,
        int writeWeight,
        int casWeight,
        long thinkNanos,
        long endNanos,
        long finalReadsNanos,
        long limitNanos,
        List<String> nodes,
        Map<String, String> options) {
    long nowNanos() {
        return clock.getAsLong();
    }

    ClientContext context(int client) {
        return new ClientContext(client, nodes, keys, options);
    }
}
