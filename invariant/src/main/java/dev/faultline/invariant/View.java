package dev.faultline.invariant;

import dev.faultline.invariant.Value.Num;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is published, as it is now or was at an earlier look. */
interface View {
    /** Returns the value; {@link Value.Missing} if there is none. */
    Value value(Name name);

    /** Returns how many values there are of a name and of all below it. */
    int values(Name name);

    /** Returns whether anything is, or once was, published under the name as a group. */
    boolean isGroup(Name group);

    /** Returns the parts with which the names of the members of a group end, in order. */
    Collection<String> members(Name group);

    /** Returns how many members a group has. */
    int count(Name group);

    /** Returns the sum of the members of a group; null if one of them has no number, so that it takes a closer look. */
    @Nullable
    Num sum(Name group);

    /** Returns the nodes that have published something under this path, or below it; without a path, anything. In order. */
    Collection<String> nodes(List<String> path);

    /** A node as a whole has a value of its own while it has published anything, as not all of that is kept. */
    static boolean has(View view, Name ofNode) {
        return ofNode.path().isEmpty() ? !(view.value(ofNode) instanceof Value.Missing) : view.values(ofNode) > 0;
    }
}
