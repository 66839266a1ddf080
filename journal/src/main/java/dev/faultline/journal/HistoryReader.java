package dev.faultline.journal;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code history.jsonl} one operation at a time and refuses what is not a history: see
 * {@link HistoryWriter#append(Operation)} for the rules. An invocation without completion is refused at its own line,
 * once the end is reached. Memory grows with the processes, not with the operations. Not thread-safe.
 */
public final class HistoryReader extends JournalReader<Operation> {
    private static final Set<String> NAMES =
            Set.of("index", "time", "process", "type", "f", "key", "value", "error", "node");

    private final HistoryRules rules = new HistoryRules();

    private HistoryReader(Lines lines, Limits limits) {
        super(lines, limits);
    }

    /** Opens a file with {@link Limits#DEFAULT}; @throws java.io.UncheckedIOException when it cannot be opened. */
    public static HistoryReader open(Path file) {
        return open(file, Limits.DEFAULT);
    }

    /** Opens a file; @throws java.io.UncheckedIOException when it cannot be opened. */
    public static HistoryReader open(Path file, Limits limits) {
        return new HistoryReader(lines(file, limits), limits);
    }

    /** Reads a stream, which it closes; faults name it {@code source}. */
    public static HistoryReader of(String source, InputStream in, Limits limits) {
        return new HistoryReader(lines(source, in, limits), limits);
    }

    @Override
    Operation read(Fields fields) {
        fields.expectOnly(NAMES);
        Operation operation = new Operation(
                fields.number("index"),
                fields.number("time"),
                process(fields),
                type(fields),
                fields.text("f"),
                fields.any("key"),
                fields.any("value"),
                optional(fields, "error"),
                node(fields));
        HistoryRules.Fault fault = rules.add(operation);
        if (fault != null) {
            throw fields.fault(fault.field(), fault.message());
        }
        return operation;
    }

    private static long process(Fields fields) {
        return switch (fields.any("process")) {
            case Long number when number >= 0 -> number;
            case String text when text.equals("nemesis") -> Operation.NEMESIS;
            case null, default -> throw fields.fault("process", "is neither a number from 0 on nor \"nemesis\"");
        };
    }

    private static Operation.Type type(Fields fields) {
        String text = fields.text("type");
        Operation.Type type = Operation.Type.parse(text);
        if (type == null) {
            throw fields.fault("type", "is " + text + ", not one of invoke, ok, fail, info");
        }
        return type;
    }

    private static @Nullable String node(Fields fields) {
        String node = optional(fields, "node");
        if (node != null && node.isEmpty()) {
            throw fields.fault("node", "is empty; it names a node, or is not there");
        }
        return node;
    }

    private static @Nullable String optional(Fields fields, String name) {
        return fields.has(name) ? fields.text(name) : null;
    }

    @Override
    void end() {
        rules.open().stream().findFirst().ifPresent(open -> {
            throw fault(
                    open.index() + 1,
                    "process " + open.process() + " invokes " + open.f()
                            + " and no completion follows; what is unknown ends with info");
        });
    }
}
