package dev.faultline.invariant;

import dev.faultline.invariant.Expression.At;
import dev.faultline.invariant.Expression.Binary;
import dev.faultline.invariant.Expression.Fold;
import dev.faultline.invariant.Expression.Literal;
import dev.faultline.invariant.Expression.OfOperation;
import dev.faultline.invariant.Expression.Old;
import dev.faultline.invariant.Expression.Place;
import dev.faultline.invariant.Expression.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What an invariant means in a run, found out once: its tree with names that are whole, of which groups its folds are, and which
 * names are written out. Two equal parts of the tree at two places are two, so parts are told apart by their identity.
 */
final class Meaning {
    private final Optional<Scope> scope;
    private final Map<String, List<String>> lists;
    private final Expression holds;
    private final IdentityHashMap<Fold, Group> groups = new IdentityHashMap<>();
    private final IdentityHashMap<Place, Name> written = new IdentityHashMap<>();
    private final Set<Fold> closed = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Binary> conditions = Collections.newSetFromMap(new IdentityHashMap<>());
    private boolean ofOperation;

    /**
     * Finds it out.
     *
     * @param lists objects, by the names of the groups that are lists
     */
    Meaning(Invariant invariant, Map<String, List<String>> lists) {
        scope = invariant.scope();
        this.lists = lists;
        holds = scope.orElse(null) instanceof Scope.OnObject(Place object)
                ? Prefix.of(object.path(), invariant.holds())
                : invariant.holds();
        resolve(holds);
        condition(holds);
    }

    /** Returns what must hold, with whole names. */
    Expression holds() {
        return holds;
    }

    /** Returns the group of a fold of this tree. */
    Group group(Fold fold) {
        return Objects.requireNonNull(groups.get(fold), "a fold of another tree");
    }

    /** Returns the groups of all folds. */
    Collection<Group> groups() {
        return groups.values();
    }

    /** Returns the name of a place of this tree if it is written out. */
    @Nullable
    Name written(Place place) {
        return written.get(place);
    }

    /** Returns whether it asks for the operation at hand. */
    boolean isOfOperation() {
        return ofOperation;
    }

    /**
     * Returns each 'implies' whose left must come true once if the invariant is to say anything: the outermost ones, and those on
     * their right, also of each member and joined by 'and'.
     */
    Set<Binary> conditions() {
        return conditions;
    }

    /** Returns whether what a fold comes to follows from what is published now, and nothing else. */
    boolean isClosed(Fold fold) {
        return closed.contains(fold);
    }

    private static boolean isClosed(Expression expression, Set<String> bound) {
        return switch (expression) {
            case OfOperation _, Old _ -> false;
            case Variable(String name) -> bound.contains(name);
            case Place(var node, var path) ->
                !(node.orElse(null) instanceof At.NodeOf(String variable) && !bound.contains(variable))
                        && path.stream().allMatch(part -> isClosed(part, bound));
            case Fold fold -> {
                Set<String> inside = new HashSet<>(bound);
                fold.variable().ifPresent(inside::add);
                yield isClosed(fold.group(), bound) && fold.body().stream().allMatch(body -> isClosed(body, inside));
            }
            default -> Parts.of(expression).stream().allMatch(part -> isClosed(part, bound));
        };
    }

    private void condition(Expression expression) {
        switch (expression) {
            case Binary binary
            when binary.operator() == Operator.IMPLIES -> {
                conditions.add(binary);
                condition(binary.right());
            }
            case Binary(Operator operator, Expression left, Expression right)
            when operator == Operator.AND -> {
                condition(left);
                condition(right);
            }
            case Fold fold when fold.kind() == Fold.Kind.ALL -> fold.body().ifPresent(this::condition);
            default -> {}
        }
    }

    private void resolve(Expression expression) {
        ofOperation |= expression instanceof OfOperation;
        if (expression instanceof Place place) {
            write(place);
        } else if (expression instanceof Fold fold) {
            groups.put(fold, group(fold.group(), fold.variable().isPresent()));
            if (isClosed(fold, Set.of())) {
                closed.add(fold);
            }
        }
        Parts.of(expression).forEach(this::resolve);
    }

    private void write(Place place) {
        List<String> path = new ArrayList<>();
        for (Expression part : place.path()) {
            if (!(part instanceof Literal(Value.Text(String text)))) {
                return;
            }
            path.add(text);
        }
        switch (place.node().orElse(null)) {
            case null -> written.put(place, new Name("", path));
            case At.NodeNamed(String node) -> written.put(place, new Name(node, path));
            case At.NodeOf _, At.EveryNode _ -> {}
        }
    }

    private Group group(Place group, boolean hasVariable) {
        if (group.node().orElse(null) instanceof At.EveryNode) {
            return group.path().isEmpty() ? new Group.Nodes() : new Group.OfEveryNode(group.path());
        }
        if (group.node().isPresent()) {
            return new Group.Published(group, List.of());
        }
        if (!hasVariable && scope.orElse(null) instanceof Scope.ForGroup(List<Place> named)) {
            return named.size() > 1
                    ? Group.Listed.of(named.stream().map(Meaning::object).toList(), group.path())
                    : listedOrPublished(named.getFirst(), group.path());
        }
        return listedOrPublished(group, List.of());
    }

    private Group listedOrPublished(Place group, List<Expression> path) {
        List<String> listed =
                group.path().size() == 1 && group.path().getFirst() instanceof Literal(Value.Text(String name))
                        ? lists.getOrDefault(name, List.of())
                        : List.of();
        return listed.isEmpty()
                ? new Group.Published(group, path)
                : Group.Listed.of(listed.stream().map(Name::of).toList(), path);
    }

    private static Name object(Place object) {
        return new Name(
                "",
                object.path().stream()
                        .map(part -> ((Literal) part).value().asPart())
                        .toList());
    }
}
