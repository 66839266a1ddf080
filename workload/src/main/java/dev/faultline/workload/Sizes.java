package dev.faultline.workload;

import dev.faultline.sim.Rng;

/** How long the values of a workload are, in characters. */
@FunctionalInterface
public interface Sizes {
    /** As short as they can be. */
    Sizes SHORT = _ -> 0;

    /** Draws the size of the next value. One that has to be longer, to differ from all others, is longer. */
    int next(Rng rng);
}
