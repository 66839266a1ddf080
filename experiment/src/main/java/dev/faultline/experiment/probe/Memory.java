package dev.faultline.experiment.probe;

import java.util.Optional;

/**
 * What a node's process has in memory, where its environment lets that be looked at without any effect on the run. To be used
 * between two turns, and when events are told.
 */
public interface Memory {
    /** Returns the object of the class, or of one below it, that the process has made last. */
    Optional<Object> newest(String className);

    /** Returns the class as the process has it; empty if that has not loaded and initialised it. */
    Optional<Class<?>> initialized(String className);
}
