package dev.faultline.check;

/** A consistency level: which orders of the operations may explain a history. */
public enum Level {
    /**
     * Each operation takes effect at one instant between its invocation and its completion (Herlihy and
     * Wing, "Linearizability: a correctness condition for concurrent objects", 1990).
     */
    LINEARIZABLE
}
