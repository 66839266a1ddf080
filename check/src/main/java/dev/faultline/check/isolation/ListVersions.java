package dev.faultline.check.isolation;

import java.util.Arrays;
import java.util.List;

/** The versions of all lists: which transaction made each of them, and which came before and after. */
final class ListVersions {

    private static final int NOBODY = -1;

    private final Transactions history;
    private final Dependencies found;
    private final WriteMap writes;
    /** Of each key, the first of its slots: one for each length of its spine, from 0. */
    private final int[] first;

    private final int[] writerOp;
    private final int[] lastWriter;
    private final int[] nextWriter;
    /** Of each append, its place in the spine from 1, or 0. */
    private final int[] position;

    private final int[] transactionOf;
    private final boolean[] intermediate;
    private final int[] agreed;
    private final int[] firstAborted;
    private final int[] firstGarbage;

    ListVersions(Transactions history, Dependencies found) {
        this.history = history;
        this.found = found;
        int keys = history.keys();
        writes = new WriteMap(history.operations() / 2);
        transactionOf = new int[history.operations()];
        intermediate = new boolean[history.operations()];
        position = new int[history.operations()];
        first = new int[keys + 1];
        agreed = new int[keys];
        firstAborted = new int[keys];
        firstGarbage = new int[keys];
        Arrays.fill(firstAborted, Integer.MAX_VALUE);
        Arrays.fill(firstGarbage, Integer.MAX_VALUE);
        for (int key = 0; key < keys; key++) {
            agreed[key] = history.spines[key].length;
            first[key + 1] = first[key] + agreed[key] + 1;
        }
        writerOp = new int[first[keys]];
        lastWriter = new int[first[keys]];
        nextWriter = new int[first[keys]];
        indexAppends();
        for (int t = 0; t < history.size(); t++) {
            found.happened[t] = history.committed(t);
        }
        for (int key = 0; key < keys; key++) {
            follow(key);
        }
        limitToAgreement();
        for (int key = 0; key < keys; key++) {
            neighbours(key);
        }
    }

    int slots() {
        return writerOp.length;
    }

    int slot(int key, int length) {
        return first[key] + length;
    }

    /** Up to which length all reads agree. */
    int agreed(int key) {
        return agreed[key];
    }

    int length(int key) {
        return history.spines[key].length;
    }

    int position(int op) {
        return position[op];
    }

    long element(int key, int length) {
        return history.spines[key][length - 1];
    }

    /** Who appended the last element of a version, whatever became of it; negative if nobody did. */
    int writer(int key, int length) {
        int op = writerOp[first[key] + length];
        return op < 0 ? NOBODY : transactionOf[op];
    }

    int writerOf(int key, long element) {
        int op = writes.get(key, element);
        return op < 0 ? NOBODY : transactionOf[op];
    }

    /** Whether the writer of a version appended more to the list later on. */
    boolean intermediate(int key, int length) {
        return intermediate[writerOp[first[key] + length]];
    }

    /** The last transaction that made part of a version and took effect, or {@link Dependencies#INITIAL}. */
    int lastWriter(int key, int length) {
        return lastWriter[first[key] + length];
    }

    /** The first transaction that took effect and made a version after this one; negative if none is known. */
    int nextWriter(int key, int length) {
        return nextWriter[first[key] + length];
    }

    int firstAborted(int key) {
        return firstAborted[key];
    }

    int firstGarbage(int key) {
        return firstGarbage[key];
    }

    private void indexAppends() {
        int[] last = new int[history.keys()];
        Arrays.fill(last, NOBODY);
        for (int t = 0; t < history.size(); t++) {
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                transactionOf[op] = t;
                if (history.opKind[op] == Transactions.WRITE) {
                    int key = history.opKey[op];
                    int other = writes.putIfAbsent(key, history.opValue[op], op);
                    if (other >= 0) {
                        throw new IllegalArgumentException("element %s is appended twice to list %s, by T%d and by T%d"
                                .formatted(
                                        history.value(history.opValue[op]), history.key(key), transactionOf[other], t));
                    }
                    if (last[key] >= history.opStart[t]) {
                        intermediate[last[key]] = true;
                    }
                    last[key] = op;
                }
            }
        }
    }

    private void follow(int key) {
        long[] spine = history.spines[key];
        writerOp[first[key]] = NOBODY;
        int aborted = NOBODY;
        for (int length = 1; length <= spine.length; length++) {
            int op = writes.get(key, spine[length - 1]);
            writerOp[first[key] + length] = op;
            if (op < 0) {
                firstGarbage[key] = Math.min(firstGarbage[key], length);
                continue;
            }
            int writer = transactionOf[op];
            if (position[op] != 0) {
                duplicate(key, spine[length - 1]);
                agreed[key] = Math.min(agreed[key], length - 1);
                continue;
            }
            position[op] = length;
            if (history.aborted(writer)) {
                firstAborted[key] = Math.min(firstAborted[key], length);
                aborted = writer;
            } else {
                found.happened[writer] = true;
                if (aborted >= 0) {
                    dirtyUpdate(key, aborted, writer);
                }
            }
        }
    }

    private void limitToAgreement() {
        if (history.oddLists.isEmpty()) {
            return;
        }
        for (int op = 0; op < history.operations(); op++) {
            if (history.opKind[op] == Transactions.READ && history.opValue[op] < 0) {
                int key = history.opKey[op];
                long[] odd = history.list(op);
                int shared = Arrays.mismatch(odd, history.spines[key]);
                agreed[key] = Math.min(agreed[key], shared < 0 ? odd.length : shared);
                long[] sorted = odd.clone();
                Arrays.sort(sorted);
                for (int i = 0; i < odd.length; i++) {
                    int writer = writerOf(key, odd[i]);
                    if (writer >= 0 && !history.aborted(writer)) {
                        found.happened[writer] = true;
                    }
                    if (i > 0 && sorted[i] == sorted[i - 1]) {
                        duplicate(key, sorted[i]);
                    }
                }
            }
        }
    }

    private void neighbours(int key) {
        int start = first[key];
        int length = history.spines[key].length;
        lastWriter[start] = Dependencies.INITIAL;
        for (int i = 1; i <= length; i++) {
            int writer = writer(key, i);
            lastWriter[start + i] = writer >= 0 && found.happened[writer] ? writer : lastWriter[start + i - 1];
        }
        nextWriter[start + length] = NOBODY;
        for (int i = length - 1; i >= 0; i--) {
            int writer = writer(key, i + 1);
            if (i >= agreed[key]) {
                nextWriter[start + i] = NOBODY;
            } else {
                nextWriter[start + i] = writer >= 0 && found.happened[writer] ? writer : nextWriter[start + i + 1];
            }
        }
    }

    private void duplicate(int key, long element) {
        if (found.isNew(AnomalyKind.DUPLICATE_ELEMENTS)) {
            int writer = writerOf(key, element);
            found.report(
                    AnomalyKind.DUPLICATE_ELEMENTS,
                    writer < 0 ? List.of() : List.of(writer),
                    () -> "Element %s was read twice in one list %s."
                            .formatted(history.value(element), history.key(key)));
        }
    }

    private void dirtyUpdate(int key, int aborted, int writer) {
        if (found.isNew(AnomalyKind.DIRTY_UPDATE)) {
            found.report(
                    AnomalyKind.DIRTY_UPDATE,
                    List.of(aborted, writer),
                    () -> "T%d committed a version of %s that builds on what T%d appended, which aborted."
                            .formatted(writer, history.key(key), aborted));
        }
    }
}
