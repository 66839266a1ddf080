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

/** Makes every name of a tree one of an object, as 'on object' says: {@code balance} becomes {@code alice.balance}. */
record Prefix(List<Expression> object) {
    static Expression of(List<Expression> object, Expression expression) {
        return new Prefix(object).before(expression);
    }

    private Expression before(Expression expression) {
        return switch (expression) {
            case Literal _, Variable _, OfOperation _ -> expression;
            case Place place -> place(place);
            case Known(Place place) -> new Known(place(place));
            case Old(Expression inner) -> new Old(before(inner));
            case Not(Expression inner) -> new Not(before(inner));
            case Negative(Expression inner) -> new Negative(before(inner));
            case Binary(Operator operator, Expression left, Expression right) ->
                new Binary(operator, before(left), before(right));
            case Fold fold ->
                new Fold(
                        fold.kind(),
                        fold.variable(),
                        place(fold.group()),
                        fold.body().map(this::before));
        };
    }

    /** All nodes, where no name follows, are not of an object. */
    private Place place(Place place) {
        return place.path().isEmpty()
                ? place
                : new Place(
                        place.node(),
                        Stream.concat(object.stream(), place.path().stream().map(this::before))
                                .toList());
    }
}
