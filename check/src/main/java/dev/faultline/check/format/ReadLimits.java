package dev.faultline.check.format;

/**
 * How much of a file is read before it counts as malformed.
 *
 * @param recordBytes most bytes of one record, at least 1
 * @param depth most collections inside each other, at least 1
 */
public record ReadLimits(long recordBytes, int depth) {

    /** @throws IllegalArgumentException if a limit is below 1 */
    public ReadLimits {
        if (recordBytes < 1 || depth < 1) {
            throw new IllegalArgumentException("limits must be at least 1, not " + recordBytes + " and " + depth);
        }
    }

    /** 64 MiB for a record, 64 collections inside each other. */
    public static ReadLimits standard() {
        return new ReadLimits(64L << 20, 64);
    }
}
