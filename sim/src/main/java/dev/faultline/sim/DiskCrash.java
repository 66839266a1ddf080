package dev.faultline.sim;

/**
 * What a power failure did to what was not synced.
 *
 * @param files files that had unsynced contents
 * @param pagesKept unsynced pages that had reached the disk
 * @param pagesTorn unsynced pages of which some sectors had reached the disk
 * @param pagesLost unsynced pages that had not
 * @param changesKept unsynced changes of names and truncations that had reached the disk
 * @param changesUndone those that had not
 */
public record DiskCrash(int files, int pagesKept, int pagesTorn, int pagesLost, int changesKept, int changesUndone) {
    public static final DiskCrash NONE = new DiskCrash(0, 0, 0, 0, 0, 0);
}
