package dev.faultline.check.isolation;

import dev.faultline.journal.Amount;
import java.util.Arrays;
import java.util.List;

/**
 * Dependencies of transactions that append to lists. Each element is appended once, so a read shows the order of all
 * appends before it: version {@code i} of a list is the beginning of length {@code i} of its spine. After Kingsbury and
 * Alvaro, Elle: inferring isolation anomalies from experimental observations, 2020; what nobody read is known to come
 * after all that somebody did. O(operations + elements of the spines).
 */
final class ListInference {

    private static final int NOBODY = -1;

    private final Transactions history;
    private final Dependencies found;
    private final ListVersions versions;
    private final int keys;

    /** The first transaction that read a version and then appended to it, by slot of the version. */
    private final int[] updater;

    private final int[] stamp;
    private final int[] base;
    private final int[] longest;
    private final int[] own;
    /** How many of its own appends the transaction saw, and after which length. */
    private final int[] verified;

    private final int[] verifiedAfter;
    private final int[] lastOwn;
    private final int[] previousOwn;
    private final UnseenAppends unseen;

    private ListInference(Transactions history) {
        this.history = history;
        found = new Dependencies(history);
        versions = new ListVersions(history, found);
        keys = history.keys();
        updater = new int[versions.slots()];
        Arrays.fill(updater, NOBODY);
        stamp = new int[keys];
        base = new int[keys];
        longest = new int[keys];
        own = new int[keys];
        verified = new int[keys];
        verifiedAfter = new int[keys];
        lastOwn = new int[keys];
        previousOwn = new int[history.operations()];
        unseen = new UnseenAppends(history, versions, found);
    }

    /**
     * All that follows from the history alone.
     *
     * @throws IllegalArgumentException if an element is appended twice to one list
     */
    static Dependencies of(Transactions history) {
        return new ListInference(history).infer();
    }

    private Dependencies infer() {
        for (int key = 0; key < keys; key++) {
            overwrites(key);
        }
        for (int t = 0; t < history.size(); t++) {
            if (found.happened[t]) {
                walk(t);
            }
            found.readStart[t + 1] = found.readKey.size();
            found.writeStart[t + 1] = found.writeKey.size();
        }
        unseen.connect(key -> updater[versions.slot(key, versions.length(key))]);
        if (unseen.unordered()) {
            found.undecided = "the order of appends that no transaction read is open";
        }
        return found;
    }

    private void overwrites(int key) {
        int last = NOBODY;
        for (int length = 1; length <= versions.agreed(key); length++) {
            int writer = versions.writer(key, length);
            if (writer >= 0 && found.happened[writer]) {
                if (last >= 0 && last != writer) {
                    found.edges.add(last, writer, EdgeKind.WW, key);
                }
                last = writer;
            }
        }
    }

