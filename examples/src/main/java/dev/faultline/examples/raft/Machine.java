package dev.faultline.examples.raft;

import java.util.List;
import java.util.Map;

/**
 * A state machine: what the log is for. The same changes in the same order make the same of it on every server, so that it
 * may ask neither a clock nor chance what to answer.
 *
 * <p>Requests and changes are lines of words with one blank between them, and neither {@code noop} nor {@code members}.
 * The server's monitor guards all but {@link #kind} and {@link #requests}.
 */
public interface Machine {
    /** The shortest time between two ticks. */
    int SHORTEST_TICK_MILLIS = 75;

    /** What a client's request is. */
    enum Kind {
        /** It goes through the log. */
        CHANGE,
        /** The leader answers it. */
        READ,
        /** No client may ask for it. */
        UNKNOWN
    }

    /** Says which requests there are, for one who asked for another: {@code read K | write K V}. */
    String requests();

    /** Says what a request is, by its words alone. */
    Kind kind(String request);

    /** Carries out a change that is committed; returns what the client is told. */
    String apply(String change);

    /** Answers a read. */
    String answer(String read);

    /**
     * Tells that another tick is over, 100 ms by the server's own clock as a rule.
     *
     * @param leads whether this server believes that it leads
     * @return the changes that the leader proposes of its own accord; none if it does not lead
     */
    default List<String> tick(boolean leads) {
        return List.of();
    }

    /** Returns all that the changes made, for a snapshot. */
    Map<String, String> save();

    /** Becomes what another one saved. */
    void load(Map<String, String> saved);
}
