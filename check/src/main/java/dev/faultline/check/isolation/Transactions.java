package dev.faultline.check.isolation;

import dev.faultline.check.format.EventPlaces;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What clients saw of their transactions: a history in columns, of lists that are appended to, of registers or of counters.
 *
 * <p>Transactions are numbered from 0. Those of one process stand in the order in which it ran them. Positions of
 * events are those of the file; their order is real time. Built by {@link TransactionsBuilder}; immutable, and may be
 * shared by threads.
 *
 * <p>What a transaction read of a list is kept as a length: all reads of a list are beginnings of the longest one,
 * its spine, unless something went badly wrong. A million transactions of four operations take about 100 MB.
 */
public final class Transactions {

    /** The completion of a transaction that never completed. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** What the micro-operations work on. */
    public enum Model {
        /** Lists; each element is appended to a list once, so a read shows the order of the writes before it. */
        LIST_APPEND("list-append", "append"),
        /** Registers; each value is written to a register once, so a read shows which write it saw. */
        REGISTER("rw-register", "write"),
        /** Sets; a read shows the whole set, so who added what it has and what it lacks. */
        SET_ADD("set-add", "add"),
        /** Counters; a read shows a sum, so which increments it may have seen. */
        COUNTER_ADD("counter-add", "add");

        private final String word;
        private final String write;

        Model(String word, String write) {
            this.word = word;
            this.write = write;
        }

        /** What a write is called in reports. */
        String write() {
            return write;
        }

        /** The name in commands and reports. */
        public String word() {
            return word;
        }

        /** What a key is, in a word. */
        String thing() {
            return switch (this) {
                case LIST_APPEND -> "list";
                case REGISTER -> "register";
                case SET_ADD -> "set";
                case COUNTER_ADD -> "counter";
            };
        }
    }

    /** What became of a transaction. */
    public enum Fate {
        COMMITTED(0),
        /** Certainly without effect. */
        ABORTED(1),
        /** Took effect, or did not, or will. */
        UNKNOWN(2);

        private final int code;

        Fate(int code) {
            this.code = code;
        }

        /** From 0, in the order of the constants. */
        int code() {
            return code;
        }
    }

    static final byte WRITE = 0;
    static final byte READ = 1;

    /** The value of a register that was never written, as a read returns it. */
    static final long NOTHING = Long.MIN_VALUE;

    /** What a read of a register saw of which nothing is known. */
    static final long UNTOLD = Long.MIN_VALUE + 1;

    /** The version of a transaction of which it is not known. */
    static final long NO_VERSION = Long.MIN_VALUE;

    private static final Fate[] FATES = Fate.values();

    final Model model;
    final boolean timed;
    final boolean sessionsAlways;
    final boolean closed;
    /** What a register holds before it is written. */
    final long initial;

    final int[] process;
    final byte[] fate;
    final int[] invoked;
    final int[] completed;
    /** Under which numbers the store committed them; empty if that was not recorded of any. */
    final long[] version;

    final int[] opStart;
    final byte[] opKind;
    final int[] opKey;
    /** A value written, added or read; for a read of a list its length, or {@code -1 - i} for the i-th odd list. */
    final long[] opValue;

    /** The longest read of each list. */
    final long[][] spines;

    /** The operation that read it; meaningless for a list that was never seen with an element. */
    final int[] spineRead;

    final List<long[]> oddLists;
    final Names names;
    /** Where events stand in the file, by their positions. */
    private final EventPlaces places;

    /** The history of counters of which this is a reading as registers, if it is one. */
    final @Nullable Transactions counters;

    Transactions(TransactionsBuilder from) {
        model = from.model;
        timed = from.timed;
        sessionsAlways = from.sessionsAlways;
        closed = from.closed;
        initial = from.initial;
        process = from.process.toArray();
        fate = new byte[process.length];
        invoked = from.invoked.toArray();
        completed = from.completed.toArray();
        for (int t = 0; t < fate.length; t++) {
            fate[t] = (byte) from.fate.get(t);
        }
        version = new long[from.versions.isEmpty() ? 0 : process.length];
        for (int t = 0; t < version.length; t++) {
            version[t] = t < from.versions.size() ? from.versions.get(t) : NO_VERSION;
        }
        opStart = from.opStart.toArray();
        opKind = from.kinds();
        opKey = from.opKey.toArray();
        opValue = from.values();
        spines = from.spines();
        spineRead = from.spineReads();
        oddLists = List.copyOf(from.oddLists);
        names = from.names;
        places = from.places;
        counters = from.counters;
    }

