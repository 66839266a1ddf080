package dev.faultline.invariant;

import dev.faultline.invariant.Expression.Literal;
import dev.faultline.invariant.Expression.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the text of an invariant: its name, its scope, and what must hold. Used once. */
final class Parser {
    private final Reading reading;
    private final ExpressionReader expressions;

    private Parser(String text) {
        reading = new Reading(text);
        expressions = new ExpressionReader(reading);
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
        Token first = reading.now();
        if (first.isWord("invariant") && reading.next().kind() == Token.Kind.TEXT) {
            reading.skip(1);
            name = reading.take().text();
            reading.expect(":");
        }
        boolean braces = reading.now().isSign("{");
        reading.skip(braces ? 1 : 0);
        Token scoped = reading.now();
        Optional<Scope> scope = scope();
        Expression holds = expressions.expression();
        if (braces) {
            reading.expect("}");
        }
        if (reading.now().kind() != Token.Kind.END) {
            throw reading.wrong(reading.now(), "the end, or one of 'and', 'or', 'implies' and the like");
        }
        try {
            return new Invariant(name, scope, holds, List.of(Moment.operation()));
        } catch (UnsoundException e) {
            Token where = e.part().map(part -> reading.start(part, scoped)).orElse(scoped);
            throw reading.mistake(where, String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            throw reading.mistake(first, String.valueOf(e.getMessage()));
        }
    }

    private Optional<Scope> scope() {
        if (reading.now().isWord("system_wide") && reading.next().isSign(":")) {
            reading.skip(2);
            return Optional.of(new Scope.SystemWide());
        }
        boolean object = reading.now().isWord("on") && reading.next().isWord("object");
        if (!object && !(reading.now().isWord("for") && reading.next().isWord("group"))) {
            return Optional.empty();
        }
        reading.skip(2);
        reading.expect("(");
        List<Place> named = new ArrayList<>();
        do {
            reading.skip(named.isEmpty() ? 0 : 1);
            named.add(plainPlace());
        } while (!object && reading.now().isSign(","));
        reading.expect(")");
        reading.expect(":");
        return Optional.of(object ? new Scope.OnObject(named.getFirst()) : new Scope.ForGroup(named));
    }

    private Place plainPlace() {
        Token start = reading.now();
        Place place = expressions.places().group();
        boolean plain =
                place.node().isEmpty() && place.path().stream().allMatch(part -> part instanceof Literal(Value.Text _));
        if (!plain) {
            throw reading.mistake(start, "the name of an object or a group is written out, and of no node");
        }
        return place;
    }
}