    private void walk(int t) {
        boolean reads = history.committed(t);
        for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
            int key = history.opKey[op];
            if (stamp[key] != t + 1) {
                stamp[key] = t + 1;
                base[key] = NOBODY;
                longest[key] = 0;
                own[key] = 0;
                verified[key] = 0;
                lastOwn[key] = NOBODY;
            }
            if (history.opKind[op] == Transactions.WRITE) {
                append(t, op, key);
            } else if (reads) {
                if (history.opValue[op] < 0) {
                    odd(t, op, key);
                } else {
                    read(t, op, key, (int) history.opValue[op]);
                }
            }
        }
    }

    private void append(int t, int op, int key) {
        int position = versions.position(op);
        if (position > 0 && position <= longest[key]) {
            found.report(
                    AnomalyKind.FUTURE_READ,
                    List.of(t),
                    () -> "T%d reads its own element %s of %s before it appends it."
                            .formatted(t, history.value(history.opValue[op]), history.key(key)));
        }
        if (position > 0 && own[key] > 0) {
            int before = versions.position(lastOwn[key]);
            if (before == 0 || before > position) {
                tornAppends(t, op, key);
            }
        }
        if (own[key] == 0) {
            found.writeKey.add(key);
            if (base[key] >= 0) {
                update(t, key);
            }
        }
        if (position == 0 && (lastOwn[key] < 0 || versions.position(lastOwn[key]) != 0)) {
            unseen.append(t, key);
        }
        previousOwn[op] = lastOwn[key];
        lastOwn[key] = op;
        own[key]++;
    }

    private void tornAppends(int t, int op, int key) {
        found.report(
                AnomalyKind.TORN_WRITE,
                List.of(t),
                () -> "T%d did %s and then %s, but only the second was there when %s was read."
                        .formatted(
                                t,
                                history.describeOperation(lastOwn[key]),
                                history.describeOperation(op),
                                history.names.list(history.spines[key])));
    }

    private void update(int t, int key) {
        int slot = versions.slot(key, base[key]);
        int next = versions.nextWriter(key, base[key]);
        if (next >= 0 && next != t) {
            overwritten(t, key, next);
        }
        if (updater[slot] == NOBODY) {
            updater[slot] = t;
        } else if (updater[slot] != t) {
            found.report(
                    AnomalyKind.LOST_UPDATE,
                    List.of(updater[slot], t),
                    () -> "T%d and T%d both read %s when it had %s, and both appended to it."
                            .formatted(updater[slot], t, history.key(key), Amount.of(base[key], "element")));
        }
    }

    private void overwritten(int t, int key, int other) {
        found.report(
                AnomalyKind.LOST_UPDATE,
                List.of(t, other),
                () -> "T%d read %s when it had %s and appended to it after T%d had."
                        .formatted(t, history.key(key), Amount.of(base[key], "element"), other));
    }

    private void read(int t, int op, int key, int length) {
        longest[key] = Math.max(longest[key], length);
        dirtyRead(t, key, length);
        int before = length - own[key];
        if (before < 0 || !endsWithOwn(key, before)) {
            before = length;
            found.report(
                    AnomalyKind.INTERNAL,
                    List.of(t),
                    () -> "T%d does not see its own appends: it did %s after %s."
                            .formatted(t, history.describeOperation(op), history.describeOperation(lastOwn[key])));
        }
        int source = versions.lastWriter(key, before);
        if (source != t) {
            found.readKey.add(key);
            found.readFrom.add(source);
        }
        if (before == base[key]) {
            return;
        }
        if (base[key] >= 0) {
            found.report(
                    AnomalyKind.INTERNAL,
                    List.of(t),
                    () -> "T%d reads %s of two lengths, the second in %s, and appended nothing between."
                            .formatted(t, history.key(key), history.describeOperation(op)));
        }
        base[key] = before;
        if (source >= 0 && source != t) {
            found.edges.add(source, t, EdgeKind.WR, key);
        }
        precede(t, key, before);
    }

    private void precede(int t, int key, int length) {
        if (length > versions.agreed(key)) {
            return;
        }
        int next = versions.nextWriter(key, length);
        if (next >= 0 && next != t) {
            found.edges.add(t, next, EdgeKind.RW, key);
        } else if (next < 0) {
            unseen.read(t, key);
        }
    }

    /** Whether the transaction's appends so far, and nothing else, follow the version of length {@code before}. */
    private boolean endsWithOwn(int key, int before) {
        if (verified[key] > 0 && verifiedAfter[key] != before) {
            return false;
        }
        int number = own[key];
        for (int op = lastOwn[key]; number > verified[key]; op = previousOwn[op]) {
            if (versions.position(op) != before + number) {
                return false;
            }
            number--;
        }
        verified[key] = own[key];
        verifiedAfter[key] = before;
        return true;
    }

    private void dirtyRead(int t, int key, int length) {
        if (length >= versions.firstAborted(key)) {
            int at = versions.firstAborted(key);
            aborted(t, key, versions.element(key, at), versions.writer(key, at));
        }
        if (length >= versions.firstGarbage(key) && history.closed()) {
            garbage(t, key, versions.element(key, versions.firstGarbage(key)));
        }
        int writer = length == 0 ? NOBODY : versions.writer(key, length);
        if (writer >= 0 && writer != t && versions.intermediate(key, length)) {
            found.report(
                    AnomalyKind.G1B,
                    List.of(writer, t),
                    () -> "T%d reads %s up to element %s, which is not the last that T%d appended."
                            .formatted(t, history.key(key), history.value(versions.element(key, length)), writer));
        }
    }

    private void aborted(int t, int key, long element, int writer) {
        found.report(
                AnomalyKind.G1A,
                List.of(writer, t),
                () -> "T%d reads element %s of %s, which T%d appended and which aborted."
                        .formatted(t, history.value(element), history.key(key), writer));
    }

    private void garbage(int t, int key, long element) {
        found.report(
                AnomalyKind.GARBAGE_READ,
                List.of(t),
                () -> "T%d reads element %s of %s, which nobody appended."
                        .formatted(t, history.value(element), history.key(key)));
    }

    /** A read that does not fit the spine: it shows whom it read from, but no order that could be relied on. */
    private void odd(int t, int op, int key) {
        long[] elements = history.list(op);
        for (long element : elements) {
            int writer = versions.writerOf(key, element);
            if (writer == NOBODY && history.closed()) {
                garbage(t, key, element);
            } else if (writer >= 0 && history.aborted(writer)) {
                aborted(t, key, element, writer);
            }
        }
        int source = elements.length == 0 ? NOBODY : versions.writerOf(key, elements[elements.length - 1]);
        if (source >= 0 && source != t && found.happened[source]) {
            found.readKey.add(key);
            found.readFrom.add(source);
            found.edges.add(source, t, EdgeKind.WR, key);
        }
        found.report(
                AnomalyKind.INCOMPATIBLE_ORDER,
                List.of(t),
                () -> "T%d reads %s of %s, and T%d %s: neither is a beginning of the other."
                        .formatted(
                                t,
                                history.names.list(elements),
                                history.key(key),
                                history.transactionOf(history.spineRead[key]),
                                history.names.list(history.spines[key])));
    }
}
