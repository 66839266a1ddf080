package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Node;
import java.util.Collection;

/** What a machine of the run is to all that a machine consists of: its scheduler, its disk, its network. */
public interface Machine extends Node {
    @Override
    MachineClock clock();

    /** Returns its live threads, in the order in which they were started. */
    Collection<Task> tasks();
}
