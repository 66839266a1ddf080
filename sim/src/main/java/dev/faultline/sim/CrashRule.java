package dev.faultline.sim;

/**
 * What a power failure leaves of what was written and not synced. There are three profiles: {@link #STRICT}, {@link
 * #EXT4} and {@link #EVERYTHING_LOST}. {@link NodeSpec#withDisk} and {@link Disk#setCrashRule} choose.
 *
 * <p>What holds under every rule, also for files that are mapped into memory, whose pages are told by comparison:
 *
 * <ul>
 *   <li>What a sync that returned has written is there: the contents and the size of the file as they were when the sync
 *       began, and its truncations. {@code MappedByteBuffer.force} of a stretch does so for the pages in it.
 *   <li>Every other page (4096 bytes) that was written to is, each for itself, as it was last synced, as it was last
 *       written, or torn: each of its sectors (512 bytes) one or the other. A file that has grown has the size before or
 *       after, or, if it is torn, one between. What lies between as a hole reads as zeros.
 *   <li>A change of names (create, link, rename, unlink, mkdir, rmdir) is done whole or not at all: a file that was moved
 *       has its old name or the new one, and a name that was replaced stands for the old file or the new one. So is a
 *       truncation; if it was not done, what it cut off is as if it had not happened.
 *   <li>A change is not done without an earlier one of the same name, or of the same file's size; a directory is not
 *       removed before what happened in it, nor moved before an earlier move of a directory. That much order the disk
 *       must keep, or files would be lost that nobody touched.
 * </ul>
 *
 * @param pagesKept the chance that an unsynced page has reached the disk, 0.0 to 1.0; also that of an unsynced growth
 *     of a file
 * @param pagesTorn the chance that it is torn. The sum of both is 1.0 at most
 * @param names which unsynced changes of names and truncations survive
 * @param directoriesNeedSync whether the name of a file is durable only after its directory was synced, as POSIX has
 *     it. Otherwise syncing the file is enough, and takes every older change with it, as in ext4, XFS and Btrfs
 * @param replacementsKeepContents whether a file that is renamed over another takes its contents with it: if the name
 *     survives, so does what had been written by then
 */
public record CrashRule(
        double pagesKept,
        double pagesTorn,
        Names names,
        boolean directoriesNeedSync,
        boolean replacementsKeepContents) {
    /** Which of the changes of names and truncations survive that no sync has made durable. */
    public enum Names {
        /** None. */
        LOST,
        /**
         * The oldest ones, as in a journal; how many is drawn evenly from none to all. Those older than 30 to 60 seconds
         * of virtual time are durable anyway, as file systems write their journal by themselves from time to time.
         */
        OLDEST_FIRST,
        /** Any, in no order but the one that every disk must keep. A sync of a directory makes its own changes durable. */
        ANY
    }

    /**
     * What POSIX allows, at its worst: whatever was not synced may be there or not, each thing for itself. A file of
     * which the contents were synced may have no name, a name may lead to an empty file, and the younger of two changes
     * may be there without the older. Programs that survive this survive everywhere; many survive only {@link #EXT4}.
     */
    public static final CrashRule STRICT = new CrashRule(0.5, 0.125, Names.ANY, true, false);

    /**
     * As ext4 with its usual options ({@code data=ordered}, {@code auto_da_alloc}): names and truncations survive in the
     * order in which they were made, a sync of a file makes its name durable and every older change, and a rename over an
     * existing file leaves the old contents or the new, never an empty file. Contents are drawn page by page; an eighth
     * are torn. The usual rule of a disk.
     */
    public static final CrashRule EXT4 = new CrashRule(0.5, 0.125, Names.OLDEST_FIRST, false, true);

    /**
     * Nothing survives that was not synced, and a name only if its directory was. One state only is possible, so what a
     * program forgot to sync is missing every time.
     */
    public static final CrashRule EVERYTHING_LOST = new CrashRule(0, 0, Names.LOST, true, false);

    /** Checks the ranges. */
    public CrashRule {
        if (!(pagesKept >= 0 && pagesTorn >= 0 && pagesKept + pagesTorn <= 1)) {
            throw new IllegalArgumentException("pagesKept and pagesTorn must be chances and 1.0 at most together, were "
                    + pagesKept + " and " + pagesTorn);
        }
    }

    /**
     * Returns the profile of that name: {@code strict}, {@code ext4} or {@code everything-lost}.
     *
     * @throws IllegalArgumentException if there is none
     */
    public static CrashRule named(String profile) {
        return switch (profile) {
            case "strict" -> STRICT;
            case "ext4" -> EXT4;
            case "everything-lost" -> EVERYTHING_LOST;
            default ->
                throw new IllegalArgumentException(
                        "a disk is strict, ext4 or everything-lost after a power failure, was '" + profile + "'");
        };
    }
}
