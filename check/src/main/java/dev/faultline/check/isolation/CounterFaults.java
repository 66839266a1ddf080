package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads of counters that no increments explain, and what is wrong with each: the first of each kind. */
final class CounterFaults {

    private static final int NOBODY = -1;
    /** To name one takes a walk over the history. */
    private static final int MOST_NAMED = 50;

    private final CounterReads reads;
    private final Transactions history;
    private final List<Anomaly> found = new ArrayList<>();
    private final Set<AnomalyKind> kinds = EnumSet.noneOf(AnomalyKind.class);

    private CounterFaults(CounterReads reads) {
        this.reads = reads;
        history = reads.history;
    }

    /** Empty if each read may have seen some increments. */
    static List<Anomaly> of(CounterReads reads) {
        CounterFaults faults = new CounterFaults(reads);
        reads.reads().stream()
                .filter(read -> read.ways().isImpossible())
                .limit(MOST_NAMED)
                .forEach(faults::name);
        return faults.found;
    }

    private void name(CounterReads.Read read) {
        int t = read.transaction();
        String words = "T%d %s".formatted(t, history.describeOperation(read.op()));
        long value = history.opValue[read.op()];
        long own = reads.ownBefore(read.op());
        if (own != 0 && isMade(read, value, NOBODY)) {
            report(AnomalyKind.NOT_OWN_WRITE, List.of(t), words + ", and had added %d itself before.".formatted(own));
            return;
        }
        if (isOfFuture(read, value - own)) {
            report(AnomalyKind.FUTURE_READ, List.of(t), words + ", which needs what it added itself only after that.");
            return;
        }
        int aborted = aborted(read, value - own);
        if (aborted >= 0) {
            report(
                    AnomalyKind.G1A,
                    List.of(aborted, t),
                    words + ", which needs what T%d added, and T%d aborted.".formatted(aborted, aborted));
            return;
        }
        int half = halfSeen(read, value - own);
        if (half >= 0) {
            report(
                    AnomalyKind.G1B,
                    List.of(half, t),
                    words + ", which needs a first part of what T%d added without the rest.".formatted(half));
            return;
        }
        report(AnomalyKind.GARBAGE_READ, List.of(t), words + garbage(read, value, own));
    }

    private String garbage(CounterReads.Read read, long value, long own) {
        long least = own;
        long most = own;
        for (CounterReads.Change change : reads.changes(read.counter()).all) {
            if (change.transaction() != read.transaction() && !history.aborted(change.transaction())) {
                least += Math.min(0, change.amount());
                most += Math.max(0, change.amount());
            }
        }
        return value < least || value > most
                ? ", but whatever it saw of the increments adds up to something from %d to %d.".formatted(least, most)
                : ", but no increments add up to that.";
    }

    /** Whether changes of others, but for one transaction, make the sum. */
    private boolean isMade(CounterReads.Read read, long sum, int without) {
        CounterSums.Ways ways = reads.ways(read.counter(), sum, read.transaction(), false);
        long amount = without == NOBODY ? 0 : reads.change(without, read.counter());
        return ways.taken().stream().anyMatch(taken -> {
            for (int i = 0; i < taken.length; i++) {
                if (ways.amounts().get(i) == amount && taken[i] == reads.visible(read, amount)) {
                    return false;
                }
            }
            return true;
        });
    }

    private boolean isOfFuture(CounterReads.Read read, long others) {
        long later = 0;
        for (int op = read.op() + 1; op < history.opStart[read.transaction() + 1]; op++) {
            if (history.opKind[op] == Transactions.WRITE && history.opKey[op] == read.counter()) {
                later += history.opValue[op];
                if (later != 0 && isMade(read, others - later, NOBODY)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** An aborted transaction without which the sum is not made, negative if there is none. */
    private int aborted(CounterReads.Read read, long others) {
        CounterSums.Ways ways = reads.ways(read.counter(), others, read.transaction(), true);
        if (ways.taken().isEmpty()) {
            return NOBODY;
        }
        int[] taken = ways.taken().getFirst();
        for (int i = 0; i < taken.length; i++) {
            long amount = ways.amounts().get(i);
            if (taken[i] > reads.visible(read, amount)) {
                return reads.changes(read.counter()).all.stream()
                        .filter(change -> change.amount() == amount && history.aborted(change.transaction()))
                        .mapToInt(CounterReads.Change::transaction)
                        .findFirst()
                        .orElse(NOBODY);
            }
        }
        return NOBODY;
    }

    /** A transaction of which a first part makes the sum with changes of others, negative if there is none. */
    private int halfSeen(CounterReads.Read read, long others) {
        for (int t = 0; t < history.size(); t++) {
            long part = 0;
            for (int op = history.opStart[t]; t != read.transaction() && op < history.opStart[t + 1]; op++) {
                if (history.opKind[op] == Transactions.WRITE && history.opKey[op] == read.counter()) {
                    part += history.opValue[op];
                    if (part != reads.change(t, read.counter()) && isMade(read, others - part, t)) {
                        return t;
                    }
                }
            }
        }
        return NOBODY;
    }

    private void report(AnomalyKind kind, List<Integer> transactions, String sentence) {
        if (kinds.add(kind)) {
            found.add(new Anomaly(kind, Scope.DATA, transactions, List.of(), sentence));
        }
    }
}
