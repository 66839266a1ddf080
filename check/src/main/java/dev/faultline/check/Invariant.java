package dev.faultline.check;

/**
 * What must hold of a history in any order: the checks of Jepsen that need no search. All are linear in the
 * history and its answers. Their VALID comes without an order.
 */
public enum Invariant {
    /**
     * Elements of a set, each key by itself, do not get lost: once an {@code add} is known to have happened, reads
     * must not end up without the element.
     */
    SET_FULL("set-full"),
    /** What was enqueued for certain comes out of {@code dequeue} or {@code drain}, and nothing else does. */
    TOTAL_QUEUE("total-queue"),
    /** Every read of all accounts has the same total, and no account is overdrawn. */
    BANK("bank-totals"),
    /** As {@link #BANK}, but accounts may be overdrawn. */
    BANK_WITH_OVERDRAFT("bank-totals-overdrawn"),
    /** A counter is never below what was certainly added before, nor above what may have been added so far. */
    COUNTER("counter-bounds"),
    /**
     * Logs that clients {@code send} to and {@code poll}, each record coming to one of the consumers: nothing that was
     * acknowledged or seen is missing later, there twice or elsewhere, or passed over by all.
     */
    LOG("log");

    private final String text;

    Invariant(String text) {
        this.text = text;
    }

    /**
     * Whether it holds.
     *
     * @throws IllegalArgumentException if an operation is none of those that it is about
     */
    public Verdict check(History history) {
        return switch (this) {
            case SET_FULL -> new SetFull(history).verdict();
            case TOTAL_QUEUE -> new TotalQueue(history).verdict();
            case BANK -> new BankTotals(history, false).verdict();
            case BANK_WITH_OVERDRAFT -> new BankTotals(history, true).verdict();
            case LOG -> new LogRecords(history).verdict();
            case COUNTER -> new CounterBounds(history).verdict();
        };
    }

    /** The name in commands and reports. */
    @Override
    public String toString() {
        return text;
    }
}
