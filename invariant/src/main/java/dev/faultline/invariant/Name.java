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

    /** Returns the name with these parts more. */
    Name with(List<String> parts) {
        List<String> longer = new ArrayList<>(path);
        longer.addAll(parts);
        return new Name(node, longer);
    }

    /** Returns this name among those of a node. */
    Name ofNode(String other) {
        return new Name(other, path);
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
