package dev.faultline.experiment;

import java.util.List;

/**
 * Whether clients were served while some nodes were missing and all others whole.
 *
 * @param outcome what came of it
 * @param spans how many times there were in which a node was missing, each longer than a key may be asked for in vain
 * @param fromNanos virtual time of the run at which the one began in which a key was waited for longest
 * @param toNanos when it ended
 * @param missing the nodes that were missing then
 * @param nanos how long the key was waited for
 * @param keys those that were asked for in vain for too long; {@link #ANY_KEY} alone if nobody was answered whatever he asked for, or
 *     could not even connect; none if each was answered
 */
public record Availability(
        Outcome outcome, int spans, long fromNanos, long toNanos, List<String> missing, long nanos, List<String> keys) {
    /** Stands for whatever a client may ask for, also one that has no connection yet. */
    public static final String ANY_KEY = "any key";

    /** What came of it. */
    public enum Outcome {
        /** Every key that was asked for was answered in time. */
        AVAILABLE,
        /** A key was not. */
        NOT_AVAILABLE,
        /** There was no such time, or nothing was asked for and answered in any. */
        NOT_TESTED
    }

    /** Copies the lists. */
    public Availability {
        missing = List.copyOf(missing);
        keys = List.copyOf(keys);
    }

    static Availability notTested() {
        return new Availability(Outcome.NOT_TESTED, 0, 0, 0, List.of(), 0, List.of());
    }

    /** Returns what was whole, in words: {@code all but n2}. */
    public String whole() {
        return missing.isEmpty() ? "all was whole" : "all was whole but " + String.join(", ", missing);
    }
}
