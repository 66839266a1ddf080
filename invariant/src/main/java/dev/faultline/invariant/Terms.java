package dev.faultline.invariant;

import dev.faultline.invariant.Expression.At;
import dev.faultline.invariant.Expression.Fold;
import dev.faultline.invariant.Expression.Literal;
import dev.faultline.invariant.Expression.OfOperation;
import dev.faultline.invariant.Expression.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What expressions begin with, for Java: {@code sum(place("balance")).isEqualTo(300)}. Parts of names are texts, which are taken
 * as they stand, or expressions, such as {@code key()}.
 */
public final class Terms {
    private Terms() {}

    /**
     * Returns the expression of an object: itself, or a whole number, a text or a boolean written out.
     *
     * @throws IllegalArgumentException if it is anything else
     */
    public static Expression of(Object object) {
        return switch (object) {
            case Expression expression -> expression;
            case Value value -> new Literal(value);
            case Integer number -> new Literal(Value.of(number.longValue()));
            case Long number -> new Literal(Value.of(number.longValue()));
            case String text -> new Literal(Value.of(text));
            case Boolean flag -> new Literal(Value.of(flag.booleanValue()));
            default ->
                throw new IllegalArgumentException("an expression, a whole number, a text or a boolean is meant, not "
                        + object.getClass().getName());
        };
    }

    /** Returns that there is nothing. */
    public static Expression nil() {
        return new Literal(Value.nil());
    }

    /** Returns what anybody has published last under a name. */
    public static Place place(Object first, Object... others) {
        return new Place(Optional.empty(), path(first, others));
    }

    /** Returns what a node has published last under a name. */
    public static Place at(String node, Object first, Object... others) {
        return new Place(Optional.of(new At.NodeNamed(node)), path(first, others));
    }

    /** Returns what the node has published last whose name the variable holds. */
    public static Place atNodeOf(String variable, Object first, Object... others) {
        return new Place(Optional.of(new At.NodeOf(variable)), path(first, others));
    }

    /** Returns the group of all nodes' values of this name; without a name, of all nodes that have published anything. */
    public static Place atEveryNode(Object... path) {
        List<Expression> parts = new ArrayList<>();
        for (Object part : path) {
            parts.add(of(part));
        }
        return new Place(Optional.of(new At.EveryNode()), parts);
    }

    /** Returns what was read last of a key. */
    public static Place read(Object key) {
        return place("read", key);
    }

    /** Returns what was written last to a key, by a write or a compare-and-set that was answered ok. */
    public static Place written(Object key) {
        return place("write", key);
    }

    /** Returns the key of the operation at hand. */
    public static Expression key() {
        return new OfOperation(OperationPart.KEY);
    }

    /** Returns what is known of the operation at hand. */
    public static Expression operation(OperationPart part) {
        return new OfOperation(part);
    }

    /** Returns the name of the member that a quantifier is at. */
    public static Expression variable(String name) {
        return new Expression.Variable(name);
    }

    /** Returns what an expression was at the look before. */
    public static Expression old(Expression expression) {
        return new Expression.Old(expression);
    }

    /** Returns whether there is a value. */
    public static Expression known(Place place) {
        return new Expression.Known(place);
    }

    /** Returns the opposite. */
    public static Expression not(Expression expression) {
        return new Expression.Not(expression);
    }

    /** Returns the sum of the members of a group. */
    public static Expression sum(Place group) {
        return members(Fold.Kind.SUM, group);
    }

    /** Returns how many members a group has. */
    public static Expression count(Place group) {
        return members(Fold.Kind.COUNT, group);
    }

    /** Returns the least member of a group. */
    public static Expression min(Place group) {
        return members(Fold.Kind.MIN, group);
    }

    /** Returns the greatest member of a group. */
    public static Expression max(Place group) {
        return members(Fold.Kind.MAX, group);
    }

    /** Returns whether the body holds of each member, which it knows by the variable. */
    public static Expression all(String variable, Place group, Expression body) {
        return fold(Fold.Kind.ALL, variable, group, body);
    }

    /** Returns whether the body holds of a member, which it knows by the variable. */
    public static Expression any(String variable, Place group, Expression body) {
        return fold(Fold.Kind.ANY, variable, group, body);
    }

    /** Returns what a group comes to if the body is taken of each member, which it knows by the variable. */
    public static Expression fold(Fold.Kind kind, String variable, Place group, Expression body) {
        return new Fold(kind, Optional.of(variable), group, Optional.of(body));
    }

    private static Expression members(Fold.Kind kind, Place group) {
        return new Fold(kind, Optional.empty(), group, Optional.empty());
    }

    private static List<Expression> path(Object first, Object... others) {
        List<Expression> parts = new ArrayList<>();
        parts.add(of(first));
        for (Object part : others) {
            parts.add(of(part));
        }
        return parts;
    }
}
