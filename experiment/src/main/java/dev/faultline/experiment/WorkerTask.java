package dev.faultline.experiment;

import dev.faultline.sim.Preemption;
import java.util.Map;

/**
 * What a worker works on.
 *
 * @param experiment name or file
 * @param set options that differ from the defaults
 * @param preemption where threads lose their turn beside the points where they block
 * @param stopAtViolation whether runs end at their first violation
 * @param collectsGarbage whether the worker collects garbage after each run, so that {@link WorkerReply#heapBytes}
 *     is what it holds on to
 */
public record WorkerTask(
        String experiment,
        Map<String, String> set,
        Preemption preemption,
        boolean stopAtViolation,
        boolean collectsGarbage) {
    /** Copies the map. */
    public WorkerTask {
        set = Map.copyOf(set);
    }
}
