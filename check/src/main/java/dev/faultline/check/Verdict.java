package dev.faultline.check;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer of a check. */
public sealed interface Verdict {

    /** The level that was checked. */
    Level level();

    /** The answer in a sentence or two, for a reader who knows the system but not the checker. */
    String sentence();

    /**
     * The history has an explanation.
     *
     * @param witness the explanation; {@link WitnessVerifier} can replay it
     */
    record Valid(Level level, Witness witness, String sentence) implements Verdict {}

    /**
     * The history has no explanation.
     *
     * @param key the partition that shows it first, null if the operations have no key
     * @param failingPrefixEvents the shortest prefix of the events of the history that has no explanation
     *     already, whatever comes later: its length in events
     * @param trigger the operation whose completion is the last event of that prefix
     * @param operations operations of that prefix and partition that have no explanation by themselves, by
     *     order of invocation, with their numbers in the whole history. Operations that complete after the
     *     prefix are open here. None can be left out: without it the rest could be explained, or would fail
     *     for a reason that the history does not have, such as a read of a write that was left out.
     *     {@link History#of} makes a history of them
     * @param minimal false if limits ended the search for a shorter prefix or a smaller set, or if operations are kept
     *     of which it is not known whether they are needed: the rest would fail too, but perhaps for another reason
     */
    record Violation(
            Level level,
            @Nullable Object key,
            int failingPrefixEvents,
            Operation trigger,
            List<Operation> operations,
            boolean minimal,
            String sentence)
            implements Verdict {

        /** Copies the operations. */
        public Violation {
            operations = List.copyOf(operations);
        }
    }

    /**
     * A limit ended the search before it found an answer. No partition that was decided has a violation.
     *
     * @param key the partition whose search ended, the one with the least progress if there are several
     * @param reason the limit that was reached
     * @param explainedEvents how many events of the history, from its start, were explained
     * @param totalEvents the number of events of the history
     */
    record Unknown(
            Level level, @Nullable Object key, Limit reason, int explainedEvents, int totalEvents, String sentence)
            implements Verdict {}

    /** Why a search ended without an answer. */
    enum Limit {
        /** A partition has more than {@link Limits#operations}. */
        OPERATIONS,
        /** It visited more than {@link Limits#configurations}. */
        CONFIGURATIONS,
        /** It would have needed more than {@link Limits#memoryBytes}. */
        MEMORY,
        /** Several writes of one value leave open which of them a read saw. */
        REPEATED_VALUES,
        /** No operation tells what was there, so that nothing could be wrong. */
        NOTHING_CHECKED,
        /** {@link Limits#stop} said so. */
        STOPPED
    }
}
