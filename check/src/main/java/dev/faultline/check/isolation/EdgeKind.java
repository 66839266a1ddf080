package dev.faultline.check.isolation;

/** Why one transaction must come before another. */
public enum EdgeKind {
    /** The second overwrote, or appended after, what the first wrote. */
    WW(0, "ww"),
    /** The second read what the first wrote. */
    WR(1, "wr"),
    /** The second overwrote what the first read: an anti-dependency. */
    RW(2, "rw"),
    /** The same process ran the first before the second. */
    SESSION(3, "process"),
    /** The first completed before the second was invoked. */
    REALTIME(4, "realtime"),
    /** Within a knot of many edges of one kind; not for users. */
    PASS(5, "");

    private final int number;
    private final String word;

    EdgeKind(int number, String word) {
        this.number = number;
        this.word = word;
    }

    /** The word of Elle. */
    public String word() {
        return word;
    }

    /** From 0, in the order of the constants. */
    int number() {
        return number;
    }

    int bit() {
        return 1 << number;
    }
}
