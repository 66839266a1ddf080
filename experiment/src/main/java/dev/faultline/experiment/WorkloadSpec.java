package dev.faultline.experiment;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What the clients ask. All times are of the environment, thus virtual in a simulation.
 *
 * @param clients how many work at once, from 1
 * @param keys how many keys they share, from 1
 * @param reads the share of reads among requests, in percent
 * @param writes the share of writes, in percent
 * @param cas the share of compare-and-sets, in percent
 * @param sends the share of records sent to a log, in percent
 * @param polls the share of requests for new records, in percent; the five make 100
 * @param thinkTime how long a client waits between two requests, on average
 * @param duration from the first request until no new one is made
 * @param operationTimeout after which a request without reply counts as unknown
 * @param finalReads whether every key is read once more at the end, when all faults are healed
 * @param ranges what is drawn from the seed in place of what stands here
 */
public record WorkloadSpec(
        int clients,
        int keys,
        int reads,
        int writes,
        int cas,
        int sends,
        int polls,
        Duration thinkTime,
        Duration duration,
        Duration operationTimeout,
        boolean finalReads,
        WorkloadRanges ranges) {
    /** Makes a workload that is the same for all seeds. */
    public WorkloadSpec(
            int clients,
            int keys,
            int reads,
            int writes,
            int cas,
            int sends,
            int polls,
            Duration thinkTime,
            Duration duration,
            Duration operationTimeout,
            boolean finalReads) {
        this(
                clients,
                keys,
                reads,
                writes,
                cas,
                sends,
                polls,
                thinkTime,
                duration,
                operationTimeout,
                finalReads,
                WorkloadRanges.NONE);
    }

    /** Returns the workload of a run with this seed. */
    public WorkloadSpec drawn(long seed) {
        return ranges.draw(this, seed);
    }

    WorkloadSpec with(int otherKeys, Duration otherThinkTime) {
        return new WorkloadSpec(
                clients,
                otherKeys,
                reads,
                writes,
                cas,
                sends,
                polls,
                otherThinkTime,
                duration,
                operationTimeout,
                finalReads);
    }

    /** Returns whether keys are logs, and not registers. */
    public boolean isOfLogs() {
        return sends + polls > 0;
    }

    /** Returns the keys: k1, k2 and so on. */
    public List<String> keyNames() {
        return IntStream.rangeClosed(1, keys).mapToObj(number -> "k" + number).toList();
    }
}
