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
import dev.faultline.journal.Spelling;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads the text of an invariant, by recursive descent, a method for each rule of the grammar in the docs. Used once. */
final class Parser {
    private static final List<Operator> COMPARISONS = List.of(
            Operator.EQUAL, Operator.UNEQUAL, Operator.BELOW, Operator.AT_MOST, Operator.ABOVE, Operator.AT_LEAST);
    private static final List<Operator> SUMS = List.of(Operator.PLUS, Operator.MINUS);
    private static final List<Operator> PRODUCTS = List.of(Operator.TIMES, Operator.DIVIDED_BY, Operator.REMAINDER);
    private static final List<String> FUNCTIONS = List.of("old", "known", "sum", "count", "min", "max", "all", "any");

    private final String text;
    private final List<Token> tokens;
    private final Deque<String> bound = new ArrayDeque<>();
    private int at;
    private int depth;

    private Parser(String text) {
        this.text = text;
        tokens = new Lexer(text).tokens();
    }

    /** Reads an invariant; its name is the one that stands in the text, if there is one. */
    static Invariant parse(String name, String text) {
        if (text.length() > Invariant.TEXT_MAX) {
            throw new InvariantException(
                    text, Invariant.TEXT_MAX, "an invariant has at most " + Invariant.TEXT_MAX + " characters");
        }
        return new Parser(text).invariant(name);
    }

    private Invariant invariant(String byDefault) {
        String name = byDefault;
        if (now().isWord("invariant") && next().kind() == Token.Kind.TEXT) {
            at++;
            name = take().text();
            expect(":");
        }
        boolean braces = now().isSign("{");
        if (braces) {
            at++;
        }
        Optional<Scope> scope = scope();
        int start = at;
        Expression holds = expression();
        if (braces) {
            expect("}");
        }
        if (now().kind() != Token.Kind.END) {
            throw wrong(now(), "the end, or one of 'and', 'or', 'implies' and the like");
        }
        try {
            return new Invariant(name, scope, holds, List.of(Moment.operation()));
        } catch (IllegalArgumentException e) {
            throw new InvariantException(text, tokens.get(start).offset(), String.valueOf(e.getMessage()));
        }
    }

    private Optional<Scope> scope() {
        if (now().isWord("system_wide") && next().isSign(":")) {
            at += 2;
            return Optional.of(new Scope.SystemWide());
        }
        boolean object = now().isWord("on") && next().isWord("object");
        if (!object && !(now().isWord("for") && next().isWord("group"))) {
            return Optional.empty();
        }
        at += 2;
        expect("(");
        List<Place> named = new ArrayList<>();
        do {
            at += named.isEmpty() ? 0 : 1;
            named.add(plainPlace());
        } while (!object && now().isSign(","));
        expect(")");
        expect(":");
        return Optional.of(object ? new Scope.OnObject(named.getFirst()) : new Scope.ForGroup(named));
    }

    private Place plainPlace() {
        Token start = now();
        Place place = group();
        boolean plain =
                place.node().isEmpty() && place.path().stream().allMatch(part -> part instanceof Literal(Value.Text _));
        if (!plain) {
            throw new InvariantException(
                    text, start.offset(), "the name of an object or a group is written out, and of no node");
        }
        return place;
    }

    private Expression expression() {
        Expression left = chain(List.of(Operator.OR), this::conjunction);
        if (!now().isWord("implies")) {
            return left;
        }
        Token sign = take();
        return deeper(sign, () -> new Binary(Operator.IMPLIES, left, expression()));
    }

    private Expression conjunction() {
        return chain(List.of(Operator.AND), this::negation);
    }

    private Expression negation() {
        if (!now().isWord("not")) {
            return comparison();
        }
        Token sign = take();
        return deeper(sign, () -> new Not(negation()));
    }

    private Expression comparison() {
        Expression left = sum();
        Optional<Operator> operator = operator(COMPARISONS);
        if (operator.isEmpty()) {
            return left;
        }
        Expression right = sum();
        Token behind = now();
        if (operator(COMPARISONS).isPresent()) {
            throw new InvariantException(
                    text,
                    behind.offset(),
                    "'" + behind.text() + "' cannot follow a comparison; write 'a < b and b < c'");
        }
        return new Binary(operator.get(), left, right);
    }

    private Expression sum() {
        return chain(SUMS, () -> chain(PRODUCTS, this::signed));
    }

