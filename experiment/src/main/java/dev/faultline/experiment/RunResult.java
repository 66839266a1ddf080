package dev.faultline.experiment;

import dev.faultline.chaos.FaultReport;
import dev.faultline.chaos.Schedule;
import dev.faultline.check.Operation;
import dev.faultline.check.Traffic;
import dev.faultline.invariant.Account;
import dev.faultline.invariant.UnreadLines;
import dev.faultline.sim.UnmodelledUse;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What came of a run.
 *
 * @param experiment its name
 * @param seed its seed
 * @param network how far the nodes were from each other, in sentences; none where that was as usual
 * @param verdict the answer of the check, or why there is none
 * @param stoppedAtViolation whether it was ended at its first violation; the counts are those up to there
 * @param counts how much happened
 * @param traffic what the clients did, and how fast; empty if there were none
 * @param clients which shares of requests the clients made, what their final reads showed, and which nodes answered;
 *     empty if there were none
 * @param faults every fault with the evidence of its effect
 * @param schedule the faults at their times, so that they can be played again
 * @param nodes what became of each node of the system, in order
 * @param recovery whether the system could be used again after the faults
 * @param available whether it served clients while only a quorum was whole; empty if nobody demands it
 * @param restarts programs that were started again after they had ended by themselves, in order
 * @param printed the first line of a node that no node may print; empty if there was none, or all may be printed
 * @param invariants what became of each invariant
 * @param probes what became of each probe that is read of the state of nodes
 * @param unread lines that speak of a probe, and could not be read
 * @param fullLogs a sentence for each log of a node that could not hold all that the node printed
 * @param unmodelled what the run met that the simulator does not model
 * @param unmodelledUses each such thing and what was refused, with the place where the system met it
 * @param fingerprint equal for two runs only if they took the same steps and recorded the same
 * @param folder where it is written down
 */
public record RunResult(
        String experiment,
        long seed,
        List<String> network,
        Answer verdict,
        boolean stoppedAtViolation,
        Counts counts,
        Optional<Traffic> traffic,
        Optional<ClientReport> clients,
        List<FaultReport> faults,
        Schedule schedule,
        List<NodeStory> nodes,
        Recovery recovery,
        Optional<Availability> available,
        List<Restart> restarts,
        Optional<PrintedLine> printed,
        List<Account> invariants,
        List<ProbeAccount> probes,
        UnreadLines unread,
        List<String> fullLogs,
        List<String> unmodelled,
        List<UnmodelledUse> unmodelledUses,
        String fingerprint,
        Optional<Path> folder) {

    /** Copies the lists. */
    public RunResult {
        network = List.copyOf(network);
        faults = List.copyOf(faults);
        nodes = List.copyOf(nodes);
        restarts = List.copyOf(restarts);
        invariants = List.copyOf(invariants);
        fullLogs = List.copyOf(fullLogs);
        probes = List.copyOf(probes);
        unmodelled = List.copyOf(unmodelled);
        unmodelledUses = List.copyOf(unmodelledUses);
    }

    /** Returns the process of an operation for people, with its node where clients are on several: {@code 3 on client-eu}. */
    public String process(Operation operation) {
        return operation.process()
                + clients.flatMap(report -> report.place(operation))
                        .map(node -> " on " + node)
                        .orElse("");
    }

    /** Returns each time that a program of the system ended by itself, or lost its main thread by an exception, in order. */
    public List<NodeEnd> ends() {
        return nodes.stream()
                .flatMap(node -> node.ends().stream())
                .sorted(Comparator.comparingLong(NodeEnd::atNanos))
                .toList();
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

    /** What an answer stands on. */
    public enum Ground {
        /** What the clients saw. */
        HISTORY,
        /** That the system could be used again after the faults, or not. */
        RECOVERY,
        /** That it served clients while only a quorum was whole, or not. */
        AVAILABILITY,
        /** What the nodes printed. */
        OUTPUT,
        /** That what must hold while it runs did, or did not. */
        INVARIANT,
        /** The system was not tested: too little was answered, or servers were missing that no fault had touched. */
        NOT_EXERCISED,
        /** The run was broken off: a deadlock, a busy loop, a client that could not go on, a limit. */
        UNFINISHED,
        /** There is no client that could have asked for anything. */
        NO_CLIENT;

        /** Returns whether a run with this ground has tested the system. */
        public boolean isExercised() {
            return this == HISTORY || this == RECOVERY || this == AVAILABILITY || this == OUTPUT || this == INVARIANT;
        }
    }

    /**
     * The answer.
     *
     * @param kind which
     * @param ground what it stands on
     * @param sentence why, for people
     * @param check what the check said, if the run came to its end
     */
    public record Answer(Kind kind, Ground ground, String sentence, Optional<Finding> check) {}

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
