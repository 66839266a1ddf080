package dev.faultline.experiment;

import dev.faultline.chaos.Schedule;
import dev.faultline.chaos.scenario.Scenario;
import dev.faultline.invariant.Violation;
import dev.faultline.sim.Preemption;
import dev.faultline.sim.StepLog;
import dev.faultline.sim.Strategy;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a run is carried out, beside its experiment and seed.
 *
 * @param folder where the run is written down; nothing is written without one
 * @param strategy how the scheduler chooses the next thread
 * @param preemption where threads lose their turn beside the points where they block
 * @param steps remembers the turns, to compare two runs
 * @param atViolation whether the run ends when its history is found to have no explanation
 * @param scenario the faults, in place of those that the experiment would draw from the seed
 * @param progress told how far the run has come
 * @param violations told each time that an invariant does not hold
 */
public record RunOptions(
        Optional<Path> folder,
        Strategy.Factory strategy,
        Preemption preemption,
        Optional<StepLog> steps,
        AtViolation atViolation,
        Optional<Scenario> scenario,
        Optional<RunProgress> progress,
        Optional<Consumer<Violation>> violations) {
    /** Returns the usual options: nothing is written, a random scheduler, no more switches than needed, no early end. */
    public static RunOptions standard() {
        return new RunOptions(
                Optional.empty(),
                Strategy.random(),
                Preemption.NONE,
                Optional.empty(),
                AtViolation.GO_ON,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /** Returns these options with the run written into this folder. */
    public RunOptions into(Path target) {
        return new RunOptions(
                Optional.of(target), strategy, preemption, steps, atViolation, scenario, progress, violations);
    }

    /** Returns these options with another strategy. */
    public RunOptions withStrategy(Strategy.Factory other) {
        return new RunOptions(folder, other, preemption, steps, atViolation, scenario, progress, violations);
    }

    /** Returns these options with other points of preemption. */
    public RunOptions withPreemption(Preemption other) {
        return new RunOptions(folder, strategy, other, steps, atViolation, scenario, progress, violations);
    }

    /** Returns these options with the turns remembered in this log. */
    public RunOptions logging(StepLog log) {
        return new RunOptions(
                folder, strategy, preemption, Optional.of(log), atViolation, scenario, progress, violations);
    }

    /** Returns these options with another answer to a violation. */
    public RunOptions with(AtViolation other) {
        return new RunOptions(folder, strategy, preemption, steps, other, scenario, progress, violations);
    }

    /** Returns these options with these faults, whatever the experiment and the seed say. */
    public RunOptions withSchedule(Schedule faults) {
        return withScenario(Scenario.of(faults));
    }

    /** Returns these options with this scenario of faults, whatever the experiment and the seed say. */
    public RunOptions withScenario(Scenario faults) {
        return new RunOptions(
                folder, strategy, preemption, steps, atViolation, Optional.of(faults), progress, violations);
    }

    /** Returns these options with this told how far the run has come. */
    public RunOptions withProgress(RunProgress told) {
        return new RunOptions(
                folder, strategy, preemption, steps, atViolation, scenario, Optional.of(told), violations);
    }

    /**
     * Returns these options with this told each time that an invariant does not hold, in the order of the run. It must neither
     * block nor touch the run.
     */
    public RunOptions withViolations(Consumer<Violation> told) {
        return new RunOptions(folder, strategy, preemption, steps, atViolation, scenario, progress, Optional.of(told));
    }
}
