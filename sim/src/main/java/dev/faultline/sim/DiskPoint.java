package dev.faultline.sim;

/**
 * A point in a run: a call of a disk, just before or just after it takes effect.
 *
 * @param calls which calls
 * @param moment before or after
 * @param nth which of them, counted from when the point is set; from 1
 */
public record DiskPoint(DiskMatch calls, Moment moment, long nth) {
    /** On which side of the effect. */
    public enum Moment {
        /** Nothing of the call has happened; of a sync, the time has passed that it takes, and nothing is durable. */
        BEFORE,
        /** The call has done all that it does, and its thread does not know yet. */
        AFTER
    }

    /** Checks the range. */
    public DiskPoint {
        if (nth < 1) {
            throw new IllegalArgumentException("calls are counted from 1, was " + nth);
        }
    }
}
