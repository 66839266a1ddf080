package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.kernel.Scheduler;
import java.util.function.Consumer;

/**
 * Where a stage stands.
 *
 * @param tally of its disturbance, on all links
 * @param rng of its disturbance on this link alone
 * @param onward takes what the stage sends on later
 */
record Site(Tally tally, Rng rng, Scheduler scheduler, Consumer<Course> onward) {}
