package dev.faultline.sim;

import java.util.Optional;

/**
 * What the process of a node has in memory, to be looked at. Nothing here runs code of the program, draws a number or takes time:
 * a run that is looked at is the run that it would have been.
 *
 * <p>Who looks must do so between two turns, or when it is told of an event, must only read fields, and must not ask for an
 * identity hash code, take a monitor, or call a method that a class of the program has. To be used by the code that drives the
 * simulation, as {@link Node}.
 */
public interface NodeMemory {
    /**
     * Lets the object of a class that was made last be known, from the next start of the node on. Each constructor of the class has
     * a probe then, as by {@link NodeCode#prepare}. A second time it does nothing.
     *
     * @param className the binary name with dots
     * @throws IllegalStateException if the node runs, and this was not asked for before
     */
    void prepare(String className);

    /**
     * Returns the object of a prepared class, or of one below it, that was made last by the process that runs: whose constructor
     * has returned last. Empty if none was, or nothing runs.
     */
    Optional<Object> newest(String className);

    /**
     * Returns a class of the node's class path, or of what it shares with its caller, as the process that runs has it. Empty if it
     * has not loaded it, or its static initialiser has not ended well yet, or nothing runs.
     */
    Optional<Class<?>> initialized(String className);
}
