package dev.faultline.check.isolation;

import dev.faultline.check.format.EventPlaces;
import dev.faultline.check.isolation.Transactions.Fate;
import dev.faultline.check.isolation.Transactions.Model;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes transactions one by one and makes a history of them.
 *
 * <pre>{@code
 * Transactions history = new TransactionsBuilder(Model.REGISTER)
 *         .begin(0, Fate.COMMITTED, 0, 1).write("x", 1)
 *         .begin(1, Fate.COMMITTED, 2, 3).read("x", 1)
 *         .build();
 * }</pre>
 *
 * <p>The transactions of one process come in the order in which it ran them. Reads of transactions that did not
 * commit carry no information and are dropped. Not for several threads.
 */
public final class TransactionsBuilder {

    private static final long[] NO_ELEMENTS = {};
    private static final long BYTES_PER_OPERATION = 32;
    private static final long BYTES_PER_TRANSACTION = 64;
    private static final long BYTES_PER_ELEMENT = 16;
    private static final long MOST_COUNTED = (1L << 62) - 1;

    /** Reads that fit no spine are kept up to here; those before show well enough that something is wrong. */
    private static final long MOST_ODD_ELEMENTS = 1 << 20;

    final Model model;
    final Names names;
    final Ints process = new Ints(64);
    final Ints fate = new Ints(64);
    final Ints invoked = new Ints(64);
    final Ints completed = new Ints(64);
    final Ints opStart = new Ints(64);
    final Ints opKey = new Ints(256);
    final List<long[]> oddLists = new ArrayList<>();
    final List<Long> versions = new ArrayList<>();
    boolean timed = true;
    boolean sessionsAlways;
    boolean closed = true;
    long initial = Transactions.NOTHING;

    /** Where events stand in the file, by their positions. */
    EventPlaces places = new EventPlaces();

    @Nullable
    Transactions counters;

    private byte[] opKind = new byte[256];
    private long[] opValue = new long[256];
    private long[][] spine = new long[64][];
    private int[] spineLength = new int[64];
    private int[] spineRead = new int[64];
    private final SetReads sets;
    private boolean keepsReads;
    private long oddElements;
    private long spineElements;

    public TransactionsBuilder(Model model) {
        this(model, new Names());
    }

    TransactionsBuilder(Model model, Names names) {
        this.model = model;
        this.names = names;
        sets = new SetReads(names);
        opStart.add(0);
    }

    /** The file has no times: only the order of each process counts, and it counts at every level. */
    public TransactionsBuilder sessionsOnly() {
        timed = false;
        sessionsAlways = true;
        return this;
    }

    /** What every register holds before it is written; nothing, if not said. */
    public TransactionsBuilder initially(Object value) {
        initial = names.valueNumber(value);
        return this;
    }

    /** Every register holds nothing before it is written. */
    TransactionsBuilder initiallyNothing() {
        initial = Transactions.NOTHING;
        return this;
    }

    /** Others may have written too: a value that nobody wrote is theirs, and no violation. */
    public TransactionsBuilder openWorld() {
        closed = false;
        return this;
    }

    /**
     * Begins the next transaction.
     *
     * @param completedAt the position of its completion; ignored if its fate is unknown
     * @throws IllegalArgumentException if it completes before it is invoked
     */
    public TransactionsBuilder begin(int processId, Fate itsFate, int invokedAt, int completedAt) {
        int end = itsFate == Fate.UNKNOWN ? Transactions.NEVER : completedAt;
        if (timed && end <= invokedAt) {
            throw new IllegalArgumentException(
                    "transaction %d completes at %d, before it is invoked at %d".formatted(size(), end, invokedAt));
        }
        process.add(processId);
        fate.add(itsFate.code());
        invoked.add(invokedAt);
        completed.add(end);
        opStart.add(opKey.size());
        keepsReads = itsFate == Fate.COMMITTED;
        return this;
    }

    /**
     * Tells under which number the store committed the transaction: of two that wrote one register, the one with the
     * higher number came later. Of registers only.
     */
    public TransactionsBuilder version(long number) {
        while (versions.size() < size() - 1) {
            versions.add(Transactions.NO_VERSION);
        }
        versions.add(number);
        return this;
    }

    /** The number of transactions so far. */
    public int size() {
        return process.size();
    }

    /** About how much memory the transactions so far take, with room for arrays to grow. */
    long bytes() {
        return BYTES_PER_OPERATION * operations()
                + BYTES_PER_TRANSACTION * size()
                + places.bytes()
                + BYTES_PER_ELEMENT * (spineElements + oddElements + sets.answers());
    }

    /** The number of operations so far. */
    public int operations() {
        return opKey.size();
    }

