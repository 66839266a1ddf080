package dev.faultline.experiment;

import dev.faultline.sim.Deed;
import dev.faultline.sim.StepLog;
import dev.faultline.sim.UnmodelledUse;
import java.util.Comparator;
import java.util.List;

/**
 * What a worker JVM says of a run.
 *
 * @param seed of the run
 * @param verdict VALID, VIOLATION or UNKNOWN; REFUSED if what was given or the host did not allow the run, ERROR if it
 *     failed by a mistake of Faultline
 * @param sentence why
 * @param stoppedAtViolation whether it was ended at its first violation
 * @param ground what the verdict stands on, a {@link RunResult.Ground}; empty if the run itself failed
 * @param operations how many were invoked
 * @param ok how many took effect
 * @param failed how many certainly did not
 * @param unknown of how many it is not known
 * @param faults how many there were
 * @param recovery whether the system could be used again after them, and how soon
 * @param virtualNanos time of the run
 * @param cpuNanos processor time of the worker for it
 * @param fingerprint of the run
 * @param heapBytes in use after the run
 * @param runOfWorker which run of its worker it was, from 1
 * @param unmodelled what the simulator does not model
 * @param unmodelledUses each such thing, and where the system met it
 * @param nodes what became of each node of the system, in order
 * @param captured the stacks that were asked for
 * @param deeds what was done in the turns that were asked for
 * @param last whether it is the worker's last: its JVM can run no further simulation
 */
public record WorkerReply(
        long seed,
        String verdict,
        String sentence,
        boolean stoppedAtViolation,
        String ground,
        int operations,
        int ok,
        int failed,
        int unknown,
        int faults,
        Recovery recovery,
        long virtualNanos,
        long cpuNanos,
        String fingerprint,
        long heapBytes,
        int runOfWorker,
        List<String> unmodelled,
        List<UnmodelledUse> unmodelledUses,
        List<NodeStory> nodes,
        String captured,
        List<Deed> deeds,
        boolean last) {
    static WorkerReply of(RunResult result, long heapBytes, int runOfWorker, StepLog steps, boolean last) {
        return new WorkerReply(
                result.seed(),
                result.verdict().kind().name(),
                result.verdict().sentence(),
                result.stoppedAtViolation(),
                result.verdict().ground().name(),
                result.counts().operations(),
                result.counts().ok(),
                result.counts().failed(),
                result.counts().unknown(),
                result.faults().size(),
                result.recovery(),
                result.counts().virtualNanos(),
                result.counts().cpuNanos(),
                result.fingerprint(),
                heapBytes,
                runOfWorker,
                result.unmodelled(),
                result.unmodelledUses(),
                result.nodes(),
                steps.captured(),
                steps.deeds(),
                last);
    }

    static WorkerReply error(long seed, Throwable thrown, boolean last) {
        Failure failure = Failure.of(thrown);
        return new WorkerReply(
                seed,
                failure.internal() ? "ERROR" : "REFUSED",
                failure.sentence(),
                false,
                "",
                0,
                0,
                0,
                0,
                0,
                Recovery.notTested(),
                0,
                0,
                "",
                0,
                0,
                List.of(),
                List.of(),
                List.of(),
                "",
                List.of(),
                last);
    }

    /** Returns whether the run found what a hunt looks for. */
    public boolean isViolation() {
        return verdict.equals("VIOLATION");
    }

    /** Returns whether the run has tested the system, so that its verdict says something about it. */
    public boolean isExercised() {
        return !ground.isEmpty() && RunResult.Ground.valueOf(ground).isExercised();
    }

    /** Returns each time that a program of the system ended by itself, in order. */
    public List<NodeEnd> ends() {
        return nodes.stream()
                .flatMap(node -> node.ends().stream())
                .sorted(Comparator.comparingLong(NodeEnd::atNanos))
                .toList();
    }

    /** Returns whether there was no run. */
    public boolean isFailure() {
        return isRefused() || verdict.equals("ERROR");
    }

    /** Returns whether there was no run for a reason that the user or the host can mend. */
    public boolean isRefused() {
        return verdict.equals("REFUSED");
    }

    /** Returns whether the run passed. */
    public boolean isValid() {
        return verdict.equals("VALID");
    }
}
