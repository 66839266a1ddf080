package dev.faultline.check.isolation;

import java.util.Comparator;
import java.util.List;
import java.util.function.ToLongFunction;
import java.util.stream.IntStream;

/**
 * The order of the writes of a register where the store told under which numbers it committed the transactions. Whoever
 * read a write comes before the next one.
 */
final class VersionOrder {

    private VersionOrder() {}

    /** Adds what the versions of those who wrote the key tell. O(writes * log writes + reads). */
    static void add(Dependencies found, RegisterWrites all, int key) {
        Transactions history = found.history;
        int first = all.first(key);
        int count = all.first(key + 1) - first;
        if (history.version.length == 0) {
            found.ordered[key] = count <= 1;
            return;
        }
        int[] order = unique(history, all, first, count);
        int[] readers = all.readers();
        int[] next = new int[count];
        for (int i = 0; i + 1 < order.length; i++) {
            int later = all.writer(order[i + 1]);
            next[order[i] - first] = later;
            found.edges.add(all.writer(order[i]), later, EdgeKind.WW, key);
            for (int r = all.readersFrom(order[i]); r < all.readersFrom(order[i] + 1); r++) {
                if (readers[r] != later) {
                    found.edges.add(readers[r], later, EdgeKind.RW, key);
                }
            }
        }
        found.ordered[key] = order.length == count;
        if (found.ordered[key]) {
            lostUpdates(found, all, key, order, next);
        }
    }

    /** The writes by their versions; those whose version another has, too, tell nothing. */
    private static int[] unique(Transactions history, RegisterWrites all, int first, int count) {
        ToLongFunction<Integer> version = w -> history.version[all.writer(w)];
        List<Integer> sorted = IntStream.range(first, first + count)
                .boxed()
                .filter(w -> version.applyAsLong(w) != Transactions.NO_VERSION)
                .sorted(Comparator.comparingLong(version))
                .toList();
        return IntStream.range(0, sorted.size())
                .filter(i -> i == 0 || version.applyAsLong(sorted.get(i - 1)) != version.applyAsLong(sorted.get(i)))
                .filter(i -> i + 1 == sorted.size()
                        || version.applyAsLong(sorted.get(i + 1)) != version.applyAsLong(sorted.get(i)))
                .map(sorted::get)
                .toArray();
    }

    /** Who overwrites what it read writes the very next version. */
    private static void lostUpdates(Dependencies found, RegisterWrites all, int key, int[] order, int[] next) {
        for (int w : order) {
            int writer = all.writer(w);
            int source = all.overwrites(w);
            int expected =
                    source >= 0 ? next[source - all.first(key)] : all.readInitially(w) ? all.writer(order[0]) : writer;
            if (expected != writer) {
                found.report(
                        AnomalyKind.LOST_UPDATE,
                        List.of(expected, writer),
                        () -> "T%d wrote %s between what T%d read of it and what T%d wrote."
                                .formatted(expected, found.history.key(key), writer, writer));
            }
        }
    }
}
