package dev.faultline.invariant;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of the operation that was completed last. */
public enum OperationPart {
    /** What was asked for, such as {@code "read"}. */
    F,
    /** Of which object; {@code nil} where there is only one. */
    KEY,
    /**
     * The argument: what was to be written. Of what has none, as a read, what came back if it was answered ok, else {@code
     * nil}.
     */
    VALUE,
    /** What came back: of a read what was read, else the argument again. */
    RESULT,
    /** {@code "ok"}, {@code "fail"} or {@code "info"}. */
    OUTCOME,
    /** The number of the logical client. */
    PROCESS;

    static final List<String> NAMES =
            Stream.of(values()).map(OperationPart::text).toList();

    /** Returns how it is written. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<OperationPart> named(String text) {
        int index = NAMES.indexOf(text);
        return index < 0 ? Optional.empty() : Optional.of(values()[index]);
    }
}
