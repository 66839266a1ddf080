package dev.faultline.sim;

/**
 * What a power failure leaves of what was written and not synced.
 *
 * <p>Changes of names (create, rename, unlink, mkdir) and truncations are kept in order, as in the journal of a file
 * system: those that survive are the oldest ones. Syncing a file or directory makes its own changes durable and every
 * older one. Changes older than 30 to 60 seconds of virtual time are durable anyway, as file systems write their journal
 * by themselves from time to time; contents are not.
 *
 * @param pagesKept the chance that an unsynced page has reached the disk, 0.0 to 1.0; also that of an unsynced growth
 *     of a file
 * @param pagesTorn the chance that some sectors (512 bytes) of the page have and others have not; of a growth, that the
 *     file ends somewhere between the two sizes. The sum of both is 1.0 at most
 * @param journalKept whether some of the unsynced changes of names survive, how many is drawn evenly from none to all;
 *     otherwise none does
 * @param directoriesNeedSync whether the name of a file is durable only after its directory was synced, as POSIX has
 *     it. Otherwise syncing the file is enough, as in ext4, XFS and Btrfs
 */
public record CrashRule(double pagesKept, double pagesTorn, boolean journalKept, boolean directoriesNeedSync) {
    /** Nothing survives that was not synced. */
    public static final CrashRule STRICT = new CrashRule(0, 0, false, false);

    /** What survives is drawn: half of the pages, an eighth of them torn, some of the names. */
    public static final CrashRule RANDOM = new CrashRule(0.5, 0.125, true, false);

    /** Nothing survives that was not synced, and a name only if its directory was. */
    public static final CrashRule POSIX = new CrashRule(0, 0, false, true);

    /** Checks the ranges. */
    public CrashRule {
        if (!(pagesKept >= 0 && pagesTorn >= 0 && pagesKept + pagesTorn <= 1)) {
            throw new IllegalArgumentException("pagesKept and pagesTorn must be chances and 1.0 at most together, were "
                    + pagesKept + " and " + pagesTorn);
        }
    }
}
