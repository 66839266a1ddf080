package dev.faultline.invariant;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * That an invariant does not hold.
 *
 * @param invariant its name
 * @param text what it says
 * @param occasion what happened before somebody looked, and when
 * @param operation the operation that was completed last, in words; empty if the invariant does not ask for it
 * @param expected the part of it that does not hold
 * @param actual what that comes to instead
 * @param state the values that it was decided by
 */
public record Violation(
        String invariant,
        String text,
        Occasion occasion,
        String operation,
        String expected,
        String actual,
        List<Row> state) {
    private static final int SHOWN = 12;

    /** Copies the list. */
    public Violation {
        state = List.copyOf(state);
    }

    /**
     * A value.
     *
     * @param name what it is published under
     * @param before as it was at the look before
     * @param after as it is now
     */
    public record Row(String name, String before, String after) {
        private String words() {
            return before.equals(after) ? name + " is " + after : name + " was " + before + ", is " + after;
        }
    }

    /** Returns what happened, for people: a line, and one for each value. */
    public String sentence() {
        StringBuilder words = new StringBuilder();
        words.append("Invariant \"").append(invariant).append("\" does not hold at ");
        words.append(seconds(occasion.atNanos())).append(" s, after ").append(occasion.what());
        if (occasion.event() != Occasion.NO_EVENT) {
            words.append(", event ").append(occasion.event());
        }
        words.append(": expected ").append(expected).append(", but ").append(actual);
        if (!operation.isEmpty()) {
            words.append("\n    operation ").append(operation);
        }
        state.stream().limit(SHOWN).forEach(row -> words.append("\n    ").append(row.words()));
        if (state.size() > SHOWN) {
            words.append("\n    and ").append(state.size() - SHOWN).append(" more");
        }
        if (!occasion.causes().isEmpty()) {
            words.append("\n    caused by event ")
                    .append(occasion.causes().stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return words.toString();
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%d.%09d", nanos / 1_000_000_000, nanos % 1_000_000_000);
    }
}
