package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * What a history of registers may mean in which values were written more than once: each read of such a value saw one of the
 * writes of it. What registers hold at first counts as written once already. A read after a write of its own transaction saw
 * that one, if any.
 */
final class ValueReadings implements Readings {

    private static final int NOBODY = -1;

    /** A value as one of those wrote it who wrote it. */
    private record Written(String value, int transaction, int op) {
        @Override
        public String toString() {
            return "%s (as T%d wrote it)".formatted(value, transaction);
        }
    }

    private final Transactions history;
    /** The other writes of the value, of each write; those of one value share the list. */
    private final List<Ints> sameAs = new ArrayList<>();
    /** The place in {@link #sameAs} of each write of a repeated value, else {@link #NOBODY}; of each such read, too. */
    private final int[] group;

    private final BitSet ofOwn = new BitSet();
    private final Ints reads = new Ints(8);

    ValueReadings(Transactions history) {
        this.history = history;
        group = new int[history.operations()];
        Arrays.fill(group, NOBODY);
        groupWrites();
        groupReads();
    }

    private void groupWrites() {
        WriteMap first = new WriteMap(history.operations() / 2);
        for (int op = 0; op < history.operations(); op++) {
            if (history.opKind[op] == Transactions.WRITE) {
                int other = first.putIfAbsent(history.opKey[op], history.opValue[op], op);
                if (other < 0 && history.opValue[op] != history.initial) {
                    continue;
                }
                if (other < 0) {
                    other = op;
                }
                if (group[other] == NOBODY) {
                    group[other] = sameAs.size();
                    Ints writes = new Ints(4);
                    writes.add(other);
                    sameAs.add(writes);
                }
                if (other != op) {
                    group[op] = group[other];
                    sameAs.get(group[op]).add(op);
                }
            }
        }
    }

    private void groupReads() {
        WriteMap groups = new WriteMap(sameAs.size());
        for (int i = 0; i < sameAs.size(); i++) {
            int write = sameAs.get(i).get(0);
            groups.putIfAbsent(history.opKey[write], history.opValue[write], i);
        }
        int[] lastWriter = new int[history.keys()];
        Arrays.fill(lastWriter, NOBODY);
        for (int t = 0; t < history.size(); t++) {
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                if (history.opKind[op] == Transactions.WRITE) {
                    lastWriter[history.opKey[op]] = t;
                    continue;
                }
                group[op] = groups.get(history.opKey[op], history.opValue[op]);
                if (group[op] >= 0 && lastWriter[history.opKey[op]] == t) {
                    ofOwn.set(op);
                } else if (group[op] >= 0) {
                    reads.add(op);
                }
            }
        }
    }

    /**
     * The history as far as it shows which writes its reads saw. Whoever looks at a part of a history must begin with this:
     * where only one of the writes of a value is left, it would seem to be the one that was read.
     */
    Transactions certain() {
        int[] nothing = new int[reads()];
        Arrays.fill(nothing, OPEN);
        return of(nothing);
    }

    @Override
    public int reads() {
        return reads.size();
    }

    @Override
    public int choices(int read) {
        int op = reads.get(read);
        return sameAs.get(group[op]).size() + (history.opValue[op] == history.initial ? 1 : 0);
    }

    @Override
    public Transactions of(int[] choice) {
        if (sameAs.isEmpty()) {
            return history;
        }
        Names names = history.names.copy();
        long[] numbers = new long[history.operations()];
        TransactionsBuilder builder = history.likeThis(names);
        for (int op = 0; op < numbers.length; op++) {
            boolean repeated = history.opKind[op] == Transactions.WRITE && group[op] != NOBODY;
            numbers[op] = repeated
                    ? names.valueNumber(new Written(history.value(history.opValue[op]), history.transactionOf(op), op))
                    : history.opValue[op];
        }
        int next = 0;
        for (int t = 0; t < history.size(); t++) {
            history.beginIn(builder, t);
            Ints own = new Ints(4);
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                int key = history.opKey[op];
                if (history.opKind[op] == Transactions.WRITE) {
                    builder.writeNumber(key, numbers[op]);
                    own.add(op);
                } else if (ofOwn.get(op)) {
                    builder.readNumber(key, ofOwn(op, own, numbers));
                } else if (group[op] >= 0) {
                    builder.readNumber(key, seen(op, choice[next++], numbers));
                } else {
                    builder.readNumber(key, history.opValue[op]);
                }
            }
        }
        return builder.build();
    }

    /** What a read saw by what was chosen for it; what was there at first comes after all writes. */
    private long seen(int read, int chosen, long[] numbers) {
        Ints writes = sameAs.get(group[read]);
        if (chosen == OPEN) {
            return Transactions.UNTOLD;
        }
        return chosen == writes.size() ? history.initial : numbers[writes.get(chosen)];
    }

    /** What its transaction wrote last, if it is the value read; else what somebody wrote. */
    private long ofOwn(int read, Ints own, long[] numbers) {
        for (int i = own.size() - 1; i >= 0; i--) {
            int write = own.get(i);
            if (history.opKey[write] == history.opKey[read]) {
                return group[write] == group[read]
                        ? numbers[write]
                        : numbers[sameAs.get(group[read]).get(0)];
            }
        }
        throw new IllegalStateException("no write of its own comes before operation " + read);
    }
}
