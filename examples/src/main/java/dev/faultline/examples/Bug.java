package dev.faultline.examples;

/** The mistakes that can be planted; each sits at the one place that asks for it. Published ones are their models. */
enum Bug {
    NONE,
    /** {@link DurableLog#durableIndex}: what was written counts as held, although it is not on disk yet. */
    ACK_BEFORE_SYNC,
    /** {@link Replica#start}: any node answers reads from its own state. */
    STALE_READ,
    /** {@link Replica#confirmedSince}: who was elected once believes to be the primary for ever. */
    TWO_PRIMARIES,
    /** {@link Transaction#valueOf}: a transaction sees what others have changed and not committed. */
    DIRTY_READ,
    /** {@link Transaction#valueOf}: each read sees what is committed by then, not what was when the transaction began. */
    NON_REPEATABLE_READ,
    /** {@link Store#certified}: a transaction commits whatever has changed since its snapshot. */
    LOST_UPDATE,
    /** {@link Store#certified}: a transaction commits although what it has only read has changed. */
    WRITE_SKEW,
    /**
     * {@link Replica#start}: a backup runs transactions that only read, and sees others in the order of the log. {@link
     * Transactions#openSnapshot}: the primary sees them in the order in which their threads come back.
     */
    LONG_FORK,
    /** {@link Replica#outcome}: who was elected once takes snapshots without asking whether it still is the primary. */
    STALE_SNAPSHOT,
    /** {@link Transaction#begin}: each change of a transaction is an entry of its own. */
    TORN_TRANSACTION,
    /** {@link Transaction#proceed}: a transaction whose fate is not known is told to have failed. */
    ABORTED_VISIBLE
}
