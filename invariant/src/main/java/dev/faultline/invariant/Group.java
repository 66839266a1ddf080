package dev.faultline.invariant;

import dev.faultline.invariant.Expression.Place;
import java.util.List;

/** Whose members a fold goes through, found out once for each fold of an invariant. */
sealed interface Group {
    /** The nodes that have published anything: {@code @*}. */
    record Nodes() implements Group {}

    /** The values of one name, of all nodes that have it: {@code @*.term}. */
    record OfEveryNode(List<Expression> path) implements Group {}

    /**
     * Objects that were named.
     *
     * @param objects which
     * @param path what is meant of each of them; empty for themselves
     */
    record Listed(List<Name> objects, List<Expression> path) implements Group {}

    /**
     * What is published under a name.
     *
     * @param of the name
     * @param path what is meant of each member; empty for themselves
     */
    record Published(Place of, List<Expression> path) implements Group {}
}
