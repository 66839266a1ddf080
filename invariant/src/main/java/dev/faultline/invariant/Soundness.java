package dev.faultline.invariant;

import dev.faultline.invariant.Expression.At;
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
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether a tree can be evaluated: not too large, and every name in it means something where it stands. */
final class Soundness {
    private int size;

    private Soundness() {}

    /** Throws {@link IllegalArgumentException}, with what is wrong, if it cannot. */
    static void require(Expression expression) {
        new Soundness().look(expression, Set.of(), false, 0);
    }

    private void look(Expression expression, Set<String> bound, boolean inOld, int depth) {
        size++;
        if (depth > Invariant.DEPTH_MAX) {
            throw new IllegalArgumentException("an invariant is nested at most " + Invariant.DEPTH_MAX + " deep");
        }
        if (size > Invariant.SIZE_MAX) {
            throw new IllegalArgumentException("an invariant has at most " + Invariant.SIZE_MAX + " parts");
        }
        int below = depth + 1;
        switch (expression) {
            case Literal _, OfOperation _ -> {}
            case Variable(String name) -> requireBound(name, bound);
            case Place place -> place(place, bound, inOld, below, false);
            case Known(Place place) -> place(place, bound, inOld, below, false);
            case Not(Expression inner) -> look(inner, bound, inOld, below);
            case Negative(Expression inner) -> look(inner, bound, inOld, below);
            case Old(Expression inner) -> {
                if (inOld) {
                    throw new IllegalArgumentException("'old' cannot stand in 'old': only the look before is known");
                }
                look(inner, bound, true, below);
            }
            case Binary(Operator _, Expression left, Expression right) -> {
                look(left, bound, inOld, below);
                look(right, bound, inOld, below);
            }
            case Fold fold -> {
                place(fold.group(), bound, inOld, below, true);
                Set<String> inside =
                        Stream.concat(bound.stream(), fold.variable().stream()).collect(Collectors.toUnmodifiableSet());
                fold.body().ifPresent(body -> look(body, inside, inOld, below));
            }
        }
    }

    private void place(Place place, Set<String> bound, boolean inOld, int depth, boolean group) {
        place.node().ifPresent(node -> {
            switch (node) {
                case At.NodeOf(String variable) -> requireBound(variable, bound);
                case At.EveryNode _
                when !group ->
                    throw new IllegalArgumentException(place + " is a value for each node; write max(" + place
                            + "), all(n in @*: ...) or the like");
                case At.EveryNode _, At.NodeNamed _ -> {}
            }
        });
        place.path().forEach(part -> look(part, bound, inOld, depth));
    }

    private static void requireBound(String variable, Set<String> bound) {
        if (!bound.contains(variable)) {
            throw new IllegalArgumentException("'" + variable + "' is a variable that no quantifier around it binds");
        }
    }
}
