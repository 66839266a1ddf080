package dev.faultline.workload;

import java.util.Optional;

/**
 * One client of the system under test: it turns the requests of a workload into calls of the system's own client
 * library, and says what came of each.
 *
 * <p>A client is created, used and closed by one thread of the client node, inside the environment: its clock, its
 * network and its random numbers are simulated ones. It is loaded beside the system's artifacts, needs a public
 * constructor without parameters, and keeps nothing in statics.
 */
public interface Client {
    /**
     * Connects to the system. Called once, before the first request.
     *
     * @throws Exception if the system cannot be reached now; it is tried again a little later
     */
    void open(ClientContext context) throws Exception;

    /**
     * Carries out a request. What it returns must be certain: {@link Reply.Ok} if the request took effect, {@link
     * Reply.Fail} if it did not and never will, {@link Reply.Unknown} if either is possible.
     *
     * @throws Exception counts as {@link Reply.Unknown}; the client is closed and a fresh one opened
     */
    Reply invoke(Request request) throws Exception;

    /**
     * Asks the client, before {@link #open}, to send every request to this node and to no other, whatever becomes of it.
     * When all faults are over, every key is read through each node in this way.
     *
     * @return whether it will do so; false, and nothing changed, where it leaves the choice to its library
     */
    default boolean goThrough(String node) {
        return false;
    }

    /** Returns the node that the next request will be sent to first; empty if that is not known. For the history. */
    default Optional<String> target() {
        return Optional.empty();
    }

    /**
     * Returns the node from which the reply that {@link #invoke} returned last came; empty if it came from none, or that is
     * not known. For the history.
     */
    default Optional<String> answeredBy() {
        return Optional.empty();
    }

    /** Lets go of the connection. */
    void close() throws Exception;
}
