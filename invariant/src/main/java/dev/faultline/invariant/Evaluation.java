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
import dev.faultline.invariant.Value.Bool;
import dev.faultline.invariant.Value.Missing;
import dev.faultline.invariant.Value.Nil;
import dev.faultline.invariant.Value.Num;
import dev.faultline.invariant.Value.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the expressions of one invariant come to.
 *
 * <p>What is missing makes what is computed with it missing, too; but 'false and' something missing is false, and 'true or' it
 * true, as both would be whatever it was (Stephen C. Kleene, "Introduction to Metamathematics", 1952).
 */
final class Evaluation {
    private static final Missing NO_OPERATION = new Missing("no operation was completed yet", false);
    private static final Missing NO_LOOK_BEFORE = new Missing("there was no look before, so nothing is old", false);

    private final Meaning meaning;
    private final Set<Binary> unmet;
    private final IdentityHashMap<Fold, Value> folds;
    private final Seen now;
    private final @Nullable Seen before;

    /**
     * Makes one.
     *
     * @param unmet those of the conditions that have not come true so far; those that do now are taken out
     * @param folds what closed folds come to now, as far as it is known already
     * @param before what was seen at the look before; null if there was none
     */
    Evaluation(
            Meaning meaning, Set<Binary> unmet, IdentityHashMap<Fold, Value> folds, Seen now, @Nullable Seen before) {
        this.meaning = meaning;
        this.unmet = unmet;
        this.folds = folds;
        this.now = now;
        this.before = before;
    }

    Value of(Expression expression, @Nullable Bindings bound) {
        return of(expression, now, bound);
    }

    private Value of(Expression expression, Seen seen, @Nullable Bindings bound) {
        return switch (expression) {
            case Literal(Value value) -> value;
            case OfOperation(OperationPart part) ->
                seen.operation() == null ? NO_OPERATION : seen.operation().of(part);
            case Variable(String name) -> new Text(Bindings.member(bound, name));
            case Place place -> place(place, seen, bound);
            case Old(Expression inner) -> before == null ? NO_LOOK_BEFORE : of(inner, before, bound);
            case Known(Place place) -> known(place, seen, bound);
            case Not(Expression inner) -> not(of(inner, seen, bound));
            case Negative(Expression inner) -> negative(of(inner, seen, bound));
            case Binary binary -> binary(binary, seen, bound);
            case Fold fold -> fold(fold, seen, bound);
        };
    }

    private Value place(Place place, Seen seen, @Nullable Bindings bound) {
        return switch (name(place, seen, bound)) {
            case Named.Missed(Missing why) -> why;
            case Named.As(Name name) -> seen.view().value(name);
        };
    }

    private Value known(Place place, Seen seen, @Nullable Bindings bound) {
        return switch (name(place, seen, bound)) {
            case Named.Missed(Missing why) -> why;
            case Named.As(Name name) -> Bool.of(seen.view().values(name) > 0);
        };
    }

    /** The name of a place, or why it is not known. */
    private sealed interface Named {
        record As(Name name) implements Named {}

        record Missed(Missing why) implements Named {}
    }

    private Named name(Place place, Seen seen, @Nullable Bindings bound) {
        Name written = meaning.written(place);
        if (written != null) {
            return new Named.As(written);
        }
        String node = switch (place.node().orElse(null)) {
            case null -> "";
            case At.NodeNamed(String name) -> name;
            case At.NodeOf(String variable) -> Bindings.member(bound, variable);
            case At.EveryNode() -> throw new IllegalStateException("a group is no value: " + place);
        };
        return name(node, place.path(), seen, bound);
    }

    private Named name(String node, List<Expression> path, Seen seen, @Nullable Bindings bound) {
        List<String> parts = new ArrayList<>(path.size());
        for (Expression part : path) {
            Value value = of(part, seen, bound);
            if (value instanceof Missing missing) {
                return new Named.Missed(missing);
            }
            parts.add(value.asPart());
        }
        return new Named.As(new Name(node, parts));
    }

    private static Value not(Value value) {
        return switch (value) {
            case Bool(boolean flag) -> Bool.of(!flag);
            case Missing missing -> missing;
            default -> mistake("'not' needs true or false", value);
        };
    }

    private static Value negative(Value value) {
        return switch (value) {
            case Num(BigDecimal number) -> new Num(number.negate());
            case Missing missing -> missing;
            default -> mistake("a sign needs a number", value);
        };
    }

    private Value binary(Binary binary, Seen seen, @Nullable Bindings bound) {
        Value left = of(binary.left(), seen, bound);
        if (binary.operator() == Operator.IMPLIES && !unmet.isEmpty() && decided(left, true)) {
            unmet.remove(binary);
        }
        return switch (binary.operator()) {
            case AND -> decided(left, false) ? left : joined(binary, left, of(binary.right(), seen, bound), false);
            case OR -> decided(left, true) ? left : joined(binary, left, of(binary.right(), seen, bound), true);
            case IMPLIES ->
                decided(left, false) ? Bool.TRUE : joined(binary, not(left), of(binary.right(), seen, bound), true);
            case EQUAL, UNEQUAL, BELOW, AT_MOST, ABOVE, AT_LEAST, PLUS, MINUS, TIMES, DIVIDED_BY, REMAINDER ->
                Arithmetic.of(binary.operator(), left, of(binary.right(), seen, bound));
        };
    }

