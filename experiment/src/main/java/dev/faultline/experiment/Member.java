package dev.faultline.experiment;

import dev.faultline.sim.Standing;

/** A node of a {@link Cluster}: a machine with a name, and at most one process that runs its program. */
public interface Member {
    /** Returns the host name. */
    String name();

    /**
     * Starts the program in a fresh process.
     *
     * @throws IllegalStateException if it runs already
     */
    void start();

    /** Kills the process, if there is one, as SIGKILL does. */
    void kill();

    /** Returns whether a program runs, paused or not. */
    boolean isRunning();

    /** Returns where the node stands. */
    Standing standing();

    /** Hands on what the node has printed since its last line end, as a line; for the end of a run. */
    void endLine();
}
