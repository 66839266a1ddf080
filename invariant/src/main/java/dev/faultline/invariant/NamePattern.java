package dev.faultline.invariant;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Which names an invariant may ask for.
 *
 * @param node whose; empty for any node
 * @param anyNode whether it is any node
 * @param parts of the names; empty for a part that only is known when it is asked for; none for the node itself, which is there
 *     as long as it has published anything
 * @param group whether the members count, too, and not only a value of just this name
 */
record NamePattern(String node, boolean anyNode, List<Optional<String>> parts, boolean group) {
    NamePattern {
        parts = List.copyOf(parts);
    }

    boolean matches(Name name) {
        if (anyNode ? name.node().isEmpty() : !name.node().equals(node)) {
            return false;
        }
        int length = name.path().size();
        // A value is asked for by 'known', too, and then what is below it counts.
        if (group ? length < parts.size() : length != parts.size()) {
            return false;
        }
        for (int i = 0; i < parts.size(); i++) {
            Optional<String> part = parts.get(i);
            if (part.isPresent() && !part.get().equals(name.path().get(i))) {
                return false;
            }
        }
        return true;
    }

    /** Returns whether names that begin with this path, or that it begins with, may match. */
    boolean mayBeginAs(List<String> path) {
        for (int i = 0; i < Math.min(parts.size(), path.size()); i++) {
            Optional<String> part = parts.get(i);
            if (part.isPresent() && !part.get().equals(path.get(i))) {
                return false;
            }
        }
        return !parts.isEmpty();
    }

    /** Returns whether it is of nodes as a whole, whatever they publish. */
    boolean isOfNodes() {
        return anyNode && parts.isEmpty();
    }

    /** Returns whether the other is of the same names, whether or not members count. */
    boolean isSameName(NamePattern other) {
        return node.equals(other.node) && anyNode == other.anyNode && parts.equals(other.parts);
    }

    /** Returns the names, for people. */
    @Override
    public String toString() {
        String of = anyNode ? "@*" : node.isEmpty() ? "" : "@" + node;
        String path = parts.stream().map(part -> part.orElse("*")).collect(Collectors.joining("."));
        return of + (of.isEmpty() || path.isEmpty() ? "" : ".") + path;
    }
}
