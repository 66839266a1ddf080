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
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads expressions, by recursive descent, a method for each rule of the grammar in the docs. */
final class ExpressionReader {
    private static final List<Operator> COMPARISONS = List.of(
            Operator.EQUAL, Operator.UNEQUAL, Operator.BELOW, Operator.AT_MOST, Operator.ABOVE, Operator.AT_LEAST);
    private static final List<Operator> SUMS = List.of(Operator.PLUS, Operator.MINUS);
    private static final List<Operator> PRODUCTS = List.of(Operator.TIMES, Operator.DIVIDED_BY, Operator.REMAINDER);

    private final Reading reading;
    private final PlaceReader places;

    ExpressionReader(Reading reading) {
        this.reading = reading;
        places = new PlaceReader(reading, this::expression);
    }

    /** Returns who reads names. */
    PlaceReader places() {
        return places;
    }

    Expression expression() {
        Expression left = chain(List.of(Operator.OR), this::conjunction);
        if (!reading.now().isWord("implies")) {
            return left;
        }
        Token sign = reading.take();
        return reading.deeper(sign, () -> new Binary(Operator.IMPLIES, left, expression()));
    }

    private Expression conjunction() {
        return chain(List.of(Operator.AND), this::negation);
    }

    private Expression negation() {
        if (!reading.now().isWord("not")) {
            return comparison();
        }
        Token sign = reading.take();
        return reading.deeper(sign, () -> new Not(negation()));
    }

    private Expression comparison() {
        Expression left = sum();
        Optional<Operator> operator = operator(COMPARISONS);
        if (operator.isEmpty()) {
            return left;
        }
        Expression right = sum();
        Token behind = reading.now();
        if (operator(COMPARISONS).isPresent()) {
            throw reading.mistake(
                    behind, "'" + behind.text() + "' cannot follow a comparison; write 'a < b and b < c'");
        }
        return new Binary(operator.get(), left, right);
    }

    private Expression sum() {
        return chain(SUMS, () -> chain(PRODUCTS, this::signed));
    }

    private Expression signed() {
        if (!reading.now().isSign("-")) {
            return atom();
        }
        Token sign = reading.take();
        if (reading.now().kind() == Token.Kind.NUMBER) {
            return new Literal(new Value.Num(number().number().negate()));
        }
        return reading.deeper(sign, () -> new Negative(signed()));
    }

    /** Reads what such operators join, from the left. */
    private Expression chain(List<Operator> operators, Supplier<Expression> part) {
        Expression left = part.get();
        for (int length = 1; ; length++) {
            Token sign = reading.now();
            Optional<Operator> operator = operator(operators);
            if (operator.isEmpty()) {
                return left;
            }
            reading.requireDepth(sign, length);
            left = new Binary(operator.get(), left, part.get());
        }
    }

    private Optional<Operator> operator(List<Operator> operators) {
        for (Operator operator : operators) {
            if (reading.now().isSign(operator.symbol()) || reading.now().isWord(operator.symbol())) {
                reading.skip(1);
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    private Expression atom() {
        Token start = reading.now();
        return reading.begins(start, atom(start));
    }

    private Expression atom(Token start) {
        return switch (start.kind()) {
            case NUMBER -> new Literal(number());
            case TEXT -> new Literal(new Value.Text(reading.take().text()));
            case NAME -> places.place();
            case WORD -> word(start);
            case SIGN -> {
                if (start.isSign("@")) {
                    yield places.placeOfNode();
                }
                if (!start.isSign("(")) {
                    throw reading.wrong(start, "a value, a name or '('");
                }
                reading.skip(1);
                Expression inner = reading.deeper(start, this::expression);
                reading.expect(")");
                yield inner;
            }
            case END -> throw reading.wrong(start, "a value, a name or '('");
        };
    }

    private Value.Num number() {
        Token token = reading.take();
        return Value.number(token.text())
                .orElseThrow(() -> reading.mistake(
                        token,
                        token.described() + " is too long; numbers have at most 34 digits and exponents to 300"));
    }

    private Expression word(Token start) {
        String word = start.text();
        if (reading.isBound(word)) {
            reading.skip(1);
            if (reading.now().isSign(".")
                    || reading.now().isSign("[")
                    || reading.now().isSign("(")) {
                throw reading.mistake(
                        reading.now(),
                        "'" + word + "' is the name of a member, which has no parts; write GROUP[" + word + "], or @"
                                + word + ".NAME of a node");
            }
            return new Variable(word);
        }
        Optional<OperationPart> operation = OperationPart.named(word);
        if (operation.isPresent()) {
            reading.skip(1);
            return new OfOperation(operation.get());
        }
        return switch (word) {
            case "true", "false" -> {
                reading.skip(1);
                yield new Literal(Value.of(word.equals("true")));
            }
            case "nil" -> {
                reading.skip(1);
                yield new Literal(Value.nil());
            }
            case "old", "known", "sum", "count", "min", "max", "all", "any" -> {
                reading.skip(1);
                reading.expect("(");
                Expression call = reading.deeper(start, () -> call(word));
                reading.expect(")");
                yield call;
            }
            default -> {
                if (Lexer.RESERVED.contains(word)) {
                    throw reading.wrong(start, "a value, a name or '('");
                }
                yield places.placeOrOld(start);
            }
        };
    }

    private Expression call(String function) {
        return switch (function) {
            case "old" -> new Old(expression());
            case "known" -> new Known(places.known());
            default -> fold(Fold.Kind.valueOf(function.toUpperCase(Locale.ROOT)));
        };
    }

    private Fold fold(Fold.Kind kind) {
        Token start = reading.now();
        if (start.kind() == Token.Kind.WORD && reading.next().isWord("in")) {
            String variable = start.text();
            try {
                Lexer.requireVariable(variable);
            } catch (IllegalArgumentException e) {
                throw reading.mistake(start, String.valueOf(e.getMessage()));
            }
            reading.skip(2);
            Place group = places.group();
            reading.expect(":");
            Expression body = reading.binding(variable, this::expression);
            return new Fold(kind, Optional.of(variable), group, Optional.of(body));
        }
        if (kind == Fold.Kind.ALL || kind == Fold.Kind.ANY) {
            throw reading.wrong(start, "a name for the members, as in 'all(a in accounts: ...)'");
        }
        return new Fold(kind, Optional.empty(), places.group(), Optional.empty());
    }
}
