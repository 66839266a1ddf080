package dev.faultline.experiment;

import java.time.Duration;

/**
 * That the system serves its clients while only a quorum is whole.
 *
 * @param within how long a key may be asked for in vain while no more nodes are missing than may be
 * @param without how many may be: down, or cut off from the others
 */
public record AvailabilitySpec(Duration within, int without) {
    /** Returns how long a plan leaves only a quorum: so long that a key which is asked for late can still be found to be lost. */
    Duration phase() {
        return within.multipliedBy(2);
    }
}
