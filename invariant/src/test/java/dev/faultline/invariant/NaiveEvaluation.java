package dev.faultline.invariant;

import dev.faultline.invariant.Expression.At;
import dev.faultline.invariant.Expression.Fold;
import dev.faultline.invariant.Expression.Place;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an invariant comes to, computed anew from whole copies of all that is published, with nothing of the evaluator that it
 * judges but the tree. Null stands for what is missing. Can be told to be wrong, so that the comparison itself is tested.
 */
final class NaiveEvaluation {
    /** What may be wrong with it. */
    enum Mistake {
        NONE,
        OLD_IS_NOW,
        OLD_OPERATION_IS_NOW,
        LISTS_ARE_IGNORED,
        WITHDRAWN_STAYS,
        SHARED_IS_OF_NODE,
        SUM_WITHOUT_LAST,
        AT_LEAST_IS_ABOVE,
        MISSING_IS_FALSE,
        IMPLIES_IS_AND,
        SCOPE_IS_IGNORED,
        EMPTY_SUM_IS_MISSING
    }

    /** All that is published, all names that ever had a value, and the operation at hand. */
    static final class Everything {
        private final Map<Name, Value> values = new HashMap<>();
        private final Set<Name> ever = new LinkedHashSet<>();
        private @Nullable OperationAtHand operation;

        Everything copy() {
            Everything copy = new Everything();
            copy.values.putAll(values);
            copy.ever.addAll(ever);
            copy.operation = operation;
            return copy;
        }

        void put(Name name, Value value) {
            values.put(name, value);
            ever.add(name);
        }

        void remove(Name name) {
            values.keySet().removeIf(each -> startsWith(each, name.node(), name.path()));
        }

        void complete(OperationAtHand done) {
            operation = done;
        }
    }

    private final Mistake mistake;
    private final Optional<Scope> scope;
    private final Everything now;
    private final @Nullable Everything before;
    private final Map<String, List<String>> lists;

    NaiveEvaluation(
            Mistake mistake,
            Optional<Scope> scope,
            Map<String, List<String>> lists,
            Everything now,
            @Nullable Everything before) {
        this.mistake = mistake;
        this.scope = scope;
        this.lists = mistake == Mistake.LISTS_ARE_IGNORED ? Map.of() : lists;
        this.now = now;
        this.before = before;
    }

    @Nullable
    Value of(Expression expression) {
        return of(expression, now, Map.of());
    }

    private @Nullable Value of(Expression expression, Everything all, Map<String, String> bound) {
        return switch (expression) {
            case Expression.Literal(Value value) -> value;
            case Expression.OfOperation(OperationPart part) -> {
                OperationAtHand operation = mistake == Mistake.OLD_OPERATION_IS_NOW ? now.operation : all.operation;
                yield operation == null ? null : operation.of(part);
            }
            case Expression.Variable(String name) -> Value.of(Objects.requireNonNull(bound.get(name)));
            case Expression.Old(Expression inner) ->
                before == null ? null : of(inner, mistake == Mistake.OLD_IS_NOW ? all : before, bound);
            case Expression.Not(Expression inner) ->
                of(inner, all, bound) instanceof Value.Bool(boolean flag) ? Value.of(!flag) : null;
            case Expression.Negative(Expression inner) ->
                of(inner, all, bound) instanceof Value.Num(BigDecimal number) ? new Value.Num(number.negate()) : null;
            case Place place -> {
                List<String> path = path(place, all, bound);
                yield path == null ? null : all.values.get(new Name(node(place, bound), scoped(path)));
            }
            case Expression.Known(Place place) -> {
                List<String> path = path(place, all, bound);
                if (path == null) {
                    yield null;
                }
                yield Value.of(all.values.keySet().stream()
                        .anyMatch(name -> startsWith(name, node(place, bound), scoped(path))));
            }
            case Expression.Binary(Operator operator, Expression left, Expression right) ->
                binary(operator, of(left, all, bound), of(right, all, bound));
            case Fold fold -> fold(fold, all, bound);
        };
    }

    private static boolean startsWith(Name name, String node, List<String> path) {
        return name.node().equals(node)
                && name.path().size() >= path.size()
                && name.path().subList(0, path.size()).equals(path);
    }

    private @Nullable List<String> path(Place place, Everything all, Map<String, String> bound) {
        List<String> path = new ArrayList<>();
        for (Expression part : place.path()) {
            Value value = of(part, all, bound);
            if (value == null) {
                return null;
            }
            path.add(value instanceof Value.Text(String text) ? text : value.toString());
        }
        return path;
    }

