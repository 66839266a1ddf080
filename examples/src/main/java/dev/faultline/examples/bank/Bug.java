package dev.faultline.examples.bank;

/** The mistakes that can be planted; each sits at the one place that asks for it. Published ones are their models. */
enum Bug {
    NONE,
    /** {@link Participant#look}: balances are read while transactions are at work on them. */
    READ_UNLOCKED,
    /** {@link Participant#apply}: a transfer within a server does not look whether its accounts are locked. */
    AT_ONCE_UNLOCKED,
    /** {@link Coordinator#giveUp}: a transfer within a server that is not answered is sent again, as another one. */
    SENT_AGAIN,
    /** {@link Coordinator#answer}: of a transaction that is not decided yet it is said that it was rolled back. */
    OPEN_MEANS_NO,
    /** {@link Participant#askAboutOldPromises}: who hears nothing breaks its promise. */
    DECIDES_ALONE,
    /** {@link Ledger#decide}: the decision is acknowledged and told, and on no disk. */
    DECISION_UNWRITTEN,
    /** {@link Ledger#checkpoint}: a new file begins without the decisions that not all servers know. */
    CHECKPOINT_FORGETS,
    /** {@link Ledger#open}: a restart forgets what was promised. */
    PREPARED_FORGOTTEN,
    /** {@link Participant}: after a restart the accounts of open promises are not locked. */
    IN_DOUBT_UNLOCKED
}
