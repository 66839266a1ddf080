package dev.faultline.invariant;

import dev.faultline.journal.Spelling;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A text while it is read: its tokens, how far and how deep the reader is, and what it met where. Used once. */
final class Reading {
    private static final List<String> FUNCTIONS = List.of("old", "known", "sum", "count", "min", "max", "all", "any");

    private final String text;
    private final List<Token> tokens;
    private final Deque<String> bound = new ArrayDeque<>();
    private final IdentityHashMap<Expression, Token> places = new IdentityHashMap<>();
    private int at;
    private int depth;

    Reading(String text) {
        this.text = text;
        tokens = new Lexer(text).tokens();
    }

    /** Keeps where a part of the tree begins, in case that it is found to be wrong later. */
    <T extends Expression> T begins(Token start, T part) {
        places.putIfAbsent(part, start);
        return part;
    }

    /** Returns where a part of the tree begins; what is given if nobody has kept that. */
    Token start(Expression part, Token otherwise) {
        return places.getOrDefault(part, otherwise);
    }

    /** Reads what knows a member by this name. */
    <T> T binding(String variable, Supplier<T> reading) {
        bound.push(variable);
        T result = reading.get();
        bound.pop();
        return result;
    }

    boolean isBound(String name) {
        return bound.contains(name);
    }

    /** Returns whether a token is a name of what is published, and nothing that means something to the language. */
    boolean isFree(Token token) {
        return token.kind() == Token.Kind.NAME
                || (token.kind() == Token.Kind.WORD
                        && !isBound(token.text())
                        && !Lexer.RESERVED.contains(token.text()));
    }

    /** Reads what is one level deeper. */
    <T> T deeper(Token start, Supplier<T> reading) {
        depth++;
        requireDepth(start, 0);
        T result = reading.get();
        depth--;
        return result;
    }

    /** Throws if so many more levels, or parts joined to a chain, are too many. */
    void requireDepth(Token start, int more) {
        if (depth + more > Invariant.DEPTH_MAX) {
            throw mistake(
                    start,
                    "this is nested, or joined, more than " + Invariant.DEPTH_MAX
                            + " times; make two invariants of it");
        }
    }

    void expect(String sign) {
        if (!now().isSign(sign)) {
            throw wrong(now(), "'" + sign + "'");
        }
        at++;
    }

    Token now() {
        return tokens.get(at);
    }

    Token next() {
        return tokens.get(Math.min(at + 1, tokens.size() - 1));
    }

    Token take() {
        Token token = tokens.get(at);
        at = Math.min(at + 1, tokens.size() - 1);
        return token;
    }

    /** Passes over so many tokens, which the caller has seen. */
    void skip(int count) {
        at += count;
    }

    /** Returns that something is wrong at a token. */
    InvariantException mistake(Token where, String problem) {
        return new InvariantException(text, where.offset(), problem);
    }

    /** Returns that a token is not what should be there. */
    InvariantException wrong(Token found, String right) {
        return mistake(found, found.described() + " is here, where " + right + " should be" + misspelt());
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
