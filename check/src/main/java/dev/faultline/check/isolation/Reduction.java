package dev.faultline.check.isolation;

import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Reduces a violation to transactions of which none can be left out. What is left out counts as written by others, so
 * each smaller history is violated for reasons of its own, and so is the whole.
 */
final class Reduction {

    private static final int MOST_CHECKS = 3000;
    private static final int MOST_TRANSACTIONS = 1000;

    /**
     * Some transactions that violate the level.
     *
     * @param minimal whether leaving out any one of them leaves nothing that violates it
     */
    record Reduced(List<Integer> transactions, boolean minimal) {}

    private final Transactions history;
    private final Predicate<int[]> violated;
    private final IsolationLimits limits;
    private int checks;

    private Reduction(Transactions history, Predicate<int[]> violated, IsolationLimits limits) {
        this.history = history;
        this.violated = violated;
        this.limits = limits;
    }

    /** Of a history that is violated by what it shows for certain. */
    static Reduction of(Transactions history, IsolationLevel level, IsolationLimits limits) {
        Transactions certain = history.isOfLists() ? history : new ValueReadings(history).certain();
        return new Reduction(
                certain,
                part -> {
                    Standing standing = new Standing(history.timed() ? Scope.REALTIME : Scope.SESSION);
                    IsolationCheck.analyse(certain.only(part), level, standing, limits);
                    return standing.isViolated(level);
                },
                limits);
    }

    /** Of one that is violated whatever its reads saw: so must the part of each reading be. */
    static Reduction ofReadings(Readings readings, IsolationLevel level, IsolationLimits limits) {
        int[] nothing = new int[readings.reads()];
        Arrays.fill(nothing, Readings.OPEN);
        return new Reduction(
                readings.of(nothing),
                part -> {
                    ReadingSearch search = new ReadingSearch(readings, reading -> reading.only(part), level, limits);
                    search.decide(List.of(level), Long.MAX_VALUE);
                    return search.violates(level);
                },
                limits);
    }

    Reduced of(Anomaly anomaly) {
        if (anomaly.kind() == AnomalyKind.GARBAGE_READ) {
            return new Reduced(anomaly.transactions(), true);
        }
        int[] cause = anomaly.transactions().stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
        int[] set = start(cause);
        if (set.length == 0) {
            return new Reduced(anomaly.transactions(), false);
        }
        for (int chunk = Math.max(1, set.length / 2); ; chunk = Math.max(1, chunk / 2)) {
            int before = set.length;
            set = withoutChunks(set, chunk);
            if (checks > MOST_CHECKS || limits.stop().getAsBoolean()) {
                return new Reduced(Arrays.stream(set).boxed().toList(), false);
            }
            if (chunk == 1 && set.length == before) {
                return new Reduced(Arrays.stream(set).boxed().toList(), true);
            }
        }
    }

    /** The smallest set to begin with that shows the violation by itself; empty if there is none that is small. */
    private int[] start(int[] cause) {
        if (violates(cause)) {
            return cause;
        }
        int[] sources = withSources(cause);
        if (sources.length <= MOST_TRANSACTIONS && violates(sources)) {
            return sources;
        }
        int[] all = IntStream.range(0, history.size()).toArray();
        return all.length <= MOST_TRANSACTIONS && violates(all) ? all : new int[0];
    }

    private int[] withoutChunks(int[] set, int chunk) {
        int[] kept = set;
        int at = kept.length;
        while (at > 0 && checks <= MOST_CHECKS && !limits.stop().getAsBoolean()) {
            int from = Math.max(0, at - chunk);
            int[] fewer = new int[kept.length - (at - from)];
            System.arraycopy(kept, 0, fewer, 0, from);
            System.arraycopy(kept, at, fewer, from, kept.length - at);
            if (fewer.length > 0 && violates(fewer)) {
                kept = fewer;
            }
            at = from;
        }
        return kept;
    }

    private boolean violates(int[] transactions) {
        checks++;
        try {
            return violated.test(transactions);
        } catch (CheckStopped stopped) {
            return false;
        }
    }

    /** With whom they read from, and who read most of the lists that they appended to. */
    private int[] withSources(int[] transactions) {
        WriteMap writers = new WriteMap(history.operations() / 2);
        for (int op = 0; op < history.operations(); op++) {
            if (history.opKind[op] == Transactions.WRITE) {
                writers.putIfAbsent(history.opKey[op], history.opValue[op], op);
            }
        }
        TreeSet<Integer> all = new TreeSet<>();
        for (int t : transactions) {
            all.add(t);
            for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
                int key = history.opKey[op];
                if (history.isOfLists()) {
                    if (history.spines[key].length > 0) {
                        all.add(history.transactionOf(history.spineRead[key]));
                    }
                } else if (history.opKind[op] == Transactions.READ) {
                    int write = writers.get(key, history.opValue[op]);
                    if (write >= 0) {
                        all.add(history.transactionOf(write));
                    }
                }
            }
        }
        return all.stream().mapToInt(Integer::intValue).toArray();
    }
}
