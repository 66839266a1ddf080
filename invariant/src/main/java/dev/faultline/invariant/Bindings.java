package dev.faultline.invariant;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The members that the quantifiers around an expression are at, the innermost first. */
record Bindings(String variable, String member, @Nullable Bindings outer) {
    static String member(@Nullable Bindings bindings, String variable) {
        Bindings at = bindings;
        while (at != null && !at.variable.equals(variable)) {
            at = at.outer;
        }
        return Objects.requireNonNull(at, variable).member;
    }

    /** Returns which these are, for people; empty if there are none. */
    static String words(@Nullable Bindings bindings) {
        if (bindings == null) {
            return "";
        }
        String outer = words(bindings.outer);
        return (outer.isEmpty() ? " with " : outer + " and ") + bindings.variable + " = "
                + Quotes.text(bindings.member);
    }
}