    private Expression signed() {
        if (!now().isSign("-")) {
            return atom();
        }
        Token sign = take();
        if (now().kind() == Token.Kind.NUMBER) {
            return new Literal(new Value.Num(number().number().negate()));
        }
        return deeper(sign, () -> new Negative(signed()));
    }

    /** Reads what such operators join, from the left. */
    private Expression chain(List<Operator> operators, Supplier<Expression> part) {
        Expression left = part.get();
        for (int length = 1; ; length++) {
            Token sign = now();
            Optional<Operator> operator = operator(operators);
            if (operator.isEmpty()) {
                return left;
            }
            requireDepth(sign, depth + length);
            left = new Binary(operator.get(), left, part.get());
        }
    }

    private Optional<Operator> operator(List<Operator> operators) {
        for (Operator operator : operators) {
            if (now().isSign(operator.symbol()) || now().isWord(operator.symbol())) {
                at++;
                return Optional.of(operator);
            }
        }
        return Optional.empty();
    }

    private Expression atom() {
        Token start = now();
        return switch (start.kind()) {
            case NUMBER -> new Literal(number());
            case TEXT -> new Literal(new Value.Text(take().text()));
            case NAME -> place();
            case WORD -> word(start);
            case SIGN -> {
                if (start.isSign("@")) {
                    yield placeOfNode();
                }
                if (!start.isSign("(")) {
                    throw wrong(start, "a value, a name or '('");
                }
                at++;
                Expression inner = deeper(start, this::expression);
                expect(")");
                yield inner;
            }
            case END -> throw wrong(start, "a value, a name or '('");
        };
    }

    private Value.Num number() {
        Token token = take();
        return Value.number(token.text())
                .orElseThrow(() -> new InvariantException(
                        text,
                        token.offset(),
                        token.described() + " is too long; numbers have at most 34 digits and exponents to 300"));
    }

    private Expression word(Token start) {
        String word = start.text();
        if (bound.contains(word)) {
            at++;
            if (now().isSign(".") || now().isSign("[") || now().isSign("(")) {
                throw new InvariantException(
                        text,
                        now().offset(),
                        "'" + word + "' is the name of a member, which has no parts; write GROUP[" + word + "], or @"
                                + word + ".NAME of a node");
            }
            return new Variable(word);
        }
        Optional<Word> operation = Word.named(word);
        if (operation.isPresent()) {
            at++;
            return new OfOperation(operation.get());
        }
        return switch (word) {
            case "true", "false" -> {
                at++;
                yield new Literal(Value.of(word.equals("true")));
            }
            case "nil" -> {
                at++;
                yield new Literal(Value.nil());
            }
            case "old", "known", "sum", "count", "min", "max", "all", "any" -> {
                at++;
                expect("(");
                Expression call = deeper(start, () -> call(word));
                expect(")");
                yield call;
            }
            default -> {
                if (Lexer.RESERVED.contains(word)) {
                    throw wrong(start, "a value, a name or '('");
                }
                yield placeOrOld(start);
            }
        };
    }

    /** Reads a place; {@code old_balance(alice)} is {@code old(balance(alice))}, and {@code new_balance(alice)} its value now. */
    private Expression placeOrOld(Token start) {
        String word = start.text();
        boolean call = next().isSign("(");
        if (call && (word.startsWith("old_") || word.startsWith("new_")) && word.length() > "old_".length()) {
            at++;
            Place place = parts(Optional.empty(), word.substring("old_".length()));
            return word.startsWith("old_") ? new Old(place) : place;
        }
        return place();
    }

    private Expression call(String function) {
        return switch (function) {
            case "old" -> new Old(expression());
            case "known" -> new Known(known());
            default -> fold(Fold.Kind.valueOf(function.toUpperCase(Locale.ROOT)));
        };
    }

    private Place known() {
        Token start = now();
        Place place = group();
        if (place.node().isPresent() && place.node().get() instanceof At.EveryNode) {
            throw new InvariantException(text, start.offset(), "'known' asks for one node, not for all");
        }
        return place;
    }

    private Fold fold(Fold.Kind kind) {
        Token start = now();
        if (start.kind() == Token.Kind.WORD && next().isWord("in")) {
            String variable = start.text();
            try {
                Lexer.requireVariable(variable);
            } catch (IllegalArgumentException e) {
                throw new InvariantException(text, start.offset(), String.valueOf(e.getMessage()));
            }
            at += 2;
            Place group = group();
            expect(":");
            bound.push(variable);
            Expression body = expression();
            bound.pop();
            return new Fold(kind, Optional.of(variable), group, Optional.of(body));
        }
        if (kind == Fold.Kind.ALL || kind == Fold.Kind.ANY) {
            throw wrong(start, "a name for the members, as in 'all(a in accounts: ...)'");
        }
        return new Fold(kind, Optional.empty(), group(), Optional.empty());
    }

