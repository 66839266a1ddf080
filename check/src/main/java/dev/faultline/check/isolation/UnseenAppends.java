package dev.faultline.check.isolation;

import java.util.Arrays;
import java.util.function.IntUnaryOperator;

/**
 * Appends that no read shows. They come after every version that was read, so whoever read the longest version of a
 * list precedes them all; in which order they come is open.
 */
final class UnseenAppends {

    private static final int NONE = -1;

    private final ListVersions versions;
    private final Dependencies found;
    private final Ints appender = new Ints(16);
    private final Ints appendedBefore = new Ints(16);
    private final int[] lastAppend;
    private final Ints reader = new Ints(16);
    private final Ints readBefore = new Ints(16);
    private final int[] lastRead;
    private boolean unordered;

    UnseenAppends(Transactions history, ListVersions versions, Dependencies found) {
        this.versions = versions;
        this.found = found;
        lastAppend = new int[history.keys()];
        lastRead = new int[history.keys()];
        Arrays.fill(lastAppend, NONE);
        Arrays.fill(lastRead, NONE);
    }

    /** A transaction that took effect made an append that nobody read. */
    void append(int t, int key) {
        if (lastAppend[key] == NONE || appender.get(lastAppend[key]) != t) {
            appendedBefore.add(lastAppend[key]);
            lastAppend[key] = appender.size();
            appender.add(t);
        }
    }

    /** A transaction read the last known version. */
    void read(int t, int key) {
        readBefore.add(lastRead[key]);
        lastRead[key] = reader.size();
        reader.add(t);
    }

    /** Whether some list has two of them or more. */
    boolean unordered() {
        return unordered;
    }

    /** @param updater of each list, who read the last known version and then appended to it; negative if nobody did */
    void connect(IntUnaryOperator updater) {
        FanOut fanOut = new FanOut(found.nodes);
        for (int key = 0; key < lastAppend.length; key++) {
            if (lastAppend[key] == NONE) {
                continue;
            }
            if (versions.agreed(key) < versions.length(key)) {
                unordered = true;
                continue;
            }
            int[] appenders = collect(lastAppend[key], appender, appendedBefore);
            if (appenders.length > 1) {
                unordered = true;
                found.unseen.put(key, appenders);
                int first = updater.applyAsInt(key);
                for (int other : appenders) {
                    if (first >= 0 && first != other) {
                        found.updatesFirst.add(first, other, EdgeKind.WW, key);
                    }
                }
            }
            int last = versions.lastWriter(key, versions.length(key));
            for (int writer : appenders) {
                if (last >= 0 && last != writer) {
                    found.edges.add(last, writer, EdgeKind.WW, key);
                }
            }
            int[] readers = collect(lastRead[key], reader, readBefore);
            fanOut.connect(readers, appenders, key, found.edges);
        }
        found.nodes = fanOut.nodes();
    }

    /** In the order of their numbers. */
    private static int[] collect(int last, Ints elements, Ints before) {
        Ints collected = new Ints(8);
        for (int i = last; i != NONE; i = before.get(i)) {
            collected.add(elements.get(i));
        }
        int[] sorted = collected.toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
