package dev.faultline.check;

/** What is asked of a history: which orders of the operations may explain it, or what must hold of each of them. */
public enum Level {
    /**
     * Each operation takes effect at one instant between its invocation and its completion (Herlihy and
     * Wing, "Linearizability: a correctness condition for concurrent objects", 1990).
     */
    LINEARIZABLE("linearizable"),
    /**
     * All operations take effect in one order, in which those of each client are as that client made them; real
     * time does not count (Lamport, "How to make a multiprocessor computer that correctly executes
     * multiprocess programs", 1979).
     */
    SEQUENTIAL("sequential"),
    /** What the clients were told is possible without loss, whatever the order: see {@link Invariant}. */
    INVARIANT("invariant");

    private final String text;

    Level(String text) {
        this.text = text;
    }

    /** The name in commands and reports. */
    @Override
    public String toString() {
        return text;
    }
}
