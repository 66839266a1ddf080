package dev.faultline.experiment;

import java.util.List;

/**
 * Whether every key could be used again once all faults were over.
 *
 * <p>Of each key the first request counts that was answered ok after healing, and how long clients had asked for it in
 * vain before; and then the final reads of each key through each node.
 *
 * @param outcome what came of it
 * @param healedNanos virtual time of the run from which all was whole: no fault, and no node that was ended
 *     by one
 * @param nanos the longest that clients waited for a key; where a key was not answered, how long it was asked for
 * @param unanswered the keys that were not answered within the bound, {@code *} for all that a request without a key is
 *     about; where each key was answered, what was not answered by a node, as {@code k1 through n2}, or for a client
 */
public record Recovery(Outcome outcome, long healedNanos, long nanos, List<String> unanswered) {
    /** What came of recovery. */
    public enum Outcome {
        /** Every key that was asked for was answered, within the bound if there is one. */
        RECOVERED,
        /** A key was asked for until the bound had passed, and not answered. */
        NOT_RECOVERED,
        /** A key was not answered, but not asked for as long as the bound allows. */
        UNDECIDED,
        /** Nothing was asked after healing: there is no client, no final read, or the run was over before. */
        NOT_TESTED
    }

    /** Copies the list. */
    public Recovery {
        unanswered = List.copyOf(unanswered);
    }

    static Recovery notTested() {
        return new Recovery(Outcome.NOT_TESTED, 0, 0, List.of());
    }
}
