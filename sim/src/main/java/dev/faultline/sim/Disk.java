package dev.faultline.sim;

import java.util.List;
import java.util.function.Consumer;

/**
 * The disk of a node: files in memory, which outlive the program, and what of them would outlive a power failure.
 *
 * <p>A write ends in the page cache; only a sync makes it durable. {@link Node#kill} loses nothing, {@link Node#powerOff}
 * loses what the {@link CrashRule} and the seed say. Calls take virtual time ({@link DiskTimes}), looking at names and
 * attributes takes none.
 *
 * <p>Events: {@code FileSynced} (path, bytes, latencyNanos), {@code FileFault} (path, operation, error), {@code
 * DiskCrashed} (what {@link DiskCrash} has), {@code DiskWiped}, {@code DiskReadOnly}, {@code DiskWritable}, {@code FileSpoiled}
 * (path, operation, effect, at, and what the effect has), {@code SyncLost} (path), {@code FileDamaged} (path, effect, at, bytes),
 * {@code DamageRead} (path, at, bytes), {@code DiskGone}, {@code DiskBack}.
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

    /**
     * Returns the contents of a file as one of the two has it: what programs see, or what the disk holds, were all changes of
     * names and truncations done.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    byte[] read(String path, DiskFault.Layer layer);

    /** Returns the paths of all files, ascending; directories and devices are not among them. */
    List<String> list();

    /** Returns the paths of the files that the pattern matches, ascending. */
    List<String> list(PathPattern pattern);

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

    /** Returns how many bytes go to the disk in a second at most; {@link Long#MAX_VALUE} if there is no limit. */
    long bandwidth();

    /**
     * Lets so many bytes go to the disk in a second at most, for all its files together: syncs take that much longer, one
     * behind the other. Reads and writes, which end in the page cache, do not. The effect is counted in {@link
     * DiskStatistics#queuedNanos}.
     *
     * @param bytesPerSecond at least 1; {@link Long#MAX_VALUE} for no limit but that of {@link #times}
     */
    void setBandwidth(long bytesPerSecond);

    /** Returns how many bytes the disk has room for, in whole pages; {@link Long#MAX_VALUE} if there is no limit. */
    long capacityBytes();

    /**
     * Gives the disk room for so many bytes, in whole pages of 4096; writes beyond it fail with "No space left on
     * device". What is there already stays. The effect is counted in {@link DiskStatistics#outOfSpace}.
     *
     * @param limitBytes not negative; {@link Long#MAX_VALUE} for no limit
     */
    void setCapacity(long limitBytes);

    /** Returns whether the disk answers. */
    boolean isAvailable();

    /**
     * Lets the disk be gone, for programs, or back: while it is gone, every call that names a file or uses one that is open
     * fails with "Input/output error". What was there is there when it is back. The effect is counted in {@link
     * DiskStatistics#errors}.
     */
    void setAvailable(boolean available);

    /** Returns whether the file system takes no changes. */
    boolean isReadOnly();

    /**
     * Makes the file system read-only, as Linux does by itself when it meets an error in a file system that is mounted
     * with {@code errors=remount-ro}, or writable again. While it is read-only, every change of a name, an attribute or
     * contents fails with "Read-only file system", also through files that are open, and so does every sync: what was
     * not synced by then stays in the page cache only. The effect is counted in {@link DiskStatistics#refusedChanges}.
     */
    void setReadOnly(boolean readOnly);

    /** Lets calls go wrong from now on. Several faults may be in force; the same one is so only once. */
    void inject(DiskFault fault);

    /**
     * Takes a fault away.
     *
     * @return how many calls it has struck
     */
    long heal(DiskFault fault);

    /** Returns how many calls a fault has struck so far; 0 if it is not there. */
    long hits(DiskFault fault);

    /** Returns what was done to the contents so far, other than what programs asked for. */
    Damage damage();

    /**
     * Turns a bit of a file the other way round.
     *
     * @param offset of the byte
     * @param bit 0 for the least of the byte, to 7
     * @param layer where it shows
     * @throws IllegalArgumentException if there is no such file, byte or bit
     */
    void flipBit(String path, long offset, int bit, DiskFault.Layer layer);

    /**
     * Gives bytes of a file other values; its size and times stay.
     *
     * @throws IllegalArgumentException if there is no such file, or not all of the bytes are in it
     */
    void overwrite(String path, long offset, byte[] bytes, DiskFault.Layer layer);

    /**
     * Cuts a file off, for programs and on the disk alike: whatever of it was not synced is on the disk then, too.
     *
     * @throws IllegalArgumentException if there is no such file, or it is shorter
     */
    void truncate(String path, long size);

    /**
     * Gives a file other contents, for programs and on the disk alike, as {@link #truncate}.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    void replace(String path, byte[] contents);

    /**
     * Takes the name of a file away, for programs and on the disk alike. Programs that have it open go on with it.
     *
     * @throws IllegalArgumentException if there is no such file
     */
    void remove(String path);

    /**
     * Lets the page cache go of every page that it takes for clean, but those of mapped files, so that reads find what the disk
     * holds. A disk that keeps what it is given shows nothing of that.
     *
     * @return how many pages are other than they had seemed
     */
    int dropCache();

    /**
     * Has an action carried out at a point of the run, once: in the turn of the thread that makes the call, which does not go
     * on before. The action may call whatever an action of {@link Simulation#after} may; if it ends the node, by {@link
     * Node#kill} or {@link Node#powerOff}, the thread goes no further. Several actions may wait for one point; each counts the
     * calls from when it was set.
     */
    void at(DiskPoint point, Consumer<DiskCall> action);

    /**
     * Takes a point away.
     *
     * @return how many of its calls there were since it was set
     */
    long cancel(DiskPoint point);

    /** Returns how many of the point's calls there were since it was set; 0 if it is not. */
    long calls(DiskPoint point);

    /**
     * Replaces the disk by a new one that holds the files the node was made with and nothing else.
     *
     * @throws IllegalStateException if the node runs
     */
    void wipe();

    /**
     * What was done to a disk's contents since the start of the run, other than what programs asked for: the ground truth of
     * faults that programs are not told of.
     *
     * @param bytesAtRest bytes that the code that drives the simulation has given another value
     * @param flippedBits bits that were flipped in a read or a write
     * @param tornWrites writes of which the end is missing
     * @param lostWrites writes that were taken and are not there
     * @param misdirectedWrites writes that went elsewhere
     * @param lostSyncs syncs that were answered and did nothing
     * @param delayedCalls calls that took longer by a fault
     * @param delayedNanos by how much, together
     * @param shownReads reads that have given a program a byte that is not as it should be, or the end of a file that was cut off or
     *     replaced by a shorter one, by one of the above but the last three
     * @param shownPages pages that became other than they had seemed, as the page cache let go of them
     */
    record Damage(
            long bytesAtRest,
            long flippedBits,
            long tornWrites,
            long lostWrites,
            long misdirectedWrites,
            long lostSyncs,
            long delayedCalls,
            long delayedNanos,
            long shownReads,
            long shownPages) {}
}
