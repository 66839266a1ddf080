package dev.faultline.chaos;

import dev.faultline.sim.Event;
import java.util.Optional;

/** One fault while an environment carries it out: begun once, undone once. */
public interface Injection {
    /** Breaks what is to break. */
    void inject();

    /** Sees what happens from just before the fault begins until it is undone. */
    default void observe(Event event) {}

    /** Undoes the fault and tells what it did. */
    Evidence heal();

    /** Returns what is to be watched on, once the fault was undone; nothing where nothing is left of it. */
    default Optional<Aftermath> aftermath() {
        return Optional.empty();
    }

    /**
     * Begins in the place of another that is on, and undoes that. What both break stays broken all the while, where the kind can do
     * so; others are undone first, and no program takes a turn in between.
     *
     * @return what the other did
     */
    default Evidence replace(Injection other) {
        Evidence evidence = other.heal();
        inject();
        return evidence;
    }
}
