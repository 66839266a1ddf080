package dev.faultline.experiment;

import dev.faultline.experiment.probe.Memory;
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

    /** Lets the object of the class that the program made last be known, from the next start on. */
    void prepare(String className);

    /** Returns what the running process has in memory. */
    Memory memory();

    /**
     * Returns the class loader of the running process.
     *
     * @throws IllegalStateException if it does not run
     */
    ClassLoader classLoader();

    /**
     * Starts a thread in the running process, beside those of the program.
     *
     * @throws IllegalStateException if it does not run
     */
    void spawn(String threadName, Runnable body);

    /** Hands on what the node has printed since its last line end, as a line; for the end of a run. */
    void endLine();
}
