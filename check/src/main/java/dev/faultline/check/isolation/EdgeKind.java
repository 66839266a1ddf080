package dev.faultline.check.isolation;

/** Why one transaction must come before another. */
public enum EdgeKind {
    /** The second overwrote, or appended after, what the first wrote. */
    WW(0, "ww", "the second overwrote, or appended after, what the first wrote"),
    /** The second read what the first wrote. */
    WR(1, "wr", "the second read what the first wrote"),
    /** The second overwrote what the first read: an anti-dependency. */
    RW(2, "rw", "the second overwrote what the first had read: an anti-dependency"),
    /** The same process ran the first before the second. */
    SESSION(3, "process", "one process ran the first before the second"),
    /** The first completed before the second was invoked. */
    REALTIME(4, "realtime", "the first was over before the second began"),
    /** Within a knot of many edges of one kind; not for users. */
    PASS(5, "", "");

    private final int number;
    private final String word;
    private final String meaning;

    EdgeKind(int number, String word, String meaning) {
        this.number = number;
        this.word = word;
        this.meaning = meaning;
    }

    /** The word of Elle. */
    public String word() {
        return word;
    }

    /** What the word means, for who does not know it. */
    public String meaning() {
        return meaning;
    }

    /** From 0, in the order of the constants. */
    int number() {
        return number;
    }

    int bit() {
        return 1 << number;
    }
}
