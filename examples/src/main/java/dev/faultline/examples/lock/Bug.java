package dev.faultline.examples.lock;

/** The mistakes that can be planted; each sits at the one place that asks for it. Published ones are their models. */
enum Bug {
    NONE,
    /** {@link Fenced#admits}: a write is accepted whatever its token is. */
    NO_FENCING,
    /** {@link Leases#firstTicks}: a new leader takes those of whom it has not heard yet for silent. */
    NEW_LEADER_EXPIRES,
    /** {@link Locks#expire}: a lease ends although it was renewed after the leader had given it up. */
    EXPIRE_RENEWED,
    /** {@link Locks#tick}: every replica ends leases by its own time, not by the log. */
    EXPIRE_LOCALLY,
    /** {@link Locks#release}: whoever releases a lock frees it. */
    RELEASE_UNCHECKED,
    /** {@link Locks#renew}: a renewal succeeds as long as somebody holds the lock. */
    RENEW_UNCHECKED,
    /** {@link Locks#load}: tokens begin again behind those that are held in the snapshot. */
    TOKENS_NOT_SAVED,
    /** {@link Locks#load}: a snapshot adds its locks to those that were held. */
    SNAPSHOT_ADDS
}
