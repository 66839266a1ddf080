package dev.faultline.invariant;

import dev.faultline.invariant.Expression.At;
import dev.faultline.invariant.Expression.Literal;
import dev.faultline.invariant.Expression.Old;
import dev.faultline.invariant.Expression.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads names of what is published, by the rules 'group', 'place' and 'name' of the grammar in the docs. */
final class PlaceReader {
    private final Reading reading;
    private final Supplier<Expression> expression;

    /** Makes one; {@code expression} reads what stands in brackets. */
    PlaceReader(Reading reading, Supplier<Expression> expression) {
        this.reading = reading;
        this.expression = expression;
    }

    /** Reads a place; {@code old_balance(alice)} is {@code old(balance(alice))}, and {@code new_balance(alice)} its value now. */
    Expression placeOrOld(Token start) {
        String word = start.text();
        boolean call = reading.next().isSign("(");
        if (call && (word.startsWith("old_") || word.startsWith("new_")) && word.length() > "old_".length()) {
            reading.skip(1);
            Place place = parts(Optional.empty(), word.substring("old_".length()));
            return word.startsWith("old_") ? new Old(place) : place;
        }
        return place();
    }

    Place known() {
        Token start = reading.now();
        Place place = group();
        if (place.node().isPresent() && place.node().get() instanceof At.EveryNode) {
            throw reading.mistake(start, "'known' asks for one node, not for all");
        }
        return place;
    }

    /** Reads the name of a group, which is written like that of a value. */
    Place group() {
        Token start = reading.now();
        if (start.isSign("@")) {
            return placeOfNode();
        }
        if (!reading.isFree(start)) {
            throw reading.wrong(start, "a name; one that means something else stands in backquotes");
        }
        return place();
    }

    Place place() {
        return parts(Optional.empty(), reading.take().text());
    }

    Place placeOfNode() {
        Token start = reading.take();
        Token node = reading.take();
        At of;
        if (node.isSign("*")) {
            of = new At.EveryNode();
        } else if (node.kind() == Token.Kind.WORD && reading.isBound(node.text())) {
            of = new At.NodeOf(node.text());
        } else if (node.kind() == Token.Kind.WORD || node.kind() == Token.Kind.NAME) {
            of = new At.NodeNamed(node.text());
        } else {
            throw reading.wrong(node, "the name of a node, or '*' for all");
        }
        if (reading.now().isSign(".")) {
            reading.skip(1);
            return parts(Optional.of(of), part());
        }
        if (of instanceof At.EveryNode) {
            return new Place(Optional.of(of), List.of());
        }
        throw reading.mistake(start, "a node is no value; write what it has published, as @" + node.text() + ".term");
    }

    /** Reads what follows the first part of a name: {@code .part}, {@code [expression]}, {@code (part)}. */
    private Place parts(Optional<At> node, String first) {
        List<Expression> path = new ArrayList<>();
        path.add(new Literal(new Value.Text(first)));
        while (true) {
            Token start = reading.now();
            reading.requireDepth(start, path.size());
            if (start.isSign(".")) {
                reading.skip(1);
                path.add(new Literal(new Value.Text(part())));
            } else if (start.isSign("[")) {
                reading.skip(1);
                path.add(reading.deeper(start, expression));
                reading.expect("]");
            } else if (start.isSign("(")) {
                reading.skip(1);
                path.add(reading.deeper(start, this::argument));
                reading.expect(")");
            } else {
                return new Place(node, path);
            }
        }
    }

    /** A bare word in parentheses is a part as it stands, unless it is a variable or of the operation. */
    private Expression argument() {
        Token start = reading.now();
        boolean bare = reading.next().isSign(")") && reading.isFree(start);
        return bare ? new Literal(new Value.Text(reading.take().text())) : expression.get();
    }

    private String part() {
        Token part = reading.take();
        if (part.kind() != Token.Kind.WORD && part.kind() != Token.Kind.NAME) {
            throw reading.wrong(
                    part, "a part of a name; one that is no word stands in brackets, as in balance[\"k-1\"]");
        }
        return part.text();
    }
}
