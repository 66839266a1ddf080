/**
 * How faults are carried out in a simulation: one injection for each kind, found by {@link
 * dev.faultline.chaos.simulated.SimulationInjector}.
 *
 * <p>An injection breaks what its fault says, watches, undoes it, and then has to show evidence that the system met the
 * fault: by counters of the machine, or by what it saw happen. What only began proves nothing.
 */
@NullMarked
package dev.faultline.chaos.simulated;

import org.jspecify.annotations.NullMarked;
