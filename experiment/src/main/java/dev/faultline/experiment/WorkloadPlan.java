package dev.faultline.experiment;

import dev.faultline.sim.Rng;
import dev.faultline.workload.ClientContext;
import dev.faultline.workload.Keys;
import dev.faultline.workload.Setting;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A workload as one run carries it out. Times are virtual nanoseconds of the run.
 *
 * @param seed of the run
 * @param clock tells the time of the run
 * @param spec who asks what how often
 * @param endNanos when the clients stop
 * @param finalReadsNanos when they read every key once more, if they do
 * @param limitNanos when they give that up
 * @param initial what every key holds at first, if anything
 * @param nodes the system's nodes
 * @param options what the clients are told
 * @param settings what the workload is told
 */
record WorkloadPlan(
        long seed,
        LongSupplier clock,
        WorkloadSpec spec,
        long endNanos,
        long finalReadsNanos,
        long limitNanos,
        Optional<String> initial,
        List<String> nodes,
        ClientSettings options,
        ClientSettings settings) {
    long nowNanos() {
        return clock.getAsLong();
    }

    /** Returns what the workload knows of the run; with a choice of keys of its own. */
    Setting setting() {
        RequestSpec requests = spec.requests();
        return new Setting(
                spec.clients(),
                new Keys(spec.keyNames(), requests.keys(), requests.conflicts()),
                requests.sizes(),
                requests.shares(),
                initial,
                settings,
                name -> Rng.fork(seed, name));
    }

    ClientContext context(int client) {
        return new ClientContext(client, nodes, spec.keyNames(), options);
    }
}
