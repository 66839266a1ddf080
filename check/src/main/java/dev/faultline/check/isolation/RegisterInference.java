package dev.faultline.check.isolation;

import java.util.Arrays;
import java.util.List;

/**
 * Dependencies of transactions on registers. Each value is written to a register once, so a read shows which write it
 * saw; the order of writes shows only where a transaction overwrites what it read. Elements of sets are registers, too (see
 * {@link SetReads}). O(operations).
 */
final class RegisterInference {

    private static final int NOBODY = -1;
    private static final int AMBIGUOUS = Integer.MAX_VALUE;

    private final Transactions history;
    private final Dependencies found;
    private final WriteMap writes;
    private final int[] transactionOf;
    /** Of each write, whether the transaction wrote the register again later. */
    private final boolean[] intermediate;
    /** Of each write, whether another transaction wrote the same value. */
    private final boolean[] ambiguous;
    /** The first transaction that read a write, or the initial value of a key, and overwrote it. */
    private final int[] updater;

    private final int[] initialUpdater;
    private final int[] stamp;
    private final int[] ownWrite;
    /** Whom the transaction read the key from, or {@link #AMBIGUOUS}. */
    private final int[] source;
    /** The same of its last read of the key alone: that is what its write overwrites. */
    private final int[] base;

    private final int[] baseWrite;

    private RegisterInference(Transactions history) {
        this.history = history;
        found = new Dependencies(history);
        writes = new WriteMap(history.operations() / 2);
        transactionOf = new int[history.operations()];
        intermediate = new boolean[history.operations()];
        ambiguous = new boolean[history.operations()];
        updater = new int[history.operations()];
        Arrays.fill(updater, NOBODY);
        int keys = history.keys();
        initialUpdater = new int[keys];
        Arrays.fill(initialUpdater, NOBODY);
        stamp = new int[keys];
        ownWrite = new int[keys];
        source = new int[keys];
        base = new int[keys];
        baseWrite = new int[keys];
    }

    /** All that follows from the history alone, but for {@link #addOverwrites}. */
    static Dependencies of(Transactions history) {
        return new RegisterInference(history).infer();
    }

