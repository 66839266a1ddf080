package dev.faultline.gallery;

import java.util.List;

/**
 * Which node a key belongs to.
 *
 * @param self the name of this node
 * @param nodes the names of all, in the same order everywhere
 */
public record Owners(String self, List<String> nodes) {
    /** Copies the names. */
    public Owners {
        nodes = List.copyOf(nodes);
    }

    /** Takes the names as arguments have them: this node, and all nodes joined by commas. */
    public static Owners of(String self, String nodes) {
        return new Owners(self, List.of(nodes.split(",")));
    }

    /** Returns the node that the request, a line of {@link Store}, is for. */
    public String of(String line) {
        String[] words = line.split(" ", -1);
        int hash = words.length < 2 ? 0 : words[1].hashCode();
        return nodes.get(Math.floorMod(hash, nodes.size()));
    }

    /** Returns whether the request is for this node. */
    public boolean own(String line) {
        return of(line).equals(self);
    }
}
