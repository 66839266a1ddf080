package dev.faultline.chaos;

import java.util.List;
import java.util.Optional;

/** What a fault can be aimed at when it strikes: the nodes, and what has been seen of them. */
public interface Scene {
    /** Returns the nodes that faults may touch. */
    List<String> nodes();

    /** Returns the nodes of a group that the schedule names; empty if there is none of that name. */
    List<String> group(String name);

    /** Returns the node of the event that made the fault strike, if one did. */
    Optional<String> trigger();

    /** Returns the node that was the last to print a line in which the regular expression is found. */
    Optional<String> lastToPrint(String regex);

    /** Returns the node at which such an event was the last time. */
    Optional<String> lastAt(SeenEvent event);
}