    private Dependencies infer() {
        indexWrites();
        for (int t = 0; t < history.size(); t++) {
            found.happened[t] |= history.committed(t);
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                if (history.opKind[op] == Transactions.READ) {
                    int write = writes.get(history.opKey[op], history.opValue[op]);
                    if (write >= 0 && !ambiguous[write] && !history.aborted(transactionOf[write])) {
                        found.happened[transactionOf[write]] = true;
                    }
                }
            }
        }
        for (int t = 0; t < history.size(); t++) {
            if (found.happened[t]) {
                walk(t);
            }
            found.readStart[t + 1] = found.readKey.size();
            found.writeStart[t + 1] = found.writeKey.size();
        }
        return found;
    }

    /** Who overwrites what it read follows the writer and the other readers; who read the beginning precedes all writers. */
    static void addOverwrites(Dependencies found) {
        RegisterWrites all = new RegisterWrites(found);
        FanOut fanOut = new FanOut(found.nodes);
        int[] readers = all.readers();
        for (int key = 0; key < found.history.keys(); key++) {
            int[] writers = new int[all.first(key + 1) - all.first(key)];
            for (int w = all.first(key); w < all.first(key + 1); w++) {
                int writer = all.writer(w);
                writers[w - all.first(key)] = writer;
                int overwritten = all.overwrites(w);
                if (overwritten < 0) {
                    continue;
                }
                found.edges.add(all.writer(overwritten), writer, EdgeKind.WW, key);
                if (!all.isFirstToOverwrite(w)) {
                    continue;
                }
                for (int i = all.readersFrom(overwritten); i < all.readersFrom(overwritten + 1); i++) {
                    if (readers[i] != writer) {
                        found.edges.add(readers[i], writer, EdgeKind.RW, key);
                    }
                }
            }
            fanOut.connect(all.initialReaders(key), writers, key, found.edges);
            VersionOrder.add(found, all, key);
        }
        found.nodes = fanOut.nodes();
    }

    private void indexWrites() {
        int[] last = new int[history.keys()];
        Arrays.fill(last, NOBODY);
        for (int t = 0; t < history.size(); t++) {
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                transactionOf[op] = t;
                if (history.opKind[op] != Transactions.WRITE) {
                    continue;
                }
                int key = history.opKey[op];
                int other = writes.putIfAbsent(key, history.opValue[op], op);
                if (other >= 0) {
                    ambiguous[other] = true;
                }
                // What is there at first counts as written once already.
                ambiguous[op] = other >= 0 || history.opValue[op] == history.initial;
                if (last[key] >= history.opStart[t]) {
                    intermediate[last[key]] = true;
                }
                last[key] = op;
            }
        }
    }

    private void walk(int t) {
        for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
            int key = history.opKey[op];
            if (stamp[key] != t + 1) {
                stamp[key] = t + 1;
                ownWrite[key] = NOBODY;
                source[key] = AMBIGUOUS;
                base[key] = AMBIGUOUS;
                baseWrite[key] = NOBODY;
            }
            if (history.opKind[op] == Transactions.WRITE) {
                if (ownWrite[key] == NOBODY) {
                    found.writeKey.add(key);
                    found.writeOver.add(base[key] == AMBIGUOUS ? Dependencies.UNKNOWN : base[key]);
                    update(t, key);
                }
                ownWrite[key] = op;
            } else {
                read(t, op, key);
            }
        }
    }

    private void update(int t, int key) {
        int from = base[key];
        if (from == AMBIGUOUS) {
            return;
        }
        int other = from == Dependencies.INITIAL ? initialUpdater[key] : updater[baseWrite[key]];
        if (other == NOBODY) {
            if (from == Dependencies.INITIAL) {
                initialUpdater[key] = t;
            } else {
                updater[baseWrite[key]] = t;
            }
        } else {
            found.report(
                    AnomalyKind.LOST_UPDATE,
                    List.of(other, t),
                    () -> "T%d and T%d both read the same %s from %s, and both wrote it."
                            .formatted(other, t, history.key(key), from < 0 ? "the beginning" : "T" + from));
        }
    }

    private void read(int t, int op, int key) {
        long value = history.opValue[op];
        if (history.model() == Transactions.Model.SET_ADD && value == SetReads.TWICE) {
            found.report(
                    AnomalyKind.DUPLICATE_ELEMENTS,
                    List.of(t),
                    () -> "T%d reads %s more than once.".formatted(t, history.content(key, value)));
            return;
        }
        if (ownWrite[key] != NOBODY) {
            if (value != history.opValue[ownWrite[key]]) {
                found.report(
                        AnomalyKind.NOT_OWN_WRITE,
                        List.of(t),
                        () -> "T%d does not see its own last write: %s after %s."
                                .formatted(t, history.describeOperation(op), history.describeOperation(ownWrite[key])));
            }
            return;
        }
        base[key] = AMBIGUOUS;
        if (value == Transactions.UNTOLD) {
            found.undecided = "a read of %s does not show which write it saw".formatted(history.key(key));
            return;
        }
        int write = writes.get(key, value);
        if (write >= 0 && ambiguous[write]) {
            found.undecided = (value == history.initial
                            ? "%s is written to %s, which holds it at first, and it is read"
                            : "several transactions write %s to %s, and it is read")
                    .formatted(history.value(value), history.key(key));
            return;
        }
        int from = write < 0 ? Dependencies.INITIAL : transactionOf[write];
        if (write < 0 && value != history.initial) {
            if (history.closed()) {
                found.report(
                        AnomalyKind.GARBAGE_READ,
                        List.of(t),
                        () -> "T%d reads %s, which nobody wrote.".formatted(t, history.content(key, value)));
            }
            return;
        }
        if (write >= 0 && !clean(t, op, write)) {
            return;
        }
        if (source[key] != AMBIGUOUS && source[key] != from) {
            found.report(
                    AnomalyKind.INTERNAL,
                    List.of(t),
                    () -> "T%d reads two values of %s, the second in %s, and wrote nothing between."
                            .formatted(t, history.key(key), history.describeOperation(op)));
        }
        found.readKey.add(key);
        found.readFrom.add(from);
        if (from >= 0 && source[key] != from) {
            found.edges.add(from, t, EdgeKind.WR, key);
        }
        source[key] = from;
        base[key] = from;
        baseWrite[key] = write;
    }

    /** Whether what was read is the committed, last write of another transaction; says what is wrong if not. */
    private boolean clean(int t, int op, int write) {
        int writer = transactionOf[write];
        int key = history.opKey[op];
        String content = history.content(key, history.opValue[op]);
        if (writer == t) {
            found.report(
                    AnomalyKind.FUTURE_READ,
                    List.of(t),
                    () -> "T%d reads its own %s before it writes it.".formatted(t, content));
            return false;
        }
        if (history.aborted(writer)) {
            found.report(
                    AnomalyKind.G1A,
                    List.of(writer, t),
                    () -> "T%d reads %s, which T%d wrote and which aborted.".formatted(t, content, writer));
            return false;
        }
        if (intermediate[write]) {
            found.report(
                    AnomalyKind.G1B,
                    List.of(writer, t),
                    () -> "T%d reads %s, which is not the last that T%d wrote.".formatted(t, content, writer));
        }
        return true;
    }
}
