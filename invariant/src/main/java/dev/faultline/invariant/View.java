package dev.faultline.invariant;

import java.util.Collection;
import java.util.List;

/** What is published, as it is now or was at an earlier look. */
interface View {
    /** Returns the value; {@link Value.Missing} if there is none. */
    Value value(Name name);

    /** Returns whether anything is, or once was, published under the name as a group. */
    boolean isGroup(Name group);

    /** Returns the parts with which the names of the members of a group end, in order. */
    Collection<String> members(Name group);

    /** Returns the nodes that have published something under this path, or below it, in order. */
    Collection<String> nodes(List<String> path);
}
