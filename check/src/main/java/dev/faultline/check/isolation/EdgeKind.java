package dev.faultline.check.isolation;

/** Why one transaction must come before another. */
public enum EdgeKind {
    /** The second overwrote, or appended after, what the first wrote. */
    WW("ww"),
    /** The second read what the first wrote. */
    WR("wr"),
    /** The second overwrote what the first read: an anti-dependency. */
    RW("rw"),
    /** The same process ran the first before the second. */
    SESSION("process"),
    /** The first completed before the second was invoked. */
    REALTIME("realtime"),
    /** Within a knot of many edges of one kind; not for users. */
    PASS("");

    private final String word;

    EdgeKind(String word) {
        this.word = word;
    }

    /** The word of Elle. */
    public String word() {
        return word;
    }

    int bit() {
        return 1 << ordinal();
    }
}
