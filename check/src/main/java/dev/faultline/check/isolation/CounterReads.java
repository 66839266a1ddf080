package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Which increments the reads of counters may have seen. What a transaction adds to a counter altogether is one change; a read
 * shows the increments of its own transaction before it and the sum of some changes of others. Where amounts are chosen well,
 * one set of changes only makes that sum.
 */
final class CounterReads {

    private static final long MOST_STEPS = 20_000_000;
    private static final CounterSums.Ways NOT_LOOKED_FOR = new CounterSums.Ways(List.of(), List.of(), false, 0);

    /**
     * All that a transaction adds to a counter; the key of a register that it writes and that the others read.
     *
     * @param amount not 0: who adds nothing cannot be seen
     */
    record Change(Object counter, int transaction, long amount) {
        @Override
        public String toString() {
            return "%s (the %d of T%d)".formatted(counter, amount, transaction);
        }
    }

    /**
     * A read, and what it tells of the changes of others.
     *
     * @param op its number among the operations
     * @param ways the ways to make what it saw of others
     */
    record Read(int op, int transaction, int counter, CounterSums.Ways ways) {}

    /** The changes of one counter. */
    static final class Changes {
        final List<Change> all = new ArrayList<>();
        /** The numbers of those that may be seen, by their amounts. */
        final Map<Long, Ints> byAmount = new TreeMap<>();
        /** By transaction. */
        private final Map<Integer, Long> amountOf = new HashMap<>();

        private final Map<Long, Integer> counts = new TreeMap<>();
        /** The same with those of transactions that aborted. */
        private final Map<Long, Integer> countsOfAll = new TreeMap<>();
    }

    final Transactions history;
    private final IsolationLimits limits;
    private final List<Changes> changes = new ArrayList<>();
    private final List<Read> reads = new ArrayList<>();
    private final Map<List<Long>, CounterSums.Ways> solved = new HashMap<>();
    private final BitSet first = new BitSet();
    private final long[] ownBefore;
    private long left = MOST_STEPS;

    private CounterReads(Transactions history, IsolationLimits limits) {
        this.history = history;
        this.limits = limits;
        ownBefore = new long[history.operations()];
    }

    /**
     * What the reads tell.
     *
     * @throws CheckStopped if the increments of a counter are too large to add up, or the limits say so
     */
    static CounterReads of(Transactions history, IsolationLimits limits) {
        CounterReads found = new CounterReads(history, limits);
        try {
            found.indexChanges();
            found.solveReads();
        } catch (ArithmeticException overflow) {
            throw new CheckStopped("the increments of a counter add up to more than 62 bits");
        }
        return found;
    }

    /** In the order of the operations. */
    List<Read> reads() {
        return reads;
    }

    Changes changes(int counter) {
        return changes.get(counter);
    }

    /** What the transaction adds to the counter, 0 if nothing. */
    long change(int transaction, int counter) {
        return changes.get(counter).amountOf.getOrDefault(transaction, 0L);
    }

    private void indexChanges() {
        for (int counter = 0; counter < history.keys(); counter++) {
            changes.add(new Changes());
        }
        int[] since = new int[history.keys()];
        long[] sum = new long[history.keys()];
        for (int t = 0; t < history.size(); t++) {
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                int counter = history.opKey[op];
                if (history.opKind[op] == Transactions.READ) {
                    ownBefore[op] = since[counter] == t + 1 ? sum[counter] : 0;
                } else if (since[counter] == t + 1) {
                    sum[counter] = Math.addExact(sum[counter], history.opValue[op]);
                } else {
                    first.set(op);
                    since[counter] = t + 1;
                    sum[counter] = history.opValue[op];
                }
            }
            for (int op = first.nextSetBit(history.opStart[t]); op >= 0; op = first.nextSetBit(op + 1)) {
                int counter = history.opKey[op];
                if (sum[counter] != 0) {
                    add(changes.get(counter), new Change(history.names.keyOf(counter), t, sum[counter]));
                }
            }
        }
    }

    /** Whether it is the first increment that its transaction makes of the counter. */
    boolean isFirst(int increment) {
        return first.get(increment);
    }

    private void add(Changes its, Change change) {
        if (!history.aborted(change.transaction)) {
            its.byAmount.computeIfAbsent(change.amount, _ -> new Ints(4)).add(its.all.size());
            its.counts.merge(change.amount, 1, Integer::sum);
        }
        its.countsOfAll.merge(change.amount, 1, Integer::sum);
        its.amountOf.put(change.transaction, change.amount);
        its.all.add(change);
    }

    private void solveReads() {
        for (int t = 0; t < history.size(); t++) {
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                if (history.opKind[op] == Transactions.READ) {
                    int counter = history.opKey[op];
                    long others = Math.subtractExact(history.opValue[op], ownBefore[op]);
                    reads.add(new Read(op, t, counter, ways(counter, others, t, false)));
                }
            }
        }
    }

    /** How many others made a change of this amount that may be seen. */
    int visible(Read read, long amount) {
        Ints all = changes.get(read.counter).byAmount.get(amount);
        boolean own = change(read.transaction, read.counter) == amount;
        return (all == null ? 0 : all.size()) - (own ? 1 : 0);
    }

    /** What its transaction adds to the counter before a read. */
    long ownBefore(int read) {
        return ownBefore[read];
    }

    /** The ways to make a sum of changes of all but one transaction. */
    CounterSums.Ways ways(int counter, long sum, int except, boolean evenAborted) {
        long own = evenAborted || !history.aborted(except) ? change(except, counter) : 0;
        List<Long> question = List.of((long) counter, sum, own, evenAborted ? 1L : 0L);
        CounterSums.Ways ways = solved.get(question);
        if (ways == null) {
            limits.poll("it looked for the increments that reads saw");
            if (left <= 0) {
                return NOT_LOOKED_FOR;
            }
            Changes its = changes.get(counter);
            Map<Long, Integer> numbers = new TreeMap<>(evenAborted ? its.countsOfAll : its.counts);
            if (own != 0) {
                numbers.computeIfPresent(own, (_, count) -> count == 1 ? null : count - 1);
            }
            ways = CounterSums.of(numbers, sum);
            left -= ways.steps();
            solved.put(question, ways);
        }
        return ways;
    }
}
