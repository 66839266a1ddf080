package dev.faultline.experiment;

import java.time.Duration;
import java.util.List;

/**
 * What breaks during a run. The times are averages: the seed decides the exact ones, and the victims.
 *
 * @param kinds what may happen, words of {@link #KINDS}; none for a run without faults
 * @param first how long after the start of the workload the first fault comes
 * @param interval from the start of one fault to the start of the next
 * @param duration how long a fault lasts
 * @param heal how long before the end of the workload everything is whole again
 */
public record FaultPlanSpec(
        List<String> kinds, Duration first, Duration interval, Duration duration, Duration heal) {
    /** The kinds that there are. */
    public static final List<String> KINDS = List.of(
            "kill", "power-loss", "pause", "partition", "isolate", "slow-network", "loss", "clock", "disk-error");

    /** Copies what it is given. */
    public FaultPlanSpec {
        kinds = List.copyOf(kinds);
    }
}