    /** Reads the name of a group, which is written like that of a value. */
    private Place group() {
        Token start = now();
        if (start.isSign("@")) {
            return placeOfNode();
        }
        boolean name = start.kind() == Token.Kind.NAME
                || (start.kind() == Token.Kind.WORD
                        && !Lexer.RESERVED.contains(start.text())
                        && !bound.contains(start.text()));
        if (!name) {
            throw wrong(start, "a name; one that means something else stands in backquotes");
        }
        return place();
    }

    private Place place() {
        return parts(Optional.empty(), take().text());
    }

    private Place placeOfNode() {
        Token start = take();
        Token node = take();
        At of;
        if (node.isSign("*")) {
            of = new At.EveryNode();
        } else if (node.kind() == Token.Kind.WORD && bound.contains(node.text())) {
            of = new At.NodeOf(node.text());
        } else if (node.kind() == Token.Kind.WORD || node.kind() == Token.Kind.NAME) {
            of = new At.NodeNamed(node.text());
        } else {
            throw wrong(node, "the name of a node, or '*' for all");
        }
        if (now().isSign(".")) {
            at++;
            return parts(Optional.of(of), part());
        }
        if (of instanceof At.EveryNode) {
            return new Place(Optional.of(of), List.of());
        }
        throw new InvariantException(
                text, start.offset(), "a node is no value; write what it has published, as @" + node.text() + ".term");
    }

    /** Reads what follows the first part of a name: {@code .part}, {@code [expression]}, {@code (part)}. */
    private Place parts(Optional<At> node, String first) {
        List<Expression> path = new ArrayList<>();
        path.add(new Literal(new Value.Text(first)));
        while (true) {
            Token start = now();
            requireDepth(start, depth + path.size());
            if (start.isSign(".")) {
                at++;
                path.add(new Literal(new Value.Text(part())));
            } else if (start.isSign("[")) {
                at++;
                path.add(deeper(start, this::expression));
                expect("]");
            } else if (start.isSign("(")) {
                at++;
                path.add(deeper(start, this::argument));
                expect(")");
            } else {
                return new Place(node, path);
            }
        }
    }

    /** A bare word in parentheses is a part as it stands, unless it is a variable or of the operation. */
    private Expression argument() {
        Token start = now();
        boolean bare = next().isSign(")")
                && (start.kind() == Token.Kind.NAME
                        || (start.kind() == Token.Kind.WORD
                                && !bound.contains(start.text())
                                && !Lexer.RESERVED.contains(start.text())));
        return bare ? new Literal(new Value.Text(take().text())) : expression();
    }

    private String part() {
        Token part = take();
        if (part.kind() != Token.Kind.WORD && part.kind() != Token.Kind.NAME) {
            throw wrong(part, "a part of a name; one that is no word stands in brackets, as in balance[\"k-1\"]");
        }
        return part.text();
    }

    private <T> T deeper(Token start, Supplier<T> reading) {
        depth++;
        requireDepth(start, depth);
        T result = reading.get();
        depth--;
        return result;
    }

    private void requireDepth(Token start, int reached) {
        if (reached > Invariant.DEPTH_MAX) {
            throw new InvariantException(
                    text,
                    start.offset(),
                    "this is nested, or joined, more than " + Invariant.DEPTH_MAX
                            + " times; make two invariants of it");
        }
    }

    private void expect(String sign) {
        if (!now().isSign(sign)) {
            throw wrong(now(), "'" + sign + "'");
        }
        at++;
    }

    private Token now() {
        return tokens.get(at);
    }

    private Token next() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    private Token take() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    private InvariantException wrong(Token found, String right) {
        return new InvariantException(
                text, found.offset(), found.described() + " is here, where " + right + " should be" + misspelt());
    }

    /** A word with an argument, before what was not understood, may be a function that was misspelt. */
    private String misspelt() {
        @Nullable Token before = null;
        for (int i = 0; i < at; i++) {
            if (tokens.get(i).kind() == Token.Kind.WORD && tokens.get(i + 1).isSign("(")) {
                before = tokens.get(i);
            }
        }
        if (before == null || FUNCTIONS.contains(before.text())) {
            return "";
        }
        return Spelling.nearest(before.text(), FUNCTIONS)
                .map(near -> "; did you mean '" + near + "'?")
                .orElse("");
    }
}
