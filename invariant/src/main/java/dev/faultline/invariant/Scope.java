package dev.faultline.invariant;

import dev.faultline.invariant.Expression.Place;
import java.util.List;
import java.util.stream.Collectors;

/** What the names of an invariant are about. */
public sealed interface Scope {
    /** Every name is of this object: {@code balance} means {@code alice.balance}. */
    record OnObject(Place object) implements Scope {
        /** @throws IllegalArgumentException if it is of a node, or has parts that are not written out */
        public OnObject {
            requirePlain(object);
        }

        @Override
        public String toString() {
            return "on object(" + object + ")";
        }
    }

    /**
     * Groups without a variable are of these objects: {@code sum(balance)} adds the balance of each.
     *
     * @param groups a group, or several objects
     */
    record ForGroup(List<Place> groups) implements Scope {
        /** @throws IllegalArgumentException if there is none, or one is of a node, or has parts that are not written out */
        public ForGroup {
            groups = List.copyOf(groups);
            if (groups.isEmpty()) {
                throw new IllegalArgumentException("a group, or objects, must be named");
            }
            groups.forEach(Scope::requirePlain);
        }

        @Override
        public String toString() {
            return "for group(" + groups.stream().map(Place::toString).collect(Collectors.joining(", ")) + ")";
        }
    }

    /** Names mean what they say. */
    record SystemWide() implements Scope {
        @Override
        public String toString() {
            return "system_wide";
        }
    }

    private static void requirePlain(Place object) {
        boolean written = object.path().stream().allMatch(part -> part instanceof Expression.Literal(Value.Text _));
        if (object.node().isPresent() || !written) {
            throw new IllegalArgumentException("the name of an object or a group is written out, and of no node");
        }
    }
}
