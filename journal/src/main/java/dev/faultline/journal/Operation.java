package dev.faultline.journal;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of a history: a client invokes an operation, or learns what came of it. The terms are those of Jepsen's
 * histories.
 *
 * <pre>{"index":..,"time":..,"process":..,"type":..,"f":..,"key":..,"value":..}</pre>
 *
 * with {@code "error"} and {@code "node"} at the end when there are such.
 *
 * @param index the number of the line, from 0, without gaps
 * @param timeNanos when, never before an earlier line
 * @param process the logical client, which does one thing at a time; {@link #NEMESIS} is "nemesis" in the file
 * @param type invocation or kind of completion
 * @param f what is done, such as read, write, cas; not empty
 * @param key of which object; null when there is only one
 * @param value argument or result: String, Long, Double, Boolean, null, List or Map; copied deeply
 * @param error why it did not succeed, or null
 * @param node of an invocation: the node of the system that it is sent to; of a completion: the node that answered; null
 *     where that is not known, and where nobody answered
 */
public record Operation(
        long index,
        long timeNanos,
        long process,
        Type type,
        String f,
        @Nullable Object key,
        @Nullable Object value,
        @Nullable String error,
        @Nullable String node) {

    /** The process that injects faults. Its operations are {@link Type#INFO} and stand alone. */
    public static final long NEMESIS = -1;

    /** What a line says about its operation. */
    public enum Type {
        /** It starts. */
        INVOKE,
        /** It happened, between invocation and here. */
        OK,
        /** It certainly did not happen. */
        FAIL,
        /** It may have happened, or may still; its process is not used again. */
        INFO;

        private final String text = name().toLowerCase(Locale.ROOT);

        String text() {
            return text;
        }

        static @Nullable Type parse(String text) {
            return switch (text) {
                case "invoke" -> INVOKE;
                case "ok" -> OK;
                case "fail" -> FAIL;
                case "info" -> INFO;
                default -> null;
            };
        }
    }

    /** Makes a line that does not say which node it is about. */
    public Operation(
            long index,
            long timeNanos,
            long process,
            Type type,
            String f,
            @Nullable Object key,
            @Nullable Object value,
            @Nullable String error) {
        this(index, timeNanos, process, type, f, key, value, error, null);
    }

    /** @throws IllegalArgumentException when a component is outside the range above */
    public Operation {
        if (index < 0) {
            throw new IllegalArgumentException("index " + index + " is negative");
        }
        if (process < NEMESIS) {
            throw new IllegalArgumentException("process " + process + " is negative");
        }
        if (f.isEmpty()) {
            throw new IllegalArgumentException("f, what an operation does, is not empty");
        }
        if (node != null && node.isEmpty()) {
            throw new IllegalArgumentException("node, which an operation was sent to or answered by, is not empty");
        }
        key = JsonValues.freeze(key);
        value = JsonValues.freeze(value);
    }
}
