package dev.faultline.experiment;

import dev.faultline.chaos.FaultReport;
import dev.faultline.check.History;
import dev.faultline.sim.Ending;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a run is judged by.
 *
 * @param history what clients saw
 * @param historyFile the same in a file, where it is judged by the name of its model
 * @param changes which of its operations ask for a change, by their numbers
 * @param foundNothing whether questions were answered, and all answers were that there is nothing
 * @param connected whether a client ever had a connection
 * @param unserved of several nodes of clients those of which the workload had no request answered ok
 * @param unfinishedEnd whether what clients were to do when all faults were over did not come to its end
 * @param ending how the run ended
 * @param clientFailure what ended a client that should have gone on; null if all went on
 * @param nodes what became of the nodes of the system
 * @param recovery whether the system could be used again after the faults
 * @param available whether it served clients while only a quorum was whole; empty if nobody demands it
 * @param workloadEndNanos virtual time of the run at which the workload was over; what is asked later is no part of it
 * @param refusals what clients were told most when they asked or connected in vain, the most frequent first
 * @param unread the settings of the client that no client has looked at
 * @param undrawn the kinds of faults that the file asks for, where none at all was drawn
 * @param unchosen whether there is a schedule with faults, and luck chose none of them
 * @param faults what was broken, with the evidence of each
 * @param unmet those of them that somebody asked for, and that did not come to pass or had no effect; none where they were drawn
 * @param supervised whether programs that end by themselves are started again
 */
record RunEvidence(
        History history,
        Optional<Path> historyFile,
        BitSet changes,
        boolean foundNothing,
        boolean connected,
        List<String> unserved,
        boolean unfinishedEnd,
        Ending ending,
        @Nullable Throwable clientFailure,
        List<NodeStory> nodes,
        Recovery recovery,
        Optional<Availability> available,
        long workloadEndNanos,
        List<String> refusals,
        List<String> unread,
        List<String> undrawn,
        boolean unchosen,
        List<FaultReport> faults,
        List<FaultReport> unmet,
        boolean supervised) {
    RunEvidence {
        unserved = List.copyOf(unserved);
        nodes = List.copyOf(nodes);
        refusals = List.copyOf(refusals);
        unread = List.copyOf(unread);
        undrawn = List.copyOf(undrawn);
        faults = List.copyOf(faults);
        unmet = List.copyOf(unmet);
    }
}
