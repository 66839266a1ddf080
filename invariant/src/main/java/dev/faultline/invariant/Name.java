package dev.faultline.invariant;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What something is published under.
 *
 * @param node by whom; empty where it is all the same
 * @param path the parts of the name
 */
public record Name(String node, List<String> path) {
    /** Copies the path. */
    public Name {
        path = List.copyOf(path);
    }

    /** Returns a name of no node, whose parts are separated by points. */
    public static Name of(String dotted) {
        return new Name("", List.of(dotted.split("\\.", -1)));
    }

    /** Returns the name with a part more. */
    Name with(String part) {
        List<String> longer = new ArrayList<>(path);
        longer.add(part);
        return new Name(node, longer);
    }

    /** Returns this name among those of a node. */
    Name ofNode(String other) {
        return new Name(other, path);
    }

    /** Returns whether it is the other, or one of its members, or theirs. */
    boolean isUnder(Name other) {
        return node.equals(other.node)
                && path.size() >= other.path.size()
                && path.subList(0, other.path.size()).equals(other.path);
    }

    @Override
    public String toString() {
        return (node.isEmpty() ? "" : "@" + node + ".")
                + path.stream().map(Name::part).collect(Collectors.joining("."));
    }

    private static String part(String part) {
        boolean plain = !part.isEmpty() && part.chars().noneMatch(unit -> unit == '.' || unit == '`' || unit <= ' ');
        return plain ? part : Quotes.name(part);
    }
}
