package dev.faultline.sim;

/**
 * How long the calls of a disk take, in virtual time.
 *
 * @param read a read, which finds its pages in the page cache
 * @param write a write, which ends in the page cache
 * @param sync a sync; the time to write the pages comes on top
 * @param bytesPerMicrosecond what a sync writes in a microsecond, at least 1; also the megabytes of a second
 */
public record DiskTimes(Distribution read, Distribution write, Distribution sync, long bytesPerMicrosecond) {
    /** Reads of 2 to 10 us, writes of 5 to 20 us. */
    private static final Distribution CACHED_READ = new Distribution.Uniform(2_000, 10_000);

    private static final Distribution CACHED_WRITE = new Distribution.Uniform(5_000, 20_000);

    /** A SATA solid-state disk: syncs of 0.5 to 4 ms, 500 MB in a second. */
    public static final DiskTimes SSD =
            new DiskTimes(CACHED_READ, CACHED_WRITE, new Distribution.Uniform(500_000, 4_000_000), 500);

    /** A solid-state disk with power-loss protection on the bus: syncs of 20 to 100 us, 3 GB in a second. */
    public static final DiskTimes NVME =
            new DiskTimes(CACHED_READ, CACHED_WRITE, new Distribution.Uniform(20_000, 100_000), 3_000);

    /** A rotating disk: syncs of 4 to 25 ms, 150 MB in a second. */
    public static final DiskTimes ROTATING =
            new DiskTimes(CACHED_READ, CACHED_WRITE, new Distribution.Uniform(4_000_000, 25_000_000), 150);

    /** A volume in the network: syncs of 2 ms as a rule, one in a hundred more than 16 ms, 250 MB in a second. */
    public static final DiskTimes NETWORK =
            new DiskTimes(CACHED_READ, CACHED_WRITE, new Distribution.LogNormal(2_000_000, 0.9), 250);

    /**
     * Returns the profile of that name: {@code ssd}, {@code nvme}, {@code rotating} or {@code network}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static DiskTimes named(String profile) {
        return switch (profile) {
            case "ssd" -> SSD;
            case "nvme" -> NVME;
            case "rotating" -> ROTATING;
            case "network" -> NETWORK;
            default ->
                throw new IllegalArgumentException(
                        "a disk is as fast as ssd, nvme, rotating or network, was '" + profile + "'");
        };
    }

    /** Checks the range. */
    public DiskTimes {
        if (bytesPerMicrosecond < 1) {
            throw new IllegalArgumentException("a disk must write something, was " + bytesPerMicrosecond);
        }
    }

    public long transferNanos(long bytes) {
        return bytes * 1_000 / bytesPerMicrosecond;
    }
}