    private String node(Place place, Map<String, String> bound) {
        String node = switch (place.node().orElse(null)) {
            case null -> "";
            case At.NodeNamed(String name) -> name;
            case At.NodeOf(String variable) -> Objects.requireNonNull(bound.get(variable));
            case At.EveryNode _ -> "*";
        };
        return mistake == Mistake.SHARED_IS_OF_NODE && node.equals("n1") ? "" : node;
    }

    private List<String> scoped(List<String> path) {
        if (mistake != Mistake.SCOPE_IS_IGNORED && scope.orElse(null) instanceof Scope.OnObject(Place object)) {
            return Stream.concat(object(object).stream(), path.stream()).toList();
        }
        return path;
    }

    private static List<String> object(Place object) {
        return object.path().stream()
                .map(part -> part instanceof Expression.Literal(Value.Text(String text)) ? text : "?")
                .toList();
    }

    private @Nullable Value binary(Operator operator, @Nullable Value left, @Nullable Value right) {
        Boolean a = left instanceof Value.Bool(boolean flag) ? Boolean.valueOf(flag) : null;
        Boolean b = right instanceof Value.Bool(boolean flag) ? Boolean.valueOf(flag) : null;
        if (mistake == Mistake.MISSING_IS_FALSE
                && Set.of(Operator.AND, Operator.OR, Operator.IMPLIES).contains(operator)) {
            a = Boolean.TRUE.equals(a);
            b = Boolean.TRUE.equals(b);
        }
        switch (operator) {
            case AND -> {
                return truth(a, b, false);
            }
            case OR -> {
                return truth(a, b, true);
            }
            case IMPLIES -> {
                return mistake == Mistake.IMPLIES_IS_AND ? truth(a, b, false) : truth(a == null ? null : !a, b, true);
            }
            default -> {}
        }
        if (left == null || right == null) {
            return null;
        }
        if (operator == Operator.EQUAL || operator == Operator.UNEQUAL) {
            return Value.of(left.equals(right) == (operator == Operator.EQUAL));
        }
        if (operator.isComparison()) {
            int order;
            if (left instanceof Value.Num(BigDecimal x) && right instanceof Value.Num(BigDecimal y)) {
                order = x.subtract(y).signum();
            } else if (left instanceof Value.Text(String x) && right instanceof Value.Text(String y)) {
                order = x.compareTo(y);
            } else {
                return null;
            }
            return Value.of(
                    switch (operator) {
                        case BELOW -> order < 0;
                        case AT_MOST -> order < 1;
                        case ABOVE -> order > 0;
                        default -> order > (mistake == Mistake.AT_LEAST_IS_ABOVE ? 0 : -1);
                    });
        }
        if (!(left instanceof Value.Num(BigDecimal x) && right instanceof Value.Num(BigDecimal y))) {
            return null;
        }
        try {
            return new Value.Num(
                    switch (operator) {
                        case PLUS -> x.add(y, MathContext.DECIMAL128);
                        case MINUS -> x.add(y.negate(), MathContext.DECIMAL128);
                        case TIMES -> x.multiply(y, MathContext.DECIMAL128);
                        case DIVIDED_BY -> x.divide(y, MathContext.DECIMAL128);
                        default -> x.remainder(y, MathContext.DECIMAL128);
                    });
        } catch (ArithmeticException e) {
            return null;
        }
    }

    /** The value that decides alone if one side is that; else missing if one side is. */
    private static @Nullable Value truth(@Nullable Boolean a, @Nullable Boolean b, boolean decides) {
        if ((a != null && a == decides) || (b != null && b == decides)) {
            return Value.of(decides);
        }
        return a == null || b == null ? null : Value.of(!decides);
    }

