package dev.faultline.invariant;

import dev.faultline.invariant.Expression.Binary;
import dev.faultline.invariant.Expression.Fold;
import dev.faultline.invariant.Expression.Known;
import dev.faultline.invariant.Expression.Literal;
import dev.faultline.invariant.Expression.Negative;
import dev.faultline.invariant.Expression.Not;
import dev.faultline.invariant.Expression.OfOperation;
import dev.faultline.invariant.Expression.Old;
import dev.faultline.invariant.Expression.Place;
import dev.faultline.invariant.Expression.Variable;
import java.util.List;
import java.util.stream.Stream;

/** The parts right below an expression, for those who go through a whole tree. */
final class Parts {
    private Parts() {}

    static List<Expression> of(Expression expression) {
        return switch (expression) {
            case Literal _, Variable _, OfOperation _ -> List.of();
            case Place place -> place.path();
            case Known(Place place) -> List.of(place);
            case Old(Expression inner) -> List.of(inner);
            case Not(Expression inner) -> List.of(inner);
            case Negative(Expression inner) -> List.of(inner);
            case Binary(Operator _, Expression left, Expression right) -> List.of(left, right);
            case Fold fold ->
                Stream.concat(Stream.<Expression>of(fold.group()), fold.body().stream())
                        .toList();
        };
    }
}
