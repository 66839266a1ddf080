package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * What an inference finds in a history: who read from whom, which transaction must precede which for that, and what is
 * wrong already without any cycle.
 */
final class Dependencies {

    /** Who wrote what was there before all transactions. */
    static final int INITIAL = -1;
    /** Who wrote what a transaction overwrote, where it had not read it. */
    static final int UNKNOWN = -2;

    final Transactions history;
    /** Which transactions took effect: those that committed, and those of unknown fate that somebody read. */
    final boolean[] happened;

    final EdgeList edges = new EdgeList();
    /** Reads of what others wrote, in the order of the program. */
    final int[] readStart;

    final Ints readKey = new Ints(64);
    final Ints readFrom = new Ints(64);
    /** The keys that each transaction wrote, each once. */
    final int[] writeStart;

    final Ints writeKey = new Ints(64);
    /** Of each register written, who wrote what the transaction read of it last before, or {@link #UNKNOWN}. */
    final Ints writeOver = new Ints(64);

    final List<Anomaly> anomalies = new ArrayList<>();
    private final Set<AnomalyKind> seen = EnumSet.noneOf(AnomalyKind.class);
    /** Transactions and knots. */
    int nodes;
    /** Of each list, the transactions whose appends nobody read, if there are several; their order is open. */
    final Map<Integer, int[]> unseen = new TreeMap<>();
    /** From who read the last known version of a list, and appended, to others whose appends nobody read: else it is lost. */
    final EdgeList updatesFirst = new EdgeList();
    /** Of each register, whether the order of all who wrote it is known: there is one, or their versions tell. */
    final boolean[] ordered;
    /** Why no history can be called valid from here, or empty. */
    String undecided = "";

    Dependencies(Transactions history) {
        this.history = history;
        int n = history.size();
        happened = new boolean[n];
        ordered = new boolean[history.keys()];
        readStart = new int[n + 1];
        writeStart = new int[n + 1];
        nodes = n;
    }

    /** The place among {@link #writeKey} of what a transaction wrote to a key. */
    int writeOf(int transaction, int key) {
        for (int w = writeStart[transaction]; w < writeStart[transaction + 1]; w++) {
            if (writeKey.get(w) == key) {
                return w;
            }
        }
        throw new IllegalStateException("T%d did not write %s".formatted(transaction, history.key(key)));
    }

    /** Whether no anomaly of this kind was found yet: only the first of each kind is kept. */
    boolean isNew(AnomalyKind kind) {
        return !seen.contains(kind);
    }

    void report(AnomalyKind kind, List<Integer> transactions, Supplier<String> sentence) {
        if (seen.add(kind)) {
            anomalies.add(new Anomaly(kind, Scope.DATA, transactions, List.of(), sentence.get()));
        }
    }
}
