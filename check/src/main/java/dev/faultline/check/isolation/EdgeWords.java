package dev.faultline.check.isolation;

import dev.faultline.check.isolation.Transactions.Model;

/** Says why one transaction comes before another. */
final class EdgeWords implements EdgeSentences {

    private static final int NONE = -1;

    private final Transactions history;

    EdgeWords(Transactions history) {
        this.history = history;
    }

    @Override
    public String sentence(int from, int to, EdgeKind kind, int key) {
        return switch (kind) {
            case SESSION -> "T%d ran before T%d in process %d.".formatted(from, to, history.process(from));
            case REALTIME ->
                "T%d completed at event %d, before T%d was invoked at event %d."
                        .formatted(from, history.completed(from), to, history.invoked(to));
            case WR -> read(from, to, key);
            case RW -> missed(from, to, key);
            case WW -> overwrote(from, to, key);
            case PASS -> "";
        };
    }

    private String read(int from, int to, int key) {
        int read = lastOf(to, key, Transactions.READ);
        return "T%d wrote %s, which T%d saw: %s."
                .formatted(from, wroteOn(from, key), to, read == NONE ? "it read it" : history.describeOperation(read));
    }

    private String missed(int from, int to, int key) {
        int read = firstOf(from, key, Transactions.READ);
        return "T%d did not see that T%d wrote %s: %s."
                .formatted(
                        from, to, wroteOn(to, key), read == NONE ? "it read before" : history.describeOperation(read));
    }

    private String overwrote(int from, int to, int key) {
        String text = "T%d wrote %s after T%d wrote %s".formatted(to, wroteOn(to, key), from, wroteOn(from, key));
        if (history.model == Model.REGISTER || history.spines[key].length == 0) {
            return text + ".";
        }
        int shown = history.spineRead[key];
        return text
                + ", as T%d read %s.".formatted(history.transactionOf(shown), history.names.list(history.list(shown)));
    }

    private String wroteOn(int t, int key) {
        StringBuilder values = new StringBuilder();
        for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
            if (history.opKind[op] == Transactions.WRITE && history.opKey[op] == key) {
                values.append(values.isEmpty() ? "" : " and ").append(history.value(history.opValue[op]));
            }
        }
        return values.append(history.model == Model.REGISTER ? " to " : " onto ")
                .append(history.key(key))
                .toString();
    }

    private int firstOf(int t, int key, byte kind) {
        for (int op = history.opStart[t]; op < history.opStart[t + 1]; op++) {
            if (history.opKind[op] == kind && history.opKey[op] == key) {
                return op;
            }
        }
        return NONE;
    }

    private int lastOf(int t, int key, byte kind) {
        for (int op = history.opStart[t + 1] - 1; op >= history.opStart[t]; op--) {
            if (history.opKind[op] == kind && history.opKey[op] == key) {
                return op;
            }
        }
        return NONE;
    }
}
