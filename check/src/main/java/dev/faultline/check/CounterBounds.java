package dev.faultline.check;

import java.util.Arrays;

/** A counter between its bounds. Additions may be negative: then they count for the other bound. */
final class CounterBounds {

    private static final Invariant INVARIANT = Invariant.COUNTER;

    private final History history;
    private final Budget budget;
    /** How much the least and the most possible value change at each event. */
    private final long[] least;

    private final long[] most;

    CounterBounds(History history, Budget budget) {
        this.history = history;
        this.budget = budget;
        least = new long[history.events() + 1];
        most = new long[history.events() + 1];
    }

    Verdict verdict() {
        for (int i = 0; i < history.size(); i++) {
            budget.poll();
            Operation o = history.operation(i);
            if (o.f().equals("add") && o.value() instanceof Number number) {
                if (o.outcome() != Outcome.FAIL) {
                    count(o, number.longValue());
                }
            } else if (!o.f().equals("read")) {
                throw InvariantVerdicts.unknown(INVARIANT, o);
            }
        }
        Arrays.parallelPrefix(least, Long::sum);
        Arrays.parallelPrefix(most, Long::sum);
        int reads = 0;
        for (int i = 0; i < history.size(); i++) {
            budget.poll();
            Operation o = history.operation(i);
            if (o.f().equals("read") && o.outcome() == Outcome.OK) {
                if (!(o.result() instanceof Number told)) {
                    throw InvariantVerdicts.unknown(INVARIANT, o);
                }
                reads++;
                long from = least[o.invokedEvent()];
                long to = most[o.completedEvent()];
                // Within the read the bounds may only move apart: what is added may have come before or after.
                if (told.longValue() < from || told.longValue() > to) {
                    return InvariantVerdicts.broken(
                            INVARIANT,
                            "a read answers %d, but the counter was between %d and %d"
                                    .formatted(told.longValue(), from, to),
                            o);
                }
            }
        }
        return InvariantVerdicts.holds(INVARIANT, reads + " reads lie between their bounds");
    }

    private void count(Operation o, long amount) {
        boolean certain = o.outcome() == Outcome.OK;
        long[] early = amount > 0 ? most : least;
        long[] late = amount > 0 ? least : most;
        early[o.invokedEvent()] += amount;
        if (certain) {
            late[o.completedEvent()] += amount;
        }
    }
}
