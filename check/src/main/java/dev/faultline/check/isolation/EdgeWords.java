package dev.faultline.check.isolation;

import dev.faultline.check.format.EventPlaces;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says why one transaction comes before another. */
final class EdgeWords implements EdgeSentences {

    private static final int NONE = -1;

    private final Transactions history;
    private final OperationWords words;

    EdgeWords(Transactions history) {
        this.history = history;
        words = new OperationWords(history);
    }

    @Override
    public Reason reason(int from, int to, EdgeKind kind, int key) {
        return switch (kind) {
            case SESSION -> Reason.of("T%d ran before T%d in process %d.".formatted(from, to, history.process(from)));
            case REALTIME -> Reason.of(realtime(from, to));
            case WR -> read(from, to, key);
            case RW -> missed(from, to, key);
            case WW -> written(overwrote(from, to, key), from, to, key);
            case PASS -> Reason.of("");
        };
    }

    private String realtime(int from, int to) {
        EventPlaces.Place end = history.completedAt(from);
        EventPlaces.Place begin = history.invokedAt(to);
        return end == null || begin == null
                ? "T%d completed at event %d, before T%d was invoked at event %d."
                        .formatted(from, history.completed(from), to, history.invoked(to))
                : "T%d completed in line %d, before T%d was invoked in line %d."
                        .formatted(from, end.line(), to, begin.line());
    }

    private Reason read(int from, int to, int key) {
        int read = NONE;
        for (int op = history.opStart[to]; op < history.opStart[to + 1]; op++) {
            read = isRead(op, key) && (read == NONE || shows(op, from)) ? op : read;
        }
        String sentence = "T%d %s %s, which T%d saw: %s."
                .formatted(from, verb(), wroteOn(from, key), to, read == NONE ? "it read it" : words.operation(read));
        return new Reason(sentence, words.key(key), writtenBy(from, key), read == NONE ? null : words.value(read));
    }

    private Reason missed(int from, int to, int key) {
        int read = NONE;
        for (int op = history.opStart[from + 1] - 1; op >= history.opStart[from]; op--) {
            read = isRead(op, key) && (read == NONE || !shows(op, to)) ? op : read;
        }
        String sentence = "T%d did not see that T%d %s %s: %s."
                .formatted(from, to, verb(), wroteOn(to, key), read == NONE ? "it read before" : words.operation(read));
        return new Reason(sentence, words.key(key), read == NONE ? null : words.value(read), writtenBy(to, key));
    }

    /** A reason why two that both wrote a key stand in this order. */
    Reason written(String sentence, int from, int to, int key) {
        return new Reason(sentence, words.key(key), writtenBy(from, key), writtenBy(to, key));
    }

    private Object writtenBy(int t, int key) {
        List<@Nullable Object> values = new ArrayList<>();
        for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
            if (history.opKind[op] == Transactions.WRITE && history.opKey[op] == key) {
                values.add(words.value(op));
            }
        }
        return Reason.values(values);
    }

    private String verb() {
        return history.model() == Transactions.Model.COUNTER_ADD ? "added" : "wrote";
    }

    /** Whether it is a read of the key that tells something. */
    private boolean isRead(int op, int key) {
        return history.opKind[op] == Transactions.READ
                && history.opKey[op] == key
                && history.opValue[op] != Transactions.UNTOLD;
    }

    /** Whether a read shows what a transaction wrote. */
    private boolean shows(int read, int writer) {
        long[] seen = history.isOfLists() ? history.list(read) : new long[] {history.opValue[read]};
        for (int op = history.opStart[writer]; op < history.opStart[writer + 1]; op++) {
            long written = history.opValue[op];
            if (history.opKind[op] == Transactions.WRITE
                    && history.opKey[op] == history.opKey[read]
                    && Arrays.stream(seen).anyMatch(value -> value == written)) {
                return true;
            }
        }
        return false;
    }

    private String overwrote(int from, int to, int key) {
        String text = "T%d wrote %s after T%d wrote %s".formatted(to, wroteOn(to, key), from, wroteOn(from, key));
        if (!history.isOfLists() || history.spines[key].length == 0) {
            return text + ".";
        }
        int shown = history.spineRead[key];
        return text
                + ", as T%d read %s.".formatted(history.transactionOf(shown), history.names.list(history.list(shown)));
    }

    private String wroteOn(int t, int key) {
        StringBuilder values = new StringBuilder();
        int last = NONE;
        for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
            if (history.opKind[op] == Transactions.WRITE && history.opKey[op] == key) {
                values.append(last == NONE ? "" : history.value(history.opValue[last]) + " and ");
                last = op;
            }
        }
        return last == NONE ? history.key(key) : values + words.written(last);
    }
}
