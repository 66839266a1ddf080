package dev.faultline.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * That an invariant does not hold.
 *
 * @param invariant its name
 * @param text what it says
 * @param occasion what happened before somebody looked, and when
 * @param change what had changed last of that which the invariant names; empty if that is the occasion itself
 * @param operation the operation that was completed last; empty if the invariant does not ask for it
 * @param expected the part of it that does not hold
 * @param actual what that comes to instead
 * @param state the values that it was decided by, first those that have changed since the look before
 * @param more how many such values were left out
 */
public record Violation(
        String invariant,
        String text,
        Occasion occasion,
        Optional<Occasion> change,
        Optional<OperationAtHand> operation,
        String expected,
        String actual,
        List<Row> state,
        int more) {
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

    /** Returns what happened, for people: a line, and one for each value and each cause. */
    public String sentence() {
        List<String> lines = new ArrayList<>();
        lines.add(headline());
        state.stream().limit(SHOWN).forEach(row -> lines.add(row.words()));
        int hidden = Math.max(0, state.size() - SHOWN) + more;
        if (hidden > 0) {
            lines.add("and " + hidden + " more");
        }
        lines.addAll(circumstances());
        return String.join("\n    ", lines);
    }

    /** Returns what does not hold, when, and what is instead. */
    public String headline() {
        return "Invariant \"" + invariant + "\" does not hold at " + seconds(occasion.atNanos()) + " s, after "
                + words(occasion) + ": expected " + expected + ", but " + actual;
    }

    /** Returns the operation, the last change, and what led to it, a line for each. */
    public List<String> circumstances() {
        List<String> lines = new ArrayList<>();
        operation.ifPresent(done -> lines.add("operation " + done));
        change.ifPresent(last ->
                lines.add("what it names changed last at " + seconds(last.atNanos()) + " s, after " + words(last)));
        for (Occasion.Cause cause : change.orElse(occasion).causes()) {
            lines.add("caused by event " + cause.event() + ", " + cause.what());
        }
        return lines;
    }

    private static String words(Occasion occasion) {
        return occasion.what() + (occasion.event() == Occasion.NO_EVENT ? "" : ", event " + occasion.event());
    }

    private static String seconds(long nanos) {
        return String.format(Locale.ROOT, "%d.%09d", nanos / 1_000_000_000, nanos % 1_000_000_000);
    }
}
