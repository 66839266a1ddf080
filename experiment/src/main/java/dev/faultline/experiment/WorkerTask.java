package dev.faultline.experiment;

import dev.faultline.sim.Preemption;
import java.util.Map;

/**
 * What a worker works on.
 *
 * @param experiment name or file
 * @param set options that differ from the defaults
 * @param preemption where threads lose their turn beside the points where they block
 * @param atViolation whether runs end at their first violation
 * @param faults in place of those of the experiment
 * @param garbage what becomes of garbage after each run
 */
public record WorkerTask(
        String experiment,
        Map<String, String> set,
        Preemption preemption,
        AtViolation atViolation,
        FaultOrder faults,
        Garbage garbage) {
    /** Copies the map. */
    public WorkerTask {
        set = Map.copyOf(set);
    }
}
