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
    /** What a client wrote, it reads, or something newer. This and the next three are of {@code SessionCheck}. */
    READ_YOUR_WRITES("read-your-writes"),
    /** What a client has read of a key does not go back. */
    MONOTONIC_READS("monotonic-reads"),
    /** Who sees a write of a client sees, from then on, what that client had written before it. */
    MONOTONIC_WRITES("monotonic-writes"),
    /** Who sees a write of a client sees, from then on, what that client had read before it. */
    WRITES_FOLLOW_READS("writes-follow-reads"),
    /** What the clients were told is possible without loss, whatever the order: see {@link Invariant}. */
    INVARIANT("invariant");

    private final String text;

    Level(String text) {
        this.text = text;
    }

    /** Whether it is one of the four guarantees that a session gives its client. */
    boolean isOfSessions() {
        return switch (this) {
            case READ_YOUR_WRITES, MONOTONIC_READS, MONOTONIC_WRITES, WRITES_FOLLOW_READS -> true;
            case LINEARIZABLE, SEQUENTIAL, INVARIANT -> false;
        };
    }

    /** The name in commands and reports. */
    @Override
    public String toString() {
        return text;
    }
}
