package dev.faultline.chaos;

import dev.faultline.sim.Event;

/** One fault while an environment carries it out: begun once, undone once. */
public interface Injection {
    /** Breaks what is to break. */
    void inject();

    /** Sees what happens from just before the fault begins until it is undone. */
    default void observe(Event event) {}

    /** Undoes the fault and tells what it did. */
    Evidence heal();
}
