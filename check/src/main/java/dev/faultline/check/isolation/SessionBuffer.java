package dev.faultline.check.isolation;

import dev.faultline.check.format.Event;
import dev.faultline.check.isolation.Transactions.Fate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Operations as they come from a file without times, until all transactions are known. */
final class SessionBuffer {

    static final int NONE = -1;

    /**
     * A read of what was never written. Next to {@link Transactions#WRITE} and {@link Transactions#READ}: files may have any
     * number as a value, so that none can stand for nothing.
     */
    static final byte READ_NOTHING = 2;

    private static final int POLL_EVERY = 1 << 12;
    /** What an operation takes here and in the history that is made of it, estimated. */
    private static final long OPERATION_BYTES = 100;

    private static final long TRANSACTION_BYTES = 150;

    private final IsolationLimits limits;
    private long unsuccessful;

    private final Ints session = new Ints(4);
    private final Ints fate = new Ints(4);
    private final Ints first = new Ints(4);
    private final Ints last = new Ints(4);
    /** Of each transaction, the lines where it begins and ends. */
    private final Ints firstLine = new Ints(4);

    private final Ints lastLine = new Ints(4);
    private final Ints next = new Ints(16);
    private byte[] kind = new byte[16];
    private long[] key = new long[16];
    private long[] value = new long[16];

    /** @param limits which the reading of the file keeps to */
    SessionBuffer(IsolationLimits limits) {
        this.limits = limits;
    }

    /** Another buffer, with the same limits. */
    SessionBuffer another() {
        return new SessionBuffer(limits);
    }

    /** A new transaction, after all others of its session so far. */
    int begin(int itsSession, Fate itsFate) {
        session.add(itsSession);
        fate.add(itsFate.code());
        first.add(NONE);
        last.add(NONE);
        firstLine.add(NONE);
        lastLine.add(NONE);
        return session.size() - 1;
    }

    /** A part of the transaction stands in this line of the file. */
    void at(int transaction, long line) {
        int known = (int) Math.min(line, Integer.MAX_VALUE);
        if (firstLine.get(transaction) == NONE) {
            firstLine.set(transaction, known);
        }
        lastLine.set(transaction, known);
    }

    int session(int transaction) {
        return session.get(transaction);
    }

    void add(int transaction, byte itsKind, long itsKey, long itsValue) {
        int op = next.size();
        if (op % POLL_EVERY == 0) {
            limits.requireFit(op * OPERATION_BYTES + session.size() * TRANSACTION_BYTES);
        }
        if (op == kind.length) {
            int capacity = op + (op >> 1);
            kind = Arrays.copyOf(kind, capacity);
            key = Arrays.copyOf(key, capacity);
            value = Arrays.copyOf(value, capacity);
        }
        kind[op] = itsKind;
        key[op] = itsKey;
        value[op] = itsValue;
        next.add(NONE);
        if (first.get(transaction) == NONE) {
            first.set(transaction, op);
        } else {
            next.set(last.get(transaction), op);
        }
        last.set(transaction, op);
    }

    /** The only transaction here, as one of another buffer. */
    void moveTo(SessionBuffer other, Fate itsFate) {
        int transaction = other.begin(session.get(0), itsFate);
        for (int op = 0; op < next.size(); op++) {
            other.add(transaction, kind[op], key[op], value[op]);
        }
    }

    /** An operation that its file says did not succeed. */
    void leaveOut() {
        unsuccessful++;
    }

    /** All transactions, and how many operations there were; the remarks are what reading took for granted. */
    TransactionFiles.Contents contents(TransactionsBuilder builder, long lines, List<String> remarks) {
        Transactions history = build(builder);
        Map<String, Long> leftOut = new LinkedHashMap<>();
        leftOut.put("that did not succeed", unsuccessful);
        leftOut.put("reads of transactions that aborted", (long) next.size() - history.operations());
        return new TransactionFiles.Contents(
                history,
                new TransactionFiles.Counts(lines, "operations", next.size() + unsuccessful, leftOut, remarks));
    }

    /** All transactions, one after the other. */
    private Transactions build(TransactionsBuilder builder) {
        Fate[] fates = Fate.values();
        for (int t = 0; t < session.size(); t++) {
            builder.begin(session.get(t), fates[fate.get(t)], 2 * t, 2 * t + 1);
            builder.places.add(firstLine.get(t), Event.NONE, Event.NONE);
            builder.places.add(lastLine.get(t), Event.NONE, Event.NONE);
            for (int op = first.get(t); op != NONE; op = next.get(op)) {
                int number = builder.names.keyNumber(key[op]);
                if (kind[op] == Transactions.WRITE) {
                    builder.writeNumber(number, builder.names.number(value[op]));
                } else if (kind[op] == READ_NOTHING) {
                    builder.readNumber(number, Transactions.NOTHING);
                } else {
                    builder.readNumber(number, builder.names.number(value[op]));
                }
            }
        }
        return builder.build();
    }
}
