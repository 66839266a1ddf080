package dev.faultline.experiment;

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
     * Connects to the system. Called once, before the first request; and again after {@link #invoke} threw.
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

    /** Lets go of the connection. */
    void close() throws Exception;
}
