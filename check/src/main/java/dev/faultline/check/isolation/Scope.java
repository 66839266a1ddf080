package dev.faultline.check.isolation;

/** Which orders a level must respect beside the order of the data. */
public enum Scope {
    /** None. */
    DATA("", ""),
    /** The order in which each process ran its transactions. */
    SESSION("strong-session-", "-process"),
    /** The order in real time: what completed before another was invoked comes before it; includes sessions. */
    REALTIME("strong-", "-realtime");

    private final String prefix;
    private final String suffix;

    Scope(String prefix, String suffix) {
        this.prefix = prefix;
        this.suffix = suffix;
    }

    /** What it puts before the name of a level. */
    String prefix() {
        return prefix;
    }

    /** What it puts after the name of an anomaly. */
    String suffix() {
        return suffix;
    }

    int edges() {
        return switch (this) {
            case DATA -> 0;
            case SESSION -> EdgeKind.SESSION.bit();
            case REALTIME -> EdgeKind.SESSION.bit() | EdgeKind.REALTIME.bit();
        };
    }
}
