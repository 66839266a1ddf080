package dev.faultline.journal;

import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes what clients did and saw, and refuses what no client can have done.
 *
 * <p>{@link #close} makes the file appear under its name. Not thread-safe: a history has one order.
 */
public final class HistoryWriter implements AutoCloseable {
    private static final String NO_COMPLETION = "the run ended before its completion";
    private static final byte[] INDEX = ascii("{\"index\":");
    private static final byte[] TIME = ascii(",\"time\":");
    private static final byte[] PROCESS = ascii(",\"process\":");
    private static final byte[] TYPE = ascii(",\"type\":");
    private static final byte[] F = ascii(",\"f\":");
    private static final byte[] KEY = ascii(",\"key\":");
    private static final byte[] VALUE = ascii(",\"value\":");
    private static final byte[] ERROR = ascii(",\"error\":");
    private static final byte[] NODE = ascii(",\"node\":");

    private final LineOutput out;
    private final HistoryRules rules = new HistoryRules();
    private boolean closed;

    private HistoryWriter(LineOutput out) {
        this.out = out;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * A writer of a file, which replaces one of that name at {@link #close}.
     *
     * @throws java.io.UncheckedIOException when the file cannot be made
     */
    public static HistoryWriter create(Path file) {
        return new HistoryWriter(new LineOutput(file.toString(), new AtomicFile(file)));
    }

    /** A writer to a stream, which it closes. */
    public static HistoryWriter to(OutputStream out) {
        return new HistoryWriter(new LineOutput("history", out));
    }

    /** Writes an operation with the next index that does not say which node it is about. */
    public long append(
            long timeNanos,
            long process,
            Operation.Type type,
            String f,
            @Nullable Object key,
            @Nullable Object value,
            @Nullable String error) {
        return append(timeNanos, process, type, f, key, value, error, null);
    }

    /**
     * Writes an operation with the next index.
     *
     * @return its index
     * @throws IllegalArgumentException when it cannot follow what was written, as {@link #append(Operation)}
     */
    public long append(
            long timeNanos,
            long process,
            Operation.Type type,
            String f,
            @Nullable Object key,
            @Nullable Object value,
            @Nullable String error,
            @Nullable String node) {
        append(new Operation(rules.size(), timeNanos, process, type, f, key, value, error, node));
        return rules.size() - 1;
    }

    /**
     * Writes an operation.
     *
     * @throws IllegalArgumentException when the index is not the next; the time is earlier than the last; a process
     *     invokes twice, completes what it did not invoke, completes another {@code f} or {@code key} than it invoked,
     *     or goes on after info; the nemesis does anything but info; or the line exceeds {@link Limits#DEFAULT}
     * @throws java.io.UncheckedIOException when the disk refuses
     */
    public void append(Operation operation) {
        if (rules.size() == Limits.DEFAULT.records()) {
            throw new IllegalStateException("a history has at most " + rules.size() + " lines");
        }
        JsonBytes line = out.line();
        write(operation, line);
        out.checkLine();
        HistoryRules.Fault fault = rules.add(operation);
        if (fault != null) {
            throw new IllegalArgumentException("\"" + fault.field() + "\" " + fault.message());
        }
        out.endLine();
    }

    private static void write(Operation operation, JsonBytes line) {
        line.ascii(INDEX)
                .number(operation.index())
                .ascii(TIME)
                .number(operation.timeNanos())
                .ascii(PROCESS);
        if (operation.process() == Operation.NEMESIS) {
            line.text("nemesis");
        } else {
            line.number(operation.process());
        }
        line.ascii(TYPE).text(operation.type().text()).ascii(F).text(operation.f());
        line.ascii(KEY).value(operation.key(), JsonValues.VALUE_DEPTH);
        line.ascii(VALUE).value(operation.value(), JsonValues.VALUE_DEPTH);
        String error = operation.error();
        if (error != null) {
            line.ascii(ERROR).text(error);
        }
        String node = operation.node();
        if (node != null) {
            line.ascii(NODE).text(node);
        }
        line.ascii('}');
    }

    /** The SHA-256 of the file so far, in hexadecimal. */
    public String sha256() {
        return out.digest();
    }

    /**
     * Completes the file and gives it its name; a second call does nothing. What is still open is unknown, so it is
     * written as info, at the time of the last line.
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            for (Operation open : List.copyOf(rules.open())) {
                append(
                        rules.lastTimeNanos(),
                        open.process(),
                        Operation.Type.INFO,
                        open.f(),
                        open.key(),
                        open.value(),
                        NO_COMPLETION);
            }
        }
    }
}
