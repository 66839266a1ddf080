package dev.faultline.check.isolation;

import java.util.Arrays;
import java.util.BitSet;

/** Reads of values that were written to a register more than once: they do not show which write they saw. */
final class AmbiguousReads {

    private static final int NOBODY = -1;

    private AmbiguousReads() {}

    /**
     * The history without them, but for those of a transaction that had written the register itself. Whoever looks at a part
     * of a history must drop them first: where only one of the writes is left, they would seem to show it. O(operations).
     */
    static Transactions dropFrom(Transactions history) {
        if (history.isOfLists()) {
            return history;
        }
        WriteMap writes = new WriteMap(history.operations() / 2);
        BitSet repeated = new BitSet();
        for (int op = 0; op < history.operations(); op++) {
            if (history.opKind[op] == Transactions.WRITE) {
                int other = writes.putIfAbsent(history.opKey[op], history.opValue[op], op);
                if (other >= 0) {
                    repeated.set(other);
                }
            }
        }
        return repeated.isEmpty() ? history : without(history, writes, repeated);
    }

    private static Transactions without(Transactions history, WriteMap writes, BitSet repeated) {
        TransactionsBuilder builder = history.likeThis();
        int[] lastWriter = new int[history.keys()];
        Arrays.fill(lastWriter, NOBODY);
        for (int t = 0; t < history.size(); t++) {
            history.beginIn(builder, t);
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                int key = history.opKey[op];
                if (history.opKind[op] == Transactions.WRITE) {
                    lastWriter[key] = t;
                    builder.writeNumber(key, history.opValue[op]);
                } else if (lastWriter[key] == t || !isRepeated(history, op, writes, repeated)) {
                    builder.readNumber(key, history.opValue[op]);
                }
            }
        }
        return builder.build();
    }

    private static boolean isRepeated(Transactions history, int read, WriteMap writes, BitSet repeated) {
        int write = writes.get(history.opKey[read], history.opValue[read]);
        return write >= 0 && repeated.get(write);
    }
}
