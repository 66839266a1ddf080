package dev.faultline.experiment;

import dev.faultline.chaos.FaultReport;
import dev.faultline.check.Traffic;
import dev.faultline.check.Verdict;
import dev.faultline.sim.UnmodelledUse;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param experiment its name
 * @param seed its seed
 * @param verdict the answer of the check, or why there is none
 * @param stoppedAtViolation whether it was ended at its first violation; the counts are those up to there
 * @param counts how much happened
 * @param traffic what the clients did, and how fast; empty if there were none
 * @param faults every fault with the evidence of its effect
 * @param exits programs of the system that ended by themselves, or lost their main thread by an exception
 * @param unmodelled what the run met that the simulator does not model
 * @param unmodelledUses each such thing and what was refused, with the place where the system met it
 * @param fingerprint equal for two runs only if they took the same steps and recorded the same
 * @param folder where it is written down
 */
public record RunResult(
        String experiment,
        long seed,
        Answer verdict,
        boolean stoppedAtViolation,
        Counts counts,
        Optional<Traffic> traffic,
        List<FaultReport> faults,
        List<String> exits,
        List<String> unmodelled,
        List<UnmodelledUse> unmodelledUses,
        String fingerprint,
        Optional<Path> folder) {

    /** Copies the lists. */
    public RunResult {
        faults = List.copyOf(faults);
        exits = List.copyOf(exits);
        unmodelled = List.copyOf(unmodelled);
        unmodelledUses = List.copyOf(unmodelledUses);
    }

    /** The three answers; {@link #exitCode} is what a command ends with. */
    public enum Kind {
        /** The history has an explanation. */
        VALID(0),
        /** It has none. */
        VIOLATION(1),
        /** It could not be decided. */
        UNKNOWN(2);

        private final int exitCode;

        Kind(int exitCode) {
            this.exitCode = exitCode;
        }

        /** Returns the exit code of a command that ends with this answer. */
        public int exitCode() {
            return exitCode;
        }
    }

    /**
     * The answer.
     *
     * @param kind which
     * @param sentence why, for people
     * @param check what the check said, if the run came to its end
     */
    public record Answer(Kind kind, String sentence, Optional<Verdict> check) {}

    /**
     * How much happened.
     *
     * @param operations invoked
     * @param ok that took effect
     * @param failed that certainly did not
     * @param unknown of which it is not known
     * @param changes invoked that ask for a change: writes and cas
     * @param threads that were started
     * @param turns that threads took
     * @param events that were recorded
     * @param virtualNanos time of the run
     * @param cpuNanos processor time of this JVM, all threads counted
     * @param wallNanos real time
     */
    public record Counts(
            int operations,
            int ok,
            int failed,
            int unknown,
            int changes,
            int threads,
            long turns,
            long events,
            long virtualNanos,
            long cpuNanos,
            long wallNanos) {}
}
