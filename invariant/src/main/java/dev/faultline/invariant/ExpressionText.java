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
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Writes a tree as text that reads back as the same tree, with no more parentheses than that takes. */
final class ExpressionText {
    private static final int ATOM = 9;

    private final StringBuilder out = new StringBuilder();
    /** Names that are variables here; a place or a node of such a name is written in quotes. */
    private final Set<String> bound;

    private ExpressionText(Set<String> bound) {
        this.bound = bound;
    }

    static String of(Expression expression) {
        ExpressionText text = new ExpressionText(new HashSet<>());
        text.write(expression, 0);
        return text.out.toString();
    }

    /** Writes an expression, in parentheses if it binds weaker than is needed here. */
    private void write(Expression expression, int needed) {
        boolean weaker = strength(expression) < needed;
        out.append(weaker ? "(" : "");
        write(expression);
        out.append(weaker ? ")" : "");
    }

    private static int strength(Expression expression) {
        return switch (expression) {
            case Binary(Operator operator, Expression _, Expression _) -> operator.strength();
            case Not _ -> Operator.NOT_STRENGTH;
            case Negative _ -> Operator.SIGN_STRENGTH;
            case Literal _, OfOperation _, Variable _, Place _, Old _, Known _, Fold _ -> ATOM;
        };
    }

    private void write(Expression expression) {
        switch (expression) {
            case Literal(Value value) -> out.append(value);
            case OfOperation(OperationPart part) -> out.append(part.text());
            case Variable(String name) -> out.append(name);
            case Place place -> place(place);
            case Old(Expression inner) -> call("old", inner);
            case Known(Place place) -> call("known", place);
            case Not(Expression inner) -> {
                out.append("not ");
                write(inner, Operator.NOT_STRENGTH);
            }
            case Negative(Expression inner) -> {
                out.append('-');
                // A number behind a sign would be read as one negative number.
                boolean positive = inner instanceof Literal(Value.Num(var number)) && number.signum() >= 0;
                write(inner, positive ? ATOM + 1 : Operator.SIGN_STRENGTH);
            }
            case Binary binary -> binary(binary);
            case Fold fold -> fold(fold);
        }
    }

    private void binary(Binary binary) {
        int strength = binary.operator().strength();
        boolean toTheRight = binary.operator() == Operator.IMPLIES;
        boolean alone = binary.operator().isComparison();
        write(binary.left(), toTheRight || alone ? strength + 1 : strength);
        out.append(' ').append(binary.operator().symbol()).append(' ');
        write(binary.right(), toTheRight ? strength : strength + 1);
    }

    private void call(String function, Expression argument) {
        out.append(function).append('(');
        write(argument, 0);
        out.append(')');
    }

    private void fold(Fold fold) {
        out.append(fold.kind().name().toLowerCase(Locale.ROOT)).append('(');
        fold.variable().ifPresent(variable -> out.append(variable).append(" in "));
        write(fold.group());
        fold.body().ifPresent(body -> {
            out.append(": ");
            ExpressionText inside = new ExpressionText(new HashSet<>(bound));
            fold.variable().ifPresent(inside.bound::add);
            inside.write(body, 0);
            out.append(inside.out);
        });
        out.append(')');
    }

    private void place(Place place) {
        place.node().ifPresent(this::node);
        List<Expression> path = place.path();
        for (int i = 0; i < path.size(); i++) {
            if (path.get(i) instanceof Literal(Value.Text(String part)) && (i == 0 || Lexer.isWord(part))) {
                out.append(i == 0 && place.node().isEmpty() ? "" : ".").append(i == 0 ? name(part, place) : part);
            } else {
                out.append('[');
                write(path.get(i), 0);
                out.append(']');
            }
        }
    }

    /** Behind a node or a point nothing is a variable or means something else. */
    private String name(String first, Place place) {
        boolean plain = place.node().isPresent() || !(bound.contains(first) || Lexer.RESERVED.contains(first));
        return plain && Lexer.isWord(first) ? first : Quotes.name(first);
    }

    private void node(At node) {
        out.append('@');
        switch (node) {
            case At.EveryNode() -> out.append('*');
            case At.NodeOf(String variable) -> out.append(variable);
            case At.NodeNamed(String name) ->
                out.append(Lexer.isWord(name) && !bound.contains(name) ? name : Quotes.name(name));
        }
    }
}
