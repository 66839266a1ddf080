package dev.faultline.invariant;

import dev.faultline.invariant.Expression.Fold;
import dev.faultline.invariant.Value.Bool;
import dev.faultline.invariant.Value.Missing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the values of the members of a group come to together. */
final class Folding {
    private Folding() {}

    static Value of(Fold fold, List<Value> values) {
        return switch (fold.kind()) {
            case SUM -> sum(values);
            case COUNT -> fold.body().isEmpty() ? Value.of(values.size()) : count(values);
            case MIN -> extreme(values, Operator.BELOW);
            case MAX -> extreme(values, Operator.ABOVE);
            case ALL -> decided(values, false);
            case ANY -> decided(values, true);
        };
    }

    private static Value sum(List<Value> values) {
        Total total = new Total();
        values.forEach(total::add);
        @Nullable Value exact = total.of(values.size());
        if (exact != null) {
            return exact;
        }
        Value sum = Value.of(0); // finds out what is wrong, or rounds each time where numbers are very far apart
        for (Value value : values) {
            sum = Arithmetic.of(Operator.PLUS, sum, value);
            if (sum instanceof Missing) {
                return sum;
            }
        }
        return sum;
    }

    private static Value count(List<Value> values) {
        long count = 0;
        for (Value value : values) {
            switch (value) {
                case Bool(boolean flag) -> count += flag ? 1 : 0;
                case Missing missing -> {
                    return missing;
                }
                default -> {
                    return Evaluation.mistake("'count' needs true or false behind the colon", value);
                }
            }
        }
        return Value.of(count);
    }

    private static Value extreme(List<Value> values, Operator better) {
        @Nullable Value best = null;
        for (Value value : values) {
            // Also a single value must be one that can be compared.
            Value isBetter = Arithmetic.of(better, value, best == null ? value : best);
            if (isBetter instanceof Missing) {
                return isBetter;
            }
            best = best == null || isBetter.equals(Bool.TRUE) ? value : best;
        }
        return best == null ? new Missing("the group has no members", false) : best;
    }

    /** Returns the value that decides alone if one is that, else the first that is missing, else the other. */
    private static Value decided(List<Value> values, boolean by) {
        @Nullable Value missing = null;
        for (Value value : values) {
            switch (value) {
                case Bool(boolean flag) -> {
                    if (flag == by) {
                        return value;
                    }
                }
                case Missing _ -> missing = missing == null ? value : missing;
                default -> {
                    return Evaluation.mistake("'all' and 'any' need true or false behind the colon", value);
                }
            }
        }
        return missing == null ? Bool.of(!by) : missing;
    }
}
