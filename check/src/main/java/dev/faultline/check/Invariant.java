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
     * Keys that are written once, one {@code write [[w k v]]} each, and {@code read [[r k v] ...]} of groups: no two
     * reads of a group each miss a write that the other saw.
     */
    LONG_FORK("long-fork"),
    /**
     * Logs that clients {@code send} to and {@code poll}, each record coming to one of the consumers: nothing that was
     * acknowledged or seen is missing later, there twice or elsewhere, or passed over by all.
     */
    LOG("log");

    /** About what an element takes in the tables of the check. */
    private static final long BYTES_PER_OPERATION = 160;

    private final String text;

    Invariant(String text) {
        this.text = text;
    }

    /**
     * Whether it holds, within the standard limits.
     *
     * @throws IllegalArgumentException if an operation is none of those that it is about
     */
    public Verdict check(History history) {
        return check(history, Limits.standard());
    }

    /**
     * Whether it holds.
     *
     * @param limits of memory and time, for the whole history; the others do not apply
     * @throws IllegalArgumentException if an operation is none of those that it is about
     */
    public Verdict check(History history, Limits limits) {
        Budget budget = new Budget(limits);
        try {
            budget.reserve(BYTES_PER_OPERATION * history.size());
            return switch (this) {
                case SET_FULL -> new SetFull(history, budget).verdict();
                case TOTAL_QUEUE -> new TotalQueue(history, budget).verdict();
                case BANK -> new BankTotals(history, false, budget).verdict();
                case BANK_WITH_OVERDRAFT -> new BankTotals(history, true, budget).verdict();
                case LOG -> new LogRecords(history, budget).verdict();
                case LONG_FORK -> new LongFork(history, budget).verdict();
                case COUNTER -> new CounterBounds(history, budget).verdict();
            };
        } catch (LimitReached reached) {
            return InvariantVerdicts.undecided(this, history, reached.limit());
        }
    }

    /** The name in commands and reports. */
    @Override
    public String toString() {
        return text;
    }
}
