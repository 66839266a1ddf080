package dev.faultline.chaos;

import dev.faultline.sim.Event;
import java.util.List;

/** What a fault that is over has left behind, which the system may meet until the end of the run. */
public interface Aftermath {
    /** Sees what happens from when the fault was undone. */
    void observe(Event event);

    /** Returns what was seen so far, in sentences. */
    List<String> sentences();
}
