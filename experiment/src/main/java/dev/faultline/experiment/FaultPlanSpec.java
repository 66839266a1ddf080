package dev.faultline.experiment;

import java.time.Duration;
import java.util.List;

/**
 * What breaks during a run; the seed decides when, whom it hits and for how long.
 *
 * @param kinds what may happen, words of {@link dev.faultline.chaos.FaultPlan#drawable}; none for a run without faults
 * @param first how long nothing breaks after the start of the workload
 * @param interval from the start of one fault to the start of the next, on average
 * @param durationMin how long a fault lasts at least
 * @param durationMax how long a fault lasts at most
 * @param heal how long before the end of the workload everything is whole again
 * @param downMax how many nodes may be down at once
 * @param atLeast how many kills and how many partitions there are at least in a run of a minute or more
 */
public record FaultPlanSpec(
        List<String> kinds,
        Duration first,
        Duration interval,
        Duration durationMin,
        Duration durationMax,
        Duration heal,
        int downMax,
        int atLeast) {
    /** Copies what it is given. */
    public FaultPlanSpec {
        kinds = List.copyOf(kinds);
    }
}
