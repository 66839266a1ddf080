package dev.faultline.invariant;

import java.util.List;

/**
 * Which nodes have published anything that was not withdrawn. Only where an invariant goes through all nodes; it keeps names
 * then, and no values.
 */
final class Presence {
    private final boolean asked;
    private final State names = new State();

    Presence(boolean asked) {
        this.asked = asked;
    }

    /** Returns the name under which it is published that a node is there. */
    static Name of(String node) {
        return new Name(node, List.of());
    }

    /** Takes notice of a name of a node; returns whether it is the first that the node has. */
    boolean published(Name name) {
        if (!asked) {
            return false;
        }
        boolean first = names.values(of(name.node())) == 0;
        var _ = names.put(name, Value.nil());
        return first;
    }

    /** Takes notice that a name, and all below it, is withdrawn; returns whether the node has no other. */
    boolean withdrawn(Name name) {
        if (!asked || name.node().isEmpty() || names.values(of(name.node())) == 0) {
            return false;
        }
        names.remove(name, (gone, before) -> {});
        return names.values(of(name.node())) == 0;
    }
}