    private static boolean decided(Value value, boolean by) {
        return value instanceof Bool(boolean flag) && flag == by;
    }

    /** Joins two of which the first does not decide; {@code by} is the value that decides alone. */
    private static Value joined(Binary binary, Value left, Value right, boolean by) {
        for (Value side : List.of(left, right)) {
            if (!(side instanceof Bool || side instanceof Missing)) {
                return mistake("'" + binary.operator().symbol() + "' needs true or false on both sides", side);
            }
        }
        return left instanceof Missing && !decided(right, by) ? left : right;
    }

    private Value fold(Fold fold, Seen seen, @Nullable Bindings bound) {
        if (!seen.view().equals(now.view()) || !meaning.isClosed(fold)) {
            return folded(fold, seen, bound);
        }
        Value known = folds.get(fold);
        if (known == null) {
            known = folded(fold, seen, bound);
            folds.put(fold, known);
        }
        return known;
    }

    private Value folded(Fold fold, Seen seen, @Nullable Bindings bound) {
        Value kept = kept(fold, seen.view());
        if (kept != null) {
            return kept;
        }
        return switch (members(fold, seen, bound)) {
            case Members.None(Missing why) -> why;
            case Members.Found(Collection<String> found, Function<String, Name> places) -> {
                List<Value> values = new ArrayList<>(found.size());
                for (String member : found) {
                    values.add(taken(fold, member, places, seen, bound));
                }
                yield Folding.of(fold, values);
            }
        };
    }

    /** Sums and counts of what is published under a name are kept up to date; returns null if it is none of these. */
    private @Nullable Value kept(Fold fold, View view) {
        boolean plain = fold.kind() == Fold.Kind.SUM || fold.kind() == Fold.Kind.COUNT;
        if (!plain
                || fold.variable().isPresent()
                || !(meaning.group(fold) instanceof Group.Published(Place of, List<Expression> path))
                || !path.isEmpty()) {
            return null;
        }
        Name name = meaning.written(of);
        if (name == null || !view.isGroup(name)) {
            return null;
        }
        return fold.kind() == Fold.Kind.COUNT ? Value.of(view.count(name)) : view.sum(name);
    }

    private Value taken(Fold fold, String member, Function<String, Name> places, Seen seen, @Nullable Bindings bound) {
        if (fold.variable().isPresent() && fold.body().isPresent()) {
            return of(fold.body().get(), seen, new Bindings(fold.variable().get(), member, bound));
        }
        Name place = places.apply(member);
        return place.path().isEmpty() ? new Text(member) : seen.view().value(place);
    }

    /** The members of a group, or why they are not known. */
    sealed interface Members {
        /** What variables hold of each, and where its value is. */
        record Found(Collection<String> members, Function<String, Name> places) implements Members {}

        record None(Missing why) implements Members {}
    }

    Members members(Fold fold, @Nullable Bindings bound) {
        return members(fold, now, bound);
    }

    private Members members(Fold fold, Seen seen, @Nullable Bindings bound) {
        View view = seen.view();
        return switch (meaning.group(fold)) {
            case Group.Nodes() -> new Members.Found(view.nodes(List.of()), node -> new Name(node, List.of()));
            case Group.OfEveryNode(List<Expression> path) ->
                switch (name("", path, seen, bound)) {
                    case Named.Missed(Missing why) -> new Members.None(why);
                    case Named.As(Name name) -> new Members.Found(view.nodes(name.path()), name::ofNode);
                };
            case Group.Listed listed -> under(listed.path(), listed.objects(), listed::place, fold, seen, bound);
            case Group.Published(Place of, List<Expression> path) ->
                switch (name(of, seen, bound)) {
                    case Named.Missed(Missing why) -> new Members.None(why);
                    case Named.As(Name name)
                    when !view.isGroup(name) ->
                        new Members.None(new Missing("nothing is published under " + name, false));
                    case Named.As(Name name) -> under(path, view.members(name), name::with, fold, seen, bound);
                };
        };
    }

    /** Of objects may be meant what each has under a path; those without it do not count. */
    private Members under(
            List<Expression> path,
            Collection<String> objects,
            Function<String, Name> places,
            Fold fold,
            Seen seen,
            @Nullable Bindings bound) {
        if (path.isEmpty()) {
            return new Members.Found(objects, places);
        }
        return switch (name("", path, seen, bound)) {
            case Named.Missed(Missing why) -> new Members.None(why);
            case Named.As(Name below) -> {
                Function<String, Name> values = object -> places.apply(object).with(below.path());
                boolean counts = fold.kind() == Fold.Kind.COUNT;
                yield new Members.Found(
                        objects.stream()
                                .filter(object ->
                                        !counts || !(seen.view().value(values.apply(object)) instanceof Missing))
                                .toList(),
                        values);
            }
        };
    }

    /**
     * Returns that a value is of a kind that does not fit. Where there is nothing it may fit another time, so that is no mistake.
     */
    static Missing mistake(String rule, Value found) {
        return new Missing(rule + ", not " + found, !(found instanceof Nil));
    }
}