    /**
     * The transaction writes a register, appends an element to a list, or adds one to a set or a number to a counter.
     *
     * @throws IllegalArgumentException if a counter is to count what is no whole number, or one of more than 62 bits
     */
    public TransactionsBuilder write(Object key, Object value) {
        if (model == Model.SET_ADD) {
            writeNumber(sets.add(key, value), SetReads.IN);
        } else if (model == Model.COUNTER_ADD) {
            writeNumber(names.keyNumber(key), count(value));
        } else {
            writeNumber(names.keyNumber(key), names.valueNumber(value));
        }
        return this;
    }

    /** The transaction reads a register or a counter; throws for a counter as {@link #write}. */
    public TransactionsBuilder read(Object key, Object value) {
        readNumber(names.keyNumber(key), model == Model.COUNTER_ADD ? count(value) : names.valueNumber(value));
        return this;
    }

    private static long count(Object value) {
        if (value instanceof Integer number) {
            return number;
        } else if (value instanceof Long number && number >= -MOST_COUNTED && number <= MOST_COUNTED) {
            return number;
        }
        throw new IllegalArgumentException("a counter counts whole numbers of up to 62 bits, not " + value);
    }

    /** The transaction reads a register that nobody wrote, an empty list or set, or a counter at zero. */
    public TransactionsBuilder readNothing(Object key) {
        switch (model) {
            case LIST_APPEND -> readList(names.keyNumber(key), NO_ELEMENTS, 0);
            case REGISTER -> readNumber(names.keyNumber(key), Transactions.NOTHING);
            case SET_ADD -> read(key, List.of());
            case COUNTER_ADD -> readNumber(names.keyNumber(key), 0);
        }
        return this;
    }

    /** The transaction reads a list, in its order, or a set in any order. */
    public TransactionsBuilder read(Object key, Collection<?> elements) {
        if (model == Model.SET_ADD) {
            if (keepsReads) {
                add(Transactions.READ, -1, sets.read(key, elements));
            }
        } else {
            long[] numbers = elements.stream().mapToLong(names::valueNumber).toArray();
            readList(names.keyNumber(key), numbers, numbers.length);
        }
        return this;
    }

    /** The history of all transactions so far; the builder must not be used again. */
    public Transactions build() {
        return build(Long.MAX_VALUE);
    }

    /** The same; throws {@link CheckStopped} if reads of sets would take more memory than this. */
    Transactions build(long limitBytes) {
        return sets.expand(new Transactions(this), limitBytes);
    }

    void writeNumber(int key, long value) {
        add(Transactions.WRITE, key, value);
    }

    void readNumber(int key, long value) {
        if (keepsReads) {
            add(Transactions.READ, key, value);
        }
    }

    /** Compares with the longest read of the list so far; the array stays the caller's. */
    void readList(int key, long[] elements, int length) {
        if (!keepsReads) {
            return;
        }
        ensureKey(key);
        long[] longest = spine[key] == null ? NO_ELEMENTS : spine[key];
        int known = spineLength[key];
        int shared = Math.min(known, length);
        if (Arrays.mismatch(longest, 0, shared, elements, 0, shared) >= 0) {
            if (oddElements + length <= MOST_ODD_ELEMENTS) {
                oddElements += length;
                oddLists.add(Arrays.copyOf(elements, length));
                add(Transactions.READ, key, -oddLists.size());
            }
            return;
        }
        if (length > known) {
            if (length > longest.length) {
                longest = Arrays.copyOf(longest, length + (length >> 1) + 2);
                spine[key] = longest;
            }
            System.arraycopy(elements, known, longest, known, length - known);
            spineElements += length - known;
            spineLength[key] = length;
            spineRead[key] = opKey.size();
        }
        add(Transactions.READ, key, length);
    }

    byte[] kinds() {
        return Arrays.copyOf(opKind, opKey.size());
    }

    long[] values() {
        return Arrays.copyOf(opValue, opKey.size());
    }

    long[][] spines() {
        long[][] trimmed = new long[names.keys()][];
        for (int key = 0; key < trimmed.length; key++) {
            boolean read = key < spine.length && spine[key] != null;
            trimmed[key] = read ? Arrays.copyOf(spine[key], spineLength[key]) : NO_ELEMENTS;
        }
        return trimmed;
    }

    int[] spineReads() {
        return Arrays.copyOf(spineRead, names.keys());
    }

    private void add(byte kind, int key, long value) {
        int op = opKey.size();
        if (op == opKind.length) {
            opKind = Arrays.copyOf(opKind, op + (op >> 1));
            opValue = Arrays.copyOf(opValue, op + (op >> 1));
        }
        opKind[op] = kind;
        opValue[op] = value;
        opKey.add(key);
        opStart.set(process.size(), op + 1);
    }

    private void ensureKey(int key) {
        if (key >= spine.length) {
            int capacity = Math.max(key + 1, spine.length * 2);
            spine = Arrays.copyOf(spine, capacity);
            spineLength = Arrays.copyOf(spineLength, capacity);
            spineRead = Arrays.copyOf(spineRead, capacity);
        }
    }
}
