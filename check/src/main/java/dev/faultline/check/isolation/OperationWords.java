package dev.faultline.check.isolation;

import dev.faultline.check.Answer;
import dev.faultline.check.isolation.CounterReads.Change;
import dev.faultline.check.isolation.SetReads.Membership;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Operations of transactions in words. */
final class OperationWords {

    private static final int LISTED_ELEMENTS = 12;

    private final Transactions history;

    OperationWords(Transactions history) {
        this.history = history;
    }

    /** All that a transaction did, without its name. */
    String transaction(int t) {
        StringJoiner text = new StringJoiner(", ");
        for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
            if (isReadOfSet(op)) {
                int end = endOfRead(op, history.opStart[t + 1]);
                text.add(readOfSet(op, end));
                op = end - 1;
            } else {
                text.add(operation(op));
            }
        }
        return text.toString();
    }

    String operation(int op) {
        if (isReadOfSet(op)) {
            return readOfSet(op, op + 1);
        }
        int key = history.opKey[op];
        boolean write = history.opKind[op] == Transactions.WRITE;
        String value = write || !history.isOfLists()
                ? history.value(history.opValue[op])
                : history.names.list(history.list(op));
        return switch (history.model()) {
            case LIST_APPEND -> (write ? "append " : "read ") + history.key(key) + " " + value;
            case REGISTER -> (write ? "write " : "read ") + history.key(key) + " " + value;
            case SET_ADD -> "add " + membership(op).set() + " " + membership(op).element();
            case COUNTER_ADD ->
                history.counters == null
                        ? (write ? "add " : "read ") + history.key(key) + " " + value
                        : ofChange(op, history.counters);
        };
    }

    /** The key that people know: of an element its set, of a change its counter. */
    String key(int key) {
        return switch (history.names.keyOf(key)) {
            case Membership(Object set, Object _) -> String.valueOf(set);
            case Change change -> String.valueOf(change.counter());
            default -> history.key(key);
        };
    }

    /** What was written or read: a list for a list; of a set the element, or null if it was not there. */
    @Nullable
    Object value(int op) {
        boolean write = history.opKind[op] == Transactions.WRITE;
        return switch (history.names.keyOf(history.opKey[op])) {
            case Membership(Object _, Object element) ->
                write || history.opValue[op] != Transactions.NOTHING ? element : null;
            case Change change when write -> change.amount();
            case Change change -> sum(history.transactionOf(op), change.counter());
            default ->
                write || !history.isOfLists()
                        ? history.names.thing(history.opValue[op])
                        : Arrays.stream(history.list(op))
                                .mapToObj(history.names::thing)
                                .toList();
        };
    }

    private @Nullable Long sum(int t, Object counter) {
        String answer = history.counters == null ? "" : answer(t, counter, history.counters);
        return answer.isEmpty() ? null : Long.valueOf(answer.strip());
    }

    /** A transaction's operations as maps of {@code f}, {@code key} and {@code value}. */
    List<Map<String, @Nullable Object>> fields(int t) {
        List<Map<String, @Nullable Object>> all = new ArrayList<>();
        for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
            Object value = value(op);
            int first = op;
            if (isReadOfSet(op)) {
                int end = endOfRead(op, history.opStart[t + 1]);
                value = IntStream.range(op, end)
                        .mapToObj(this::value)
                        .filter(Objects::nonNull)
                        .toList();
                op = end - 1;
            }
            Map<String, @Nullable Object> one = new LinkedHashMap<>();
            boolean write = history.opKind[first] == Transactions.WRITE;
            one.put("f", write ? history.model().write() : "read");
            one.put("key", key(history.opKey[first]));
            one.put("value", Answer.plain(value));
            all.add(one);
        }
        return all;
    }

    /** What a read found, such as {@code 5 of x}, or {@code 5 in x} if that is a set. */
    String content(int key, long value) {
        return history.model() == Transactions.Model.SET_ADD
                ? history.key(key)
                : history.value(value) + " of " + history.key(key);
    }

    /** What a write wrote, such as {@code 5 to x}. */
    String written(int op) {
        return switch (history.model()) {
            case LIST_APPEND -> history.value(history.opValue[op]) + " onto " + history.key(history.opKey[op]);
            case REGISTER -> history.value(history.opValue[op]) + " to " + history.key(history.opKey[op]);
            case SET_ADD -> membership(op).element() + " into " + membership(op).set();
            case COUNTER_ADD ->
                change(history.opKey[op]).amount() + " to "
                        + change(history.opKey[op]).counter();
        };
    }

    private Change change(int key) {
        return (Change) history.names.keyOf(key);
    }

    /** What a reading of counters as registers makes of an operation. */
    private String ofChange(int op, Transactions counters) {
        Change change = change(history.opKey[op]);
        if (history.opKind[op] == Transactions.WRITE) {
            return "add " + change.counter() + " " + change.amount();
        }
        boolean in = history.opValue[op] != Transactions.NOTHING;
        return "read " + change.counter() + answer(history.transactionOf(op), change.counter(), counters)
                + (in ? ", with" : ", without")
                + " the %d of T%d".formatted(change.amount(), change.transaction());
    }

    /** What the transaction read of the counter, empty if several things. */
    private static String answer(int t, Object counter, Transactions counters) {
        long[] answers = IntStream.range(counters.opStart[t], counters.opStart[t + 1])
                .filter(op -> counters.opKind[op] == Transactions.READ
                        && counters.names.keyOf(counters.opKey[op]).equals(counter))
                .mapToLong(op -> counters.opValue[op])
                .distinct()
                .toArray();
        return answers.length == 1 ? " " + answers[0] : "";
    }

    private boolean isReadOfSet(int op) {
        return history.model() == Transactions.Model.SET_ADD && history.opKind[op] == Transactions.READ;
    }

    private Membership membership(int op) {
        return (Membership) history.names.keyOf(history.opKey[op]);
    }

    /** Where the answers of one read of a set end: each element is among them once. */
    private int endOfRead(int first, int limit) {
        Set<Membership> seen = new HashSet<>();
        int op = first;
        while (op < limit
                && isReadOfSet(op)
                && membership(op).set().equals(membership(first).set())
                && seen.add(membership(op))) {
            op++;
        }
        return op;
    }

    private String readOfSet(int from, int end) {
        StringJoiner present = new StringJoiner(" ");
        StringJoiner absent = new StringJoiner(" ");
        for (int op = from; op < Math.min(end, from + LISTED_ELEMENTS); op++) {
            boolean isIn = history.opValue[op] != Transactions.NOTHING;
            (isIn ? present : absent).add(String.valueOf(membership(op).element()));
        }
        return "read " + membership(from).set()
                + (present.length() > 0 ? " with " + present : "")
                + (absent.length() > 0 ? " without " + absent : "")
                + (end - from > LISTED_ELEMENTS ? " .." : "");
    }
}
