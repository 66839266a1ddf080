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
import dev.faultline.invariant.Value.Num;
import dev.faultline.invariant.Value.Text;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
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

    private final Names names;
    private final View now;
    private final @Nullable View before;
    private final @Nullable OperationAtHand operation;

    /**
     * Makes one.
     *
     * @param before what was published at the look before; null if there was none
     * @param operation the one that was completed last; null if there was none
     */
    Evaluation(Names names, View now, @Nullable View before, @Nullable OperationAtHand operation) {
        this.names = names;
        this.now = now;
        this.before = before;
        this.operation = operation;
    }

    Value of(Expression expression) {
        return of(expression, now, null);
    }

    Value of(Expression expression, View view, @Nullable Bindings bound) {
        return switch (expression) {
            case Literal(Value value) -> value;
            case OfOperation(Word word) -> operation == null ? NO_OPERATION : operation.of(word);
            case Variable(String name) -> new Text(Bindings.member(bound, name));
            case Place place -> place(place, view, bound);
            case Old(Expression inner) -> before == null ? NO_LOOK_BEFORE : of(inner, before, bound);
            case Known(Place place) -> known(place, view, bound);
            case Not(Expression inner) -> not(of(inner, view, bound));
            case Negative(Expression inner) -> negative(of(inner, view, bound));
            case Binary binary -> binary(binary, view, bound);
            case Fold fold -> fold(fold, view, bound);
        };
    }

    private Value place(Place place, View view, @Nullable Bindings bound) {
        List<String> path = new ArrayList<>(place.path().size());
        Missing missing = path(place, view, bound, path);
        return missing == null ? view.value(names.scoped(node(place, bound), path)) : missing;
    }

    private Value known(Place place, View view, @Nullable Bindings bound) {
        List<String> path = new ArrayList<>(place.path().size());
        Missing missing = path(place, view, bound, path);
        if (missing != null) {
            return missing;
        }
        Name name = names.scoped(node(place, bound), path);
        return Bool.of(
                !(view.value(name) instanceof Missing) || !view.members(name).isEmpty());
    }

    /** Fills in the parts of a name; returns what is missing, null if nothing is. */
    private @Nullable Missing path(Place place, View view, @Nullable Bindings bound, List<String> path) {
        for (Expression part : place.path()) {
            Value value = of(part, view, bound);
            if (value instanceof Missing missing) {
                return missing;
            }
            path.add(value.asPart());
        }
        return null;
    }

    private static String node(Place place, @Nullable Bindings bound) {
        return switch (place.node().orElse(null)) {
            case null -> "";
            case At.NodeNamed(String name) -> name;
            case At.NodeOf(String variable) -> Bindings.member(bound, variable);
            case At.EveryNode() -> throw new IllegalStateException("a group is no value: " + place);
        };
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

    private Value binary(Binary binary, View view, @Nullable Bindings bound) {
        Value left = of(binary.left(), view, bound);
        return switch (binary.operator()) {
            case AND -> decided(left, false) ? left : joined(binary, left, of(binary.right(), view, bound), false);
            case OR -> decided(left, true) ? left : joined(binary, left, of(binary.right(), view, bound), true);
            case IMPLIES ->
                decided(left, false) ? Bool.TRUE : joined(binary, not(left), of(binary.right(), view, bound), true);
            case EQUAL, UNEQUAL, BELOW, AT_MOST, ABOVE, AT_LEAST, PLUS, MINUS, TIMES, DIVIDED_BY, REMAINDER ->
                Arithmetic.of(binary.operator(), left, of(binary.right(), view, bound));
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

    private Value fold(Fold fold, View view, @Nullable Bindings bound) {
        return switch (members(fold, view, bound)) {
            case Members.None(Missing why) -> why;
            case Members.Found(List<Member> found) -> {
                List<Value> values = new ArrayList<>(found.size());
                for (Member member : found) {
                    values.add(taken(fold, member, view, bound));
                }
                yield Folding.of(fold, values);
            }
        };
    }

    private Value taken(Fold fold, Member member, View view, @Nullable Bindings bound) {
        if (fold.variable().isPresent() && fold.body().isPresent()) {
            return of(fold.body().get(), view, new Bindings(fold.variable().get(), member.name(), bound));
        }
        return member.place().path().isEmpty() ? new Text(member.name()) : view.value(member.place());
    }

    /** A member: what variables hold of it, and where its value is. */
    record Member(String name, Name place) {}

    /** The members of a group, or why they are not known. */
    sealed interface Members {
        record Found(List<Member> members) implements Members {}

        record None(Missing why) implements Members {}
    }

    Members members(Fold fold, View view, @Nullable Bindings bound) {
        Place group = fold.group();
        List<String> path = new ArrayList<>();
        Missing missing = path(group, view, bound, path);
        if (missing != null) {
            return new Members.None(missing);
        }
        if (group.node().isPresent() && group.node().get() instanceof At.EveryNode) {
            List<String> scoped = path.isEmpty() ? path : names.scoped("", path).path();
            return found(view.nodes(scoped), node -> new Name(node, scoped));
        }
        if (group.node().isEmpty()) {
            if (names.isForGroup() && fold.variable().isEmpty()) {
                return ofObjects(fold, path, view);
            }
            List<String> listed = path.size() == 1 ? names.listed(path.getFirst()) : List.of();
            if (!listed.isEmpty()) {
                return found(listed, Name::of);
            }
        }
        Name name = names.scoped(node(group, bound), path);
        return view.isGroup(name)
                ? found(view.members(name), name::with)
                : new Members.None(new Missing("nothing is published under " + name, false));
    }

    /** In 'for group' each object has a value of its own under the path; those without one do not count. */
    private Members ofObjects(Fold fold, List<String> path, View view) {
        List<Name> objects = names.objects(view);
        if (objects.isEmpty()) {
            return new Members.None(new Missing("nothing is published of the group", false));
        }
        List<Member> members = new ArrayList<>();
        for (Name object : objects) {
            Name of = object;
            for (String part : path) {
                of = of.with(part);
            }
            if (fold.kind() != Fold.Kind.COUNT || !(view.value(of) instanceof Missing)) {
                members.add(new Member(object.toString(), of));
            }
        }
        return new Members.Found(members);
    }

    private static Members found(Collection<String> names, Function<String, Name> where) {
        List<Member> members = new ArrayList<>(names.size());
        for (String name : names) {
            members.add(new Member(name, where.apply(name)));
        }
        return new Members.Found(members);
    }

    static Missing mistake(String rule, Value found) {
        return new Missing(rule + ", not " + found, true);
    }
}