    /** The number of transactions. */
    public int size() {
        return process.length;
    }

    /** The number of micro-operations that are known, of all transactions. */
    public int operations() {
        return opKey.length;
    }

    /** The number of keys. */
    public int keys() {
        return spines.length;
    }

    public Model model() {
        return model;
    }

    /** Whether the positions of events mean real time; if not, the order within a process is all there is. */
    public boolean timed() {
        return timed;
    }

    /**
     * Whether the order of sessions counts at every level. It does in the papers whose tools wrote the formats without
     * times (Biswas and Enea 2019 and those after them), and does not in Adya's definitions.
     */
    public boolean sessionsAlways() {
        return sessionsAlways;
    }

    /** Whether all writes are recorded, so that a value which nobody wrote is a violation. */
    public boolean closed() {
        return closed;
    }

    public int process(int transaction) {
        return process[transaction];
    }

    public Fate fate(int transaction) {
        return FATES[fate[transaction]];
    }

    /** The position of the event that invoked it. */
    public int invoked(int transaction) {
        return invoked[transaction];
    }

    /** The position of the event that completed it, or {@link #NEVER}. */
    public int completed(int transaction) {
        return completed[transaction];
    }

    /** Where it was invoked; null if that is not known. */
    EventPlaces.@Nullable Place invokedAt(int transaction) {
        return places.at(invoked[transaction]);
    }

    /** Where it completed; null if it did not, or that is not known. */
    EventPlaces.@Nullable Place completedAt(int transaction) {
        return places.at(completed[transaction]);
    }

    /** The transaction in one line, such as {@code T3 append x 1, read y [2 3]}. */
    public String describe(int transaction) {
        return "T" + transaction + " " + new OperationWords(this).transaction(transaction);
    }

    /** Some of the transactions, by number, in a world where others may have written too. */
    Transactions only(int[] transactions) {
        TransactionsBuilder builder = likeThis().openWorld();
        for (int t : transactions) {
            beginIn(builder, t);
            for (int op = opStart[t]; op < opStart[t + 1]; op++) {
                if (opKind[op] == WRITE) {
                    builder.writeNumber(opKey[op], opValue[op]);
                } else if (isOfLists()) {
                    long[] elements = list(op);
                    builder.readList(opKey[op], elements, elements.length);
                } else {
                    builder.readNumber(opKey[op], opValue[op]);
                }
            }
        }
        return builder.build();
    }

    /** A builder for another history of the same kind, of the same keys and values. */
    TransactionsBuilder likeThis() {
        return likeThis(names);
    }

    /** A builder for another history of the same kind, of keys and values by these names. */
    TransactionsBuilder likeThis(Names others) {
        TransactionsBuilder builder = new TransactionsBuilder(model, others);
        builder.counters = counters;
        builder.places = places;
        builder.timed = timed;
        builder.sessionsAlways = sessionsAlways;
        builder.initial = initial;
        builder.closed = closed;
        return builder;
    }

    /** Begins the transaction there, too. */
    void beginIn(TransactionsBuilder builder, int transaction) {
        builder.begin(process[transaction], fate(transaction), invoked[transaction], completed[transaction]);
        if (version.length > 0) {
            builder.version(version[transaction]);
        }
    }

    /** Whether a read shows all writes before it, in their order; else each key is a register or a counter. */
    boolean isOfLists() {
        return model == Model.LIST_APPEND;
    }

    /** Whether each key is a counter: values are numbers, and a write adds its own. */
    boolean isOfCounters() {
        return model == Model.COUNTER_ADD && counters == null;
    }

    boolean committed(int transaction) {
        return fate[transaction] == Fate.COMMITTED.code();
    }

    boolean aborted(int transaction) {
        return fate[transaction] == Fate.ABORTED.code();
    }

    /** The transaction of an operation; a binary search. */
    int transactionOf(int op) {
        int low = 0;
        int high = process.length - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (opStart[middle] <= op) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return low;
    }

    /** What a read of a list returned. */
    long[] list(int op) {
        long value = opValue[op];
        if (value < 0) {
            return oddLists.get((int) (-1 - value));
        }
        return Arrays.copyOf(spines[opKey[op]], (int) value);
    }

    String key(int key) {
        return names.key(key);
    }

    String value(long value) {
        return names.value(value);
    }

    /** What a read found, as in {@link OperationWords#content}. */
    String content(int key, long value) {
        return new OperationWords(this).content(key, value);
    }

    String describeOperation(int op) {
        return new OperationWords(this).operation(op);
    }
}
