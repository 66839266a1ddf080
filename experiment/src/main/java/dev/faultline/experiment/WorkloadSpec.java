package dev.faultline.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * What the clients do. All times are of the environment, thus virtual in a simulation.
 *
 * @param clients how many work at once, from 1
 * @param keys how many keys they share, from 1
 * @param requests what they ask
 * @param thinkTime how long a client waits between two requests, on average
 * @param isOpen whether requests come as often as they would with these pauses and answers at once, however long the system takes
 * @param duration from the first request until no new one is made
 * @param operationTimeout after which a request without reply counts as unknown
 * @param finalReads whether everything is asked for once more at the end, when all faults are healed
 * @param ranges what is drawn from the seed in place of what stands here
 */
public record WorkloadSpec(
        int clients,
        int keys,
        RequestSpec requests,
        Duration thinkTime,
        boolean isOpen,
        Duration duration,
        Duration operationTimeout,
        boolean finalReads,
        WorkloadRanges ranges) {
    /** When the clients start, from the start of a run. */
    static final Duration CLIENTS_START = Duration.ofSeconds(1);

    /** Returns the workload of a run with this seed. */
    public WorkloadSpec drawn(long seed) {
        return ranges.draw(this, seed);
    }

    /** Returns it with so many clients and keys, and nothing drawn. */
    public WorkloadSpec with(int otherClients, int otherKeys) {
        return new WorkloadSpec(
                otherClients,
                otherKeys,
                requests,
                thinkTime,
                isOpen,
                duration,
                operationTimeout,
                finalReads,
                WorkloadRanges.NONE);
    }

    /** Returns it with other shares of the functions, in percent. */
    public WorkloadSpec withShares(Map<String, Integer> shares) {
        return new WorkloadSpec(
                clients,
                keys,
                new RequestSpec(
                        requests.kind(),
                        requests.isOwn(),
                        shares,
                        requests.settings(),
                        requests.keys(),
                        requests.conflicts(),
                        requests.valueSize()),
                thinkTime,
                isOpen,
                duration,
                operationTimeout,
                finalReads,
                ranges);
    }

    /** Returns it with pauses of this length, and for so long; nothing is drawn. */
    public WorkloadSpec with(Duration otherThinkTime, Duration otherDuration) {
        return new WorkloadSpec(
                clients,
                keys,
                requests,
                otherThinkTime,
                isOpen,
                otherDuration,
                operationTimeout,
                finalReads,
                WorkloadRanges.NONE);
    }

    /** Returns it with what was drawn, and nothing more to draw. */
    WorkloadSpec settled(int otherKeys, Duration otherThinkTime) {
        return new WorkloadSpec(
                clients,
                otherKeys,
                requests,
                otherThinkTime,
                isOpen,
                duration,
                operationTimeout,
                finalReads,
                WorkloadRanges.NONE);
    }

    /** Returns the keys: k1, k2 and so on. */
    public List<String> keyNames() {
        return IntStream.rangeClosed(1, keys).mapToObj(number -> "k" + number).toList();
    }
}
