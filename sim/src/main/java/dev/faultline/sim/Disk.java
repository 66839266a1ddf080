package dev.faultline.sim;

import java.util.List;

/**
 * The disk of a node: files in memory, which outlive the program, and what of them would outlive a power failure.
 *
 * <p>A write ends in the page cache; only a sync makes it durable. {@link Node#kill} loses nothing, {@link Node#powerOff}
 * loses what the {@link CrashRule} and the seed say. Calls take virtual time ({@link DiskTimes}), looking at names and
 * attributes takes none.
 *
 * <p>Events: {@code FileSynced} (path, bytes, latencyNanos), {@code FileFault} (path, operation, error), {@code
 * DiskCrashed} (what {@link DiskCrash} has), {@code DiskWiped}, {@code DiskReadOnly}, {@code DiskWritable}.
 *
 * <p>The public methods are for the code that drives the simulation, as those of {@link Node}.
 */
public interface Disk {
    /**
     * Returns the contents of a file, as programs see it.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    byte[] read(String path);

    /** Returns the paths of all files, ascending; directories and devices are not among them. */
    List<String> list();

    /** Returns what the disk has done so far. */
    DiskStatistics statistics();

    /** Returns what the last power failure did; all zeros if there was none. */
    DiskCrash lastCrash();

    /** Returns what a power failure leaves. */
    CrashRule crashRule();

    /** Decides what a power failure leaves; {@link CrashRule#EXT4} at first. */
    void setCrashRule(CrashRule rule);

    /** Returns how long calls take. */
    DiskTimes times();

    /** Decides how long calls take; {@link DiskTimes#SSD} at first. */
    void setTimes(DiskTimes newTimes);

    /** Returns how many times as long as usual every call takes. */
    double slowdown();

    /**
     * Makes every call take so many times as long as usual; 1.0 makes the disk well again. The effect is counted in
     * {@link DiskStatistics#slowedNanos}.
     *
     * @throws IllegalArgumentException if the factor is not positive and finite
     */
    void setSlowdown(double factor);

    /** Returns how many bytes the disk has room for, in whole pages; {@link Long#MAX_VALUE} if there is no limit. */
    long capacityBytes();

    /**
     * Gives the disk room for so many bytes, in whole pages of 4096; writes beyond it fail with "No space left on
     * device". What is there already stays. The effect is counted in {@link DiskStatistics#outOfSpace}.
     *
     * @param limitBytes not negative; {@link Long#MAX_VALUE} for no limit
     */
    void setCapacity(long limitBytes);

    /** Returns whether the file system takes no changes. */
    boolean isReadOnly();

    /**
     * Makes the file system read-only, as Linux does by itself when it meets an error in a file system that is mounted
     * with {@code errors=remount-ro}, or writable again. While it is read-only, every change of a name, an attribute or
     * contents fails with "Read-only file system", also through files that are open, and so does every sync: what was
     * not synced by then stays in the page cache only. The effect is counted in {@link DiskStatistics#refusedChanges}.
     */
    void setReadOnly(boolean readOnly);

    /** Lets calls fail from now on. */
    void inject(DiskFault fault);

    /**
     * Takes a fault away.
     *
     * @return how many calls it has failed
     */
    long heal(DiskFault fault);

    /** Returns how many calls a fault has failed so far; 0 if it is not there. */
    long hits(DiskFault fault);

    /**
     * Replaces the disk by a new one that holds the files the node was made with and nothing else.
     *
     * @throws IllegalStateException if the node runs
     */
    void wipe();
}
