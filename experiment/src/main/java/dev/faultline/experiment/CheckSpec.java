package dev.faultline.experiment;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a run is judged.
 *
 * @param model of the history, one of {@link #MODELS}
 * @param initial what every key holds before the first write; empty for nothing
 * @param okAtLeast which share of the operations of the workload must have been answered ok, 0 to 1; of less, nothing follows
 * @param recoversWithin how long clients may have to wait for a key after all faults are over; empty where the system
 *     does not promise to recover
 * @param available that it serves clients while only a quorum is whole; empty where it does not promise to
 * @param neverPrinted what no node may print
 * @param invariants what must hold while the system runs
 */
public record CheckSpec(
        String model,
        Optional<String> initial,
        double okAtLeast,
        Optional<Duration> recoversWithin,
        Optional<AvailabilitySpec> available,
        List<LinePattern> neverPrinted,
        InvariantSpec invariants) {
    static final String LOG = "log";

    /** The models that there are, as {@code dev.faultline.check.Models} names them. */
    public static final List<String> MODELS = List.of("register", "cas-register", LOG);

    /** In place of a duration: the system does not promise to recover. */
    static final String NEVER = "never";

    static final double OK_AT_LEAST = 0.01;
    static final Duration RECOVERS_WITHIN = Duration.ofSeconds(30);

    /** Copies the list. */
    public CheckSpec {
        neverPrinted = List.copyOf(neverPrinted);
    }

    /** Returns a check with the usual demands beside its model. */
    static CheckSpec of(String model, Optional<String> initial) {
        return new CheckSpec(
                model,
                initial,
                OK_AT_LEAST,
                Optional.of(RECOVERS_WITHIN),
                Optional.empty(),
                List.of(),
                InvariantSpec.NONE);
    }
}
