package dev.faultline.experiment;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a run is judged.
 *
 * @param model of the history, as {@code faultline check} names it
 * @param level what is asked of it; empty for what fits the model best
 * @param settings of the model, as {@code faultline check --set} takes them
 * @param okAtLeast which share of the operations of the workload must have been answered ok, 0 to 1; of less, nothing follows
 * @param recoversWithin how long clients may have to wait for a key after all faults are over; empty where the system
 *     does not promise to recover
 * @param available that it serves clients while only a quorum is whole; empty where it does not promise to
 * @param neverPrinted what no node may print
 * @param invariants what must hold while the system runs
 */
public record CheckSpec(
        String model,
        Optional<String> level,
        Map<String, String> settings,
        double okAtLeast,
        Optional<Duration> recoversWithin,
        Optional<AvailabilitySpec> available,
        List<LinePattern> neverPrinted,
        InvariantSpec invariants) {
    private static final String LOG = "log";
    private static final Set<String> REGISTERS = Set.of("register", "cas-register");
    private static final Set<String> LOCKS =
            Set.of("mutex", "reentrant-lock", "read-write-lock", "fenced-lock", "semaphore", "leader-lease");
    private static final String LINEARIZABLE = "linearizable";

    /** The setting that has what every key holds before the first write. */
    static final String INITIAL = "initial";

    /** In place of a duration: the system does not promise to recover. */
    static final String NEVER = "never";

    static final double OK_AT_LEAST = 0.01;
    static final Duration RECOVERS_WITHIN = Duration.ofSeconds(30);

    /** Copies what it is given. */
    public CheckSpec {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        neverPrinted = List.copyOf(neverPrinted);
    }

    /** Returns what every key holds before the first write; empty for nothing. */
    public Optional<String> initial() {
        return Optional.ofNullable(settings.get(INITIAL));
    }

    /** Returns whether the history is judged as it is in memory, and need not be in a file. */
    boolean isInMemory() {
        return isOfRegisters() || isOfLogs();
    }

    /** Returns whether it is of what keeps clients apart, where answers tell nothing. */
    boolean isOfLocks() {
        return LOCKS.contains(model);
    }

    boolean isOfLogs() {
        return model.equals(LOG);
    }

    /** Returns whether the history is one of registers that has to be linearizable, which can be watched while it is made. */
    boolean isOfRegisters() {
        return REGISTERS.contains(model)
                && level.orElse(LINEARIZABLE).equals(LINEARIZABLE)
                && Set.of(INITIAL).containsAll(settings.keySet());
    }

    /** Returns a check with the usual demands beside its model. */
    static CheckSpec of(String model, Optional<String> initial) {
        return new CheckSpec(
                model,
                Optional.empty(),
                initial.map(value -> Map.of(INITIAL, value)).orElse(Map.of()),
                OK_AT_LEAST,
                Optional.of(RECOVERS_WITHIN),
                Optional.empty(),
                List.of(),
                InvariantSpec.NONE);
    }
}
