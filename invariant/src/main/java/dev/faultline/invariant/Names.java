package dev.faultline.invariant;

import dev.faultline.invariant.Expression.At;
import dev.faultline.invariant.Expression.Fold;
import dev.faultline.invariant.Expression.Known;
import dev.faultline.invariant.Expression.Literal;
import dev.faultline.invariant.Expression.Place;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which names an invariant may ask for, known before anything is evaluated. */
final class Names {
    private final Set<NamePattern> asked = new LinkedHashSet<>();
    private final Set<NamePattern> demanded = new LinkedHashSet<>();
    private final Set<NamePattern> guarded = new LinkedHashSet<>();
    private final Meaning meaning;

    Names(Meaning meaning) {
        this.meaning = meaning;
        gather(meaning.holds());
        // Who asks whether there is a lease has thought of a run without one, also where the lease itself follows:
        // 'not known(lease) or lease > 0'. ('known(lease) implies lease > 0' still wants one: its condition must come
        // true.)
        demanded.removeIf(wanted -> guarded.stream().anyMatch(wanted::isSameName));
    }

    /** Returns the names that may be asked for. */
    Set<NamePattern> asked() {
        return asked;
    }

    /** Returns those of them that somebody must publish: all but what the invariant itself asks for with 'known'. */
    Set<NamePattern> demanded() {
        return demanded;
    }

    private void gather(Expression expression) {
        switch (expression) {
            case Place place -> add(pattern(place, false), true);
            case Known(Place place) -> {
                NamePattern pattern = pattern(place, true);
                guarded.add(pattern);
                add(pattern, false);
                place.path().forEach(this::gather);
                return;
            }
            case Fold fold -> {
                group(meaning.group(fold), fold.variable().isPresent());
                fold.group().path().forEach(this::gather);
                fold.body().ifPresent(this::gather);
                return;
            }
            default -> {}
        }
        Parts.of(expression).forEach(this::gather);
    }

    private void group(Group group, boolean hasVariable) {
        switch (group) {
            case Group.Nodes() -> add(new NamePattern("", true, List.of(), false), true);
            case Group.OfEveryNode(List<Expression> path) -> add(new NamePattern("", true, texts(path), true), true);
            case Group.Listed(var _, Map<String, Name> places, List<Expression> path) -> {
                for (Name object : hasVariable ? List.<Name>of() : places.values()) {
                    add(new NamePattern("", false, joined(written(object), texts(path)), false), true);
                }
            }
            case Group.Published(Place of, List<Expression> path) -> {
                // Who has anything is a member, whatever it is that is asked of each.
                add(pattern(of, true), path.isEmpty());
                if (!path.isEmpty()) {
                    List<Optional<String>> member = joined(texts(of.path()), List.of(Optional.empty()));
                    add(new NamePattern("", false, joined(member, texts(path)), false), true);
                }
            }
        }
    }

    private static NamePattern pattern(Place place, boolean group) {
        boolean anyNode = place.node().isPresent() && !(place.node().get() instanceof At.NodeNamed);
        String node = place.node().orElse(null) instanceof At.NodeNamed(String name) ? name : "";
        return new NamePattern(node, anyNode, texts(place.path()), group);
    }

    private static List<Optional<String>> texts(List<Expression> path) {
        return path.stream()
                .map(part ->
                        part instanceof Literal(Value.Text(String text)) ? Optional.of(text) : Optional.<String>empty())
                .toList();
    }

    private static List<Optional<String>> written(Name name) {
        return name.path().stream().map(Optional::of).toList();
    }

    private static List<Optional<String>> joined(List<Optional<String>> first, List<Optional<String>> second) {
        List<Optional<String>> parts = new ArrayList<>(first);
        parts.addAll(second);
        return parts;
    }

    private void add(NamePattern pattern, boolean demands) {
        asked.add(pattern);
        if (demands) {
            demanded.add(pattern);
        }
    }
}
