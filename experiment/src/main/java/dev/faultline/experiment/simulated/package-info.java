/** The environment that runs are made in unless they ask for another: the deterministic machine of {@code sim}. */
@NullMarked
package dev.faultline.experiment.simulated;

import org.jspecify.annotations.NullMarked;
