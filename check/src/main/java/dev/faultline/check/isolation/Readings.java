package dev.faultline.check.isolation;

/** What a history may mean where some reads do not show which writes they saw: each of them saw one of several things. */
interface Readings {

    /** Stands for a choice that is not made: the read tells nothing. */
    int OPEN = -1;

    /** The number of reads. */
    int reads();

    /**
     * How many things a read may have seen, at least 1.
     *
     * @throws CheckStopped if they are too many to tell
     */
    int choices(int read);

    /** The history of registers with unique values in which each read saw what was chosen for it, or {@link #OPEN}. */
    Transactions of(int[] choice);
}
