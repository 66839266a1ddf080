package dev.faultline.invariant;

import dev.faultline.invariant.Expression.At;
import dev.faultline.invariant.Expression.Binary;
import dev.faultline.invariant.Expression.Fold;
import dev.faultline.invariant.Expression.Known;
import dev.faultline.invariant.Expression.Literal;
import dev.faultline.invariant.Expression.OfOperation;
import dev.faultline.invariant.Expression.Old;
import dev.faultline.invariant.Expression.Place;
import dev.faultline.invariant.Expression.Variable;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a tree can be evaluated: not too large, and every name in it means something where it stands. */
final class Soundness {
    private static final List<String> OUTCOMES = Stream.of(OperationAtHand.Outcome.values())
            .map(OperationAtHand.Outcome::text)
            .toList();

    private int size;
    private boolean hasName;
    private boolean hasPlainGroup;

    private Soundness() {}

    /** Throws {@link UnsoundException}, with the part that is wrong, if it cannot. */
    static void require(Optional<Scope> scope, Expression expression) {
        Soundness soundness = new Soundness();
        soundness.look(expression, Set.of(), false, 0);
        switch (scope.orElse(null)) {
            case Scope.ForGroup _
            when !soundness.hasPlainGroup ->
                throw new UnsoundException(
                        "'for group' is about groups without a variable, as in sum(balance), and none stands in it");
            case Scope.OnObject _
            when !soundness.hasName -> throw new UnsoundException("'on object' is about names, and none stands in it");
            case null, default -> {}
        }
    }

    private void look(Expression expression, Set<String> bound, boolean inOld, int depth) {
        size++;
        if (depth > Invariant.DEPTH_MAX) {
            throw new UnsoundException(expression, "an invariant is nested at most " + Invariant.DEPTH_MAX + " deep");
        }
        if (size > Invariant.SIZE_MAX) {
            throw new UnsoundException(expression, "an invariant has at most " + Invariant.SIZE_MAX + " parts");
        }
        Set<String> inside = bound;
        switch (expression) {
            case Variable(String name) -> requireBound(expression, name, bound);
            case Place place -> place(place, bound);
            case Known(Place place) -> place(place, bound);
            case Old _
            when inOld ->
                throw new UnsoundException(expression, "'old' cannot stand in 'old': only the look before is known");
            case Binary binary -> outcome(binary);
            case Fold fold -> {
                group(fold, bound, inOld, depth);
                inside =
                        Stream.concat(bound.stream(), fold.variable().stream()).collect(Collectors.toUnmodifiableSet());
            }
            default -> {}
        }
        boolean old = inOld || expression instanceof Old;
        List<Expression> parts = switch (expression) {
            case Known(Place place) -> place.path();
            case Fold fold -> fold.body().stream().toList();
            default -> Parts.of(expression);
        };
        for (Expression part : parts) {
            look(part, inside, old, depth + 1);
        }
    }

    private void group(Fold fold, Set<String> bound, boolean inOld, int depth) {
        Place group = fold.group();
        hasName |= !group.path().isEmpty();
        hasPlainGroup |= fold.variable().isEmpty() && group.node().isEmpty();
        if (group.node().orElse(null) instanceof At.NodeOf(String variable)) {
            requireBound(group, variable, bound);
        }
        group.path().forEach(part -> look(part, bound, inOld, depth + 1));
    }

    private void place(Place place, Set<String> bound) {
        hasName = true;
        switch (place.node().orElse(null)) {
            case At.NodeOf(String variable) -> requireBound(place, variable, bound);
            case At.EveryNode _ ->
                throw new UnsoundException(
                        place,
                        place + " is a value for each node; write max(" + place + "), all(n in @*: ...) or the like");
            case At.NodeNamed _ -> {}
            case null -> {}
        }
    }

    private static void outcome(Binary binary) {
        boolean equality = binary.operator() == Operator.EQUAL || binary.operator() == Operator.UNEQUAL;
        if (equality && isOutcome(binary.left())) {
            requireOutcome(binary.right());
        } else if (equality && isOutcome(binary.right())) {
            requireOutcome(binary.left());
        }
    }

    private static boolean isOutcome(Expression expression) {
        return switch (expression) {
            case OfOperation(OperationPart part) -> part == OperationPart.OUTCOME;
            case Old(Expression inner) -> isOutcome(inner);
            default -> false;
        };
    }

    private static void requireOutcome(Expression expression) {
        if (expression instanceof Literal(Value value)
                && !(value instanceof Value.Text(String text) && OUTCOMES.contains(text))) {
            throw new UnsoundException(
                    expression, "no operation has the outcome " + value + "; it is \"ok\", \"fail\" or \"info\"");
        }
    }

    private static void requireBound(Expression where, String variable, Set<String> bound) {
        if (!bound.contains(variable)) {
            throw new UnsoundException(where, "'" + variable + "' is a variable that no quantifier around it binds");
        }
    }
}
