package dev.faultline.invariant;

import dev.faultline.invariant.Expression.Place;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Whose members a fold goes through, found out once for each fold of an invariant. */
sealed interface Group {
    /** The nodes that have published anything: {@code @*}. */
    record Nodes() implements Group {}

    /** The values of one name, of all nodes that have it: {@code @*.term}. */
    record OfEveryNode(List<Expression> path) implements Group {}

    /**
     * Objects that were named.
     *
     * @param objects which, in order; one may be there twice
     * @param places where each has its value
     * @param path what is meant of each of them; empty for themselves
     */
    record Listed(List<String> objects, Map<String, Name> places, List<Expression> path) implements Group {
        static Listed of(List<Name> names, List<Expression> path) {
            Map<String, Name> places = new LinkedHashMap<>();
            names.forEach(name -> places.put(name.toString(), name));
            return new Listed(names.stream().map(Name::toString).toList(), places, path);
        }

        Name place(String object) {
            return Objects.requireNonNull(places.get(object), object);
        }
    }

    /**
     * What is published under a name.
     *
     * @param of the name
     * @param path what is meant of each member; empty for themselves
     */
    record Published(Place of, List<Expression> path) implements Group {}
}
