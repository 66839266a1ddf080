package dev.faultline.invariant;

import org.jspecify.annotations.Nullable;

/**
 * An operation that was completed.
 *
 * @param f what was asked for
 * @param key of which object; {@link Value#nil} where there is only one
 * @param value the argument
 * @param result what came back
 * @param outcome whether it took effect
 * @param process the number of the logical client
 */
public record OperationAtHand(String f, Value key, Value value, Value result, Outcome outcome, long process) {
    /** Whether it took effect. */
    public enum Outcome {
        /** It did. */
        OK("ok"),
        /** It certainly did not. */
        FAIL("fail"),
        /** It is not known. */
        INFO("info");

        private final String text;

        Outcome(String text) {
            this.text = text;
        }

        /** Returns how it is written. */
        public String text() {
            return text;
        }
    }

    /** Returns an operation as a history has it: see {@link Value#ofHistory}. */
    public static OperationAtHand of(
            String f,
            @Nullable Object key,
            @Nullable Object value,
            @Nullable Object result,
            Outcome outcome,
            long process) {
        return new OperationAtHand(
                f, Value.ofHistory(key), Value.ofHistory(value), Value.ofHistory(result), outcome, process);
    }

    Value of(OperationPart part) {
        return switch (part) {
            case F -> Value.of(f);
            case KEY -> key;
            case VALUE -> outcome == Outcome.OK && value.equals(Value.nil()) ? result : value;
            case RESULT -> result;
            case OUTCOME -> Value.of(outcome.text);
            case PROCESS -> Value.of(process);
        };
    }

    @Override
    public String toString() {
        return f + (key.equals(Value.nil()) ? "" : " " + key.asPart())
                + (value.equals(Value.nil()) ? "" : " " + value.asPart())
                + (result.equals(value) ? "" : " -> " + result.asPart()) + " by process " + process + ", "
                + outcome.text;
    }
}
