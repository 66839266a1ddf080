package dev.faultline.chaos;

import dev.faultline.sim.Event;

/** What a fault that is over has left behind, which the system may meet until the end of the run. */
public interface Aftermath {
    /** Sees what happens from when the fault was undone. */
    void observe(Event event);

    /** Returns what is known of the fault by now, from what was known when it was undone. */
    Evidence after(Evidence healed);
}