    private @Nullable Value fold(Fold fold, Everything all, Map<String, String> bound) {
        List<String> path = path(fold.group(), all, bound);
        if (path == null) {
            return null;
        }
        String node = node(fold.group(), bound);
        Map<String, @Nullable Value> members = new java.util.TreeMap<>();
        if (node.equals("*")) {
            List<String> scoped = path.isEmpty() ? path : scoped(path);
            for (Name name : all.values.keySet()) {
                if (!name.node().isEmpty() && startsWith(name, name.node(), scoped)) {
                    members.put(
                            name.node(),
                            path.isEmpty() ? Value.of(name.node()) : all.values.get(new Name(name.node(), scoped)));
                }
            }
        } else if (fold.variable().isEmpty()
                && fold.group().node().isEmpty()
                && scope.orElse(null) instanceof Scope.ForGroup(List<Place> named)) {
            Set<List<String>> objects = new LinkedHashSet<>();
            if (named.size() > 1) {
                // Twice the same object is two.
                return folded(
                        fold,
                        named.stream()
                                .map(each -> all.values.get(under(object(each), path)))
                                .toList());
            }
            List<String> group = object(named.getFirst());
            if (group.size() == 1 && lists.containsKey(group.getFirst())) {
                return folded(
                        fold,
                        lists.get(group.getFirst()).stream()
                                .map(each -> all.values.get(under(Name.of(each).path(), path)))
                                .toList());
            }
            if (parts(all.ever, "", group).isEmpty()) {
                return null;
            }
            for (String part : parts(all.values.keySet(), "", group)) {
                List<String> object = new ArrayList<>(group);
                object.add(part);
                objects.add(object);
            }
            return folded(
                    fold,
                    objects.stream()
                            .map(each -> all.values.get(under(each, path)))
                            .toList());
        } else if (fold.group().node().isEmpty()
                && path.size() == 1
                && fold.group().path().getFirst() instanceof Expression.Literal
                && !(scope.orElse(null) instanceof Scope.OnObject)
                && lists.containsKey(path.getFirst())) {
            List<@Nullable Value> values = new ArrayList<>();
            for (String object : lists.get(path.getFirst())) {
                Map<String, String> inside = new HashMap<>(bound);
                fold.variable().ifPresent(variable -> inside.put(variable, object));
                values.add(
                        fold.body().isPresent() ? of(fold.body().get(), all, inside) : all.values.get(Name.of(object)));
            }
            return fold.kind() == Fold.Kind.COUNT && fold.body().isEmpty()
                    ? Value.of(values.size())
                    : folded(fold, values);
        } else {
            List<String> group = scoped(path);
            if (parts(all.ever, node, group).isEmpty()) {
                return null;
            }
            Set<Name> names = mistake == Mistake.WITHDRAWN_STAYS ? all.ever : all.values.keySet();
            for (String part : parts(names, node, group)) {
                List<String> member = new ArrayList<>(group);
                member.add(part);
                members.put(part, all.values.get(new Name(node, member)));
            }
        }
        List<@Nullable Value> values = new ArrayList<>();
        if (fold.body().isEmpty()) {
            values.addAll(members.values());
            return fold.kind() == Fold.Kind.COUNT ? Value.of(values.size()) : folded(fold, values);
        }
        for (String member : members.keySet()) {
            Map<String, String> inside = new HashMap<>(bound);
            inside.put(fold.variable().orElseThrow(), member);
            values.add(of(fold.body().get(), all, inside));
        }
        return folded(fold, values);
    }

    private static Name under(List<String> object, List<String> path) {
        return new Name("", Stream.concat(object.stream(), path.stream()).toList());
    }

    private static Set<String> parts(Set<Name> names, String node, List<String> group) {
        Set<String> parts = new TreeSet<>();
        for (Name name : names) {
            if (startsWith(name, node, group) && name.path().size() > group.size()) {
                parts.add(name.path().get(group.size()));
            }
        }
        return parts;
    }

    private @Nullable Value folded(Fold fold, List<? extends @Nullable Value> values) {
        if (fold.kind() == Fold.Kind.COUNT && fold.body().isEmpty()) {
            return Value.of(values.stream().filter(Objects::nonNull).count());
        }
        if (fold.kind() == Fold.Kind.ALL || fold.kind() == Fold.Kind.ANY) {
            boolean decides = fold.kind() == Fold.Kind.ANY;
            if (values.contains(Value.of(decides))) {
                return Value.of(decides);
            }
            return values.contains(null) ? null : Value.of(!decides);
        }
        if (values.contains(null)) {
            return null;
        }
        @Nullable
        Value result = fold.kind() == Fold.Kind.SUM && mistake != Mistake.EMPTY_SUM_IS_MISSING ? Value.of(0) : null;
        int last = values.size() - (mistake == Mistake.SUM_WITHOUT_LAST ? 1 : 0);
        switch (fold.kind()) {
            case COUNT ->
                result = Value.of(values.stream().filter(Value.of(true)::equals).count());
            case SUM -> {
                for (int i = 0; i < last; i++) {
                    result = binary(Operator.PLUS, result == null ? Value.of(0) : result, values.get(i));
                    if (result == null) {
                        return null;
                    }
                }
            }
            default -> {
                for (Value value : values) {
                    Operator better = fold.kind() == Fold.Kind.MIN ? Operator.BELOW : Operator.ABOVE;
                    Value isBetter = binary(better, value, result == null ? value : result);
                    if (isBetter == null) {
                        return null;
                    }
                    result = result == null || isBetter.equals(Value.of(true)) ? value : result;
                }
            }
        }
        return result;
    }
}
