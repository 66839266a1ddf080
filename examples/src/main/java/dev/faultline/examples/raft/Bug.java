package dev.faultline.examples.raft;

/** The mistakes that can be planted; each sits at the one place that asks for it. Published ones are their models. */
enum Bug {
    NONE,
    /** {@link Replica#fresh}: a leader answers reads without asking whether it still is one. */
    READ_WITHOUT_QUORUM,
    /** {@link Replica#lead} and {@link Replica#fresh}: a new leader reads before it knows what is committed. */
    READ_BEFORE_NOOP,
    /** {@link Replica#holdsAllOfMine}: a vote goes to whoever asks first, whatever its log holds. */
    VOTE_WITHOUT_LOG,
    /** {@link Log#lastTerm}: the term of the last entry is forgotten when a snapshot has taken the place of the log. */
    SNAPSHOT_WITHOUT_TERM,
    /** {@link Replica#mayChange}: a change of the members begins before the one before it is committed. */
    CHANGES_OVERLAP,
    /** {@link Waiting#giveUp}: a leader that is deposed says that nothing was done. */
    DEPOSED_SAYS_NO
}
