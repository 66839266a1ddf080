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
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the names in an invariant mean, and which names it may ask for, known before anything is evaluated. */
final class Names {
    private final Optional<Scope> scope;
    private final Map<String, List<String>> groups;
    private final Set<NamePattern> asked = new LinkedHashSet<>();
    private final Set<NamePattern> demanded = new LinkedHashSet<>();
    private boolean ofOperation;

    /**
     * Looks through an invariant.
     *
     * @param groups lists of objects, by the names of the groups
     */
    Names(Invariant invariant, Map<String, List<String>> groups) {
        scope = invariant.scope();
        this.groups = groups;
        gather(invariant.holds());
    }

    /** Returns the names that may be asked for. */
    Set<NamePattern> asked() {
        return asked;
    }

    /** Returns those of them that somebody must publish: all but what the invariant itself asks for with 'known'. */
    Set<NamePattern> demanded() {
        return demanded;
    }

    /** Returns whether it asks for the operation at hand. */
    boolean isOfOperation() {
        return ofOperation;
    }

    boolean isForGroup() {
        return scope.isPresent() && scope.get() instanceof Scope.ForGroup;
    }

    /** Returns the objects of a group that is a list; none if it is not. */
    List<String> listed(String group) {
        return scope.isPresent() && scope.get() instanceof Scope.OnObject
                ? List.of()
                : groups.getOrDefault(group, List.of());
    }

    /** Returns the name that a path means in this invariant. */
    Name scoped(String node, List<String> path) {
        if (scope.isPresent() && scope.get() instanceof Scope.OnObject(Place object)) {
            List<String> whole = new ArrayList<>(plain(object));
            whole.addAll(path);
            return new Name(node, whole);
        }
        return new Name(node, path);
    }

    /** Returns the objects of 'for group' that there are now. */
    List<Name> objects(View view) {
        List<Name> objects = new ArrayList<>();
        if (scope.isPresent() && scope.get() instanceof Scope.ForGroup(List<Place> named)) {
            if (named.size() > 1) {
                named.forEach(object -> objects.add(new Name("", plain(object))));
                return objects;
            }
            List<String> group = plain(named.getFirst());
            List<String> listed = group.size() == 1 ? listed(group.getFirst()) : List.of();
            listed.forEach(object -> objects.add(Name.of(object)));
            if (listed.isEmpty()) {
                Name name = new Name("", group);
                view.members(name).forEach(member -> objects.add(name.with(member)));
            }
        }
        return objects;
    }

    private static List<String> plain(Place object) {
        return object.path().stream()
                .map(Names::text)
                .map(Optional::orElseThrow)
                .toList();
    }

    private static Optional<String> text(Expression part) {
        return part instanceof Literal(Value.Text(String text)) ? Optional.of(text) : Optional.empty();
    }

    private void gather(Expression expression) {
        switch (expression) {
            case Literal _, Variable _ -> {}
            case OfOperation _ -> ofOperation = true;
            case Place place -> ask(place, false, true);
            case Known(Place place) -> ask(place, true, false);
            case Old(Expression inner) -> gather(inner);
            case Not(Expression inner) -> gather(inner);
            case Negative(Expression inner) -> gather(inner);
            case Binary(Operator _, Expression left, Expression right) -> {
                gather(left);
                gather(right);
            }
            case Fold fold -> {
                if (isForGroup()
                        && fold.variable().isEmpty()
                        && fold.group().node().isEmpty()) {
                    ofObjects(fold.group());
                } else {
                    group(fold);
                }
                fold.body().ifPresent(this::gather);
            }
        }
    }

    private void group(Fold fold) {
        Place group = fold.group();
        List<String> listed = group.node().isEmpty() && group.path().size() == 1
                ? text(group.path().getFirst()).map(this::listed).orElse(List.of())
                : List.of();
        if (listed.isEmpty()) {
            ask(group, true, true);
        }
        for (String object : fold.variable().isEmpty() ? listed : List.<String>of()) {
            add(new NamePattern("", false, known(Name.of(object).path()), false), true);
        }
    }

    private void ofObjects(Place place) {
        List<Optional<String>> path = new ArrayList<>();
        place.path().forEach(part -> path.add(text(part)));
        place.path().forEach(this::gather);
        if (!(scope.orElseThrow() instanceof Scope.ForGroup(List<Place> named))) {
            return;
        }
        List<List<Optional<String>>> objects = new ArrayList<>();
        List<String> first = plain(named.getFirst());
        List<String> listed = first.size() == 1 ? listed(first.getFirst()) : List.of();
        if (named.size() > 1) {
            named.forEach(object -> objects.add(known(plain(object))));
        } else if (!listed.isEmpty()) {
            listed.forEach(object -> objects.add(known(Name.of(object).path())));
        } else {
            List<Optional<String>> member = new ArrayList<>(known(first));
            member.add(Optional.empty());
            objects.add(member);
            // Who has anything is an object, whatever it is that is asked of each.
            add(new NamePattern("", false, known(first), true), false);
        }
        for (List<Optional<String>> object : objects) {
            object = new ArrayList<>(object);
            object.addAll(path);
            add(new NamePattern("", false, object, false), true);
        }
    }

    private static List<Optional<String>> known(List<String> parts) {
        return parts.stream().map(Optional::of).toList();
    }

    private void ask(Place place, boolean group, boolean demands) {
        place.path().forEach(this::gather);
        List<Optional<String>> parts = new ArrayList<>();
        if (!place.path().isEmpty() && scope.isPresent() && scope.get() instanceof Scope.OnObject(Place object)) {
            parts.addAll(known(plain(object)));
        }
        place.path().forEach(part -> parts.add(text(part)));
        boolean anyNode = place.node().isPresent() && !(place.node().get() instanceof At.NodeNamed);
        String node = place.node().orElse(null) instanceof At.NodeNamed(String name) ? name : "";
        add(new NamePattern(node, anyNode, parts, group), demands);
    }

    private void add(NamePattern pattern, boolean demands) {
        asked.add(pattern);
        if (demands) {
            demanded.add(pattern);
        }
    }
}
