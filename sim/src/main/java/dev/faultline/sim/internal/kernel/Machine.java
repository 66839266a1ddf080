package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Node;
import java.util.Collection;

/**
 * A machine of the run, as the scheduler knows it. The disk ({@code Storage}) and the network ({@code Attached}) add what
 * they need of one.
 */
public interface Machine extends Node {
    @Override
    MachineClock clock();

    /** Returns what it lets its process have. */
    Allowance allowance();

    /** Returns its live threads, in the order in which they were started. */
    Collection<Task> tasks();
}
