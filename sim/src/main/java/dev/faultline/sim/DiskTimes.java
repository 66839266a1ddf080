package dev.faultline.sim;

/**
 * How long the calls of a disk take, in virtual time.
 *
 * @param read a read, which finds its pages in the page cache
 * @param write a write, which ends in the page cache
 * @param sync a sync; the time to write the pages comes on top, see {@link #BYTES_PER_MICROSECOND}
 */
public record DiskTimes(Distribution read, Distribution write, Distribution sync) {
    /** What a sync writes in a microsecond: 500 MB in a second, as a SATA SSD. */
    public static final long BYTES_PER_MICROSECOND = 500;

    /** Reads of 2 to 10 us, writes of 5 to 20 us, syncs of 0.5 to 4 ms. */
    public static final DiskTimes SSD = new DiskTimes(
            new Distribution.Uniform(2_000, 10_000),
            new Distribution.Uniform(5_000, 20_000),
            new Distribution.Uniform(500_000, 4_000_000));

    static long transferNanos(long bytes) {
        return bytes * 1_000 / BYTES_PER_MICROSECOND;
    }
}
