package dev.faultline.invariant;

import dev.faultline.invariant.Expression.Binary;
import dev.faultline.invariant.Expression.Fold;
import dev.faultline.invariant.Expression.Literal;
import dev.faultline.invariant.Value.Bool;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an expression does not hold: the innermost part of it that decides.
 *
 * @param expected that part, with the members it is about
 * @param actual what its sides come to
 */
record Explanation(String expected, String actual) {
    static Explanation of(Expression expression, Evaluation evaluation) {
        return of(expression, evaluation, null);
    }

    private static Explanation of(Expression expression, Evaluation evaluation, @Nullable Bindings bound) {
        return switch (expression) {
            case Binary(Operator operator, Expression left, Expression right)
            when operator == Operator.AND ->
                of(evaluation.of(left, bound).equals(Bool.FALSE) ? left : right, evaluation, bound);
            case Binary(Operator operator, Expression _, Expression right)
            when operator == Operator.IMPLIES -> of(right, evaluation, bound);
            case Fold fold when fold.kind() == Fold.Kind.ALL -> ofAll(fold, evaluation, bound);
            default -> new Explanation(expression + Bindings.words(bound), actual(expression, evaluation, bound));
        };
    }

    /** Tells of the first member of which the body does not hold. */
    private static Explanation ofAll(Fold fold, Evaluation evaluation, @Nullable Bindings bound) {
        Expression body = fold.body().orElseThrow();
        if (evaluation.members(fold, bound) instanceof Evaluation.Members.Found(var members, var _)) {
            for (String member : members) {
                Bindings inner = new Bindings(fold.variable().orElseThrow(), member, bound);
                if (evaluation.of(body, inner).equals(Bool.FALSE)) {
                    return of(body, evaluation, inner);
                }
            }
        }
        throw new IllegalStateException("of each member this holds: " + fold);
    }

    private static String actual(Expression expression, Evaluation evaluation, @Nullable Bindings bound) {
        List<String> sides = new ArrayList<>();
        if (expression instanceof Binary(Operator operator, Expression left, Expression right)
                && operator.isComparison()) {
            for (Expression side : List.of(left, right)) {
                if (!(side instanceof Literal)) {
                    sides.add(side + " is " + evaluation.of(side, bound));
                }
            }
        }
        return sides.isEmpty() ? "that is false" : String.join(" and ", sides);
    }
}
