package dev.faultline.sim;

/**
 * How the disk of a node is at the start of a run; {@link Disk} can change all of it later.
 *
 * @param crashRule what a power failure leaves
 * @param times how long calls take
 * @param capacityBytes for how much there is room, not negative; {@link Long#MAX_VALUE} for no limit
 */
public record DiskSpec(CrashRule crashRule, DiskTimes times, long capacityBytes) {
    /** A solid-state disk without limit, with a file system like ext4. */
    public static final DiskSpec USUAL = new DiskSpec(CrashRule.EXT4, DiskTimes.SSD, Long.MAX_VALUE);

    /** Checks the range. */
    public DiskSpec {
        if (capacityBytes < 0) {
            throw new IllegalArgumentException("the capacity must not be negative, was " + capacityBytes);
        }
    }

    /** Returns this disk with another crash rule. */
    public DiskSpec withCrashRule(CrashRule rule) {
        return new DiskSpec(rule, times, capacityBytes);
    }

    /** Returns this disk with other times. */
    public DiskSpec withTimes(DiskTimes others) {
        return new DiskSpec(crashRule, others, capacityBytes);
    }

    /** Returns this disk with room for so many bytes. */
    public DiskSpec withCapacity(long bytes) {
        return new DiskSpec(crashRule, times, bytes);
    }
}
