package dev.faultline.cli;

import java.util.Locale;

/** Numbers of the command line and their ranges. */
final class Numbers {
    private Numbers() {}

    /**
     * Refuses a number out of its range.
     *
     * @throws UsageException if it is
     */
    static void require(String option, long number, long min, long max) {
        if (number < min || number > max) {
            throw new UsageException(
                    String.format(Locale.ROOT, "%s must be from %,d to %,d, is %,d", option, min, max, number));
        }
    }

    /** Refuses a share that is none. */
    static void requireShare(String option, double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new UsageException(option + " must be from 0 to 1, is " + share);
        }
    }
}
