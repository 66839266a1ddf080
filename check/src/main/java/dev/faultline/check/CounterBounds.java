package dev.faultline.check;

import java.util.Arrays;

/** Counters between their bounds, each key one. Additions may be negative: then they count for the other bound. Linear. */
final class CounterBounds {

    private static final Invariant INVARIANT = Invariant.COUNTER;
    private static final int NOBODY = -1;

    private final History history;
    private final Budget budget;
    /** The least and the most that the counter of each key can hold at the event that is looked at. */
    private final long[] least;

    private final long[] most;

    CounterBounds(History history, Budget budget) {
        this.history = history;
        this.budget = budget;
        least = new long[history.keyCount()];
        most = new long[history.keyCount()];
    }

    Verdict verdict() {
        int[] whose = operationsOfEvents();
        long[] from = new long[history.size()];
        int reads = 0;
        for (int event = 0; event < whose.length; event++) {
            budget.poll();
            if (whose[event] == NOBODY) {
                continue;
            }
            Operation o = history.operation(whose[event]);
            int key = history.keyNumber(o.index());
            boolean begins = event == o.invokedEvent();
            if (o.f().equals("add") && o.value() instanceof Number number) {
                add(key, o.outcome(), begins, number.longValue());
            } else if (begins) {
                from[o.index()] = least[key];
            } else if (o.outcome() == Outcome.OK) {
                if (!(o.result() instanceof Number told)) {
                    throw InvariantVerdicts.unknown(INVARIANT, o);
                }
                reads++;
                // Within the read the bounds may only move apart: what is added may have come before or after.
                if (told.longValue() < from[o.index()] || told.longValue() > most[key]) {
                    return InvariantVerdicts.broken(
                            INVARIANT,
                            "a read answers %d, but the counter was between %d and %d"
                                    .formatted(told.longValue(), from[o.index()], most[key]),
                            o);
                }
            }
        }
        return InvariantVerdicts.holds(INVARIANT, reads + " reads lie between their bounds");
    }

    /** Returns the operation that each event is of. */
    private int[] operationsOfEvents() {
        int[] whose = new int[history.events()];
        Arrays.fill(whose, NOBODY);
        for (int i = 0; i < history.size(); i++) {
            budget.poll();
            Operation o = history.operation(i);
            if (!o.f().equals("read") && !(o.f().equals("add") && o.value() instanceof Number)) {
                throw InvariantVerdicts.unknown(INVARIANT, o);
            }
            whose[o.invokedEvent()] = i;
            if (o.completedEvent() != Operation.NEVER) {
                whose[o.completedEvent()] = i;
            }
        }
        return whose;
    }

    /** What may have been added counts from the beginning, what was certainly added from the end. */
    private void add(int key, Outcome outcome, boolean begins, long amount) {
        long[] early = amount > 0 ? most : least;
        long[] late = amount > 0 ? least : most;
        if (begins && outcome != Outcome.FAIL) {
            early[key] += amount;
        } else if (!begins && outcome == Outcome.OK) {
            late[key] += amount;
        }
    }
}
