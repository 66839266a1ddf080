package dev.faultline.check.trial;

/** Bugs of objects that clients use with single operations. */
enum OperationBug {
    STALE_ANSWER("stale answer"),
    LOST_UPDATE("lost update"),
    DOUBLE_UPDATE("update done twice"),
    SWAPPED_ANSWERS("swapped answers"),
    PHANTOM_ANSWER("phantom answer"),
    UNDUE_SUCCESS("undue success");

    private final String words;

    OperationBug(String words) {
        this.words = words;
    }

    @Override
    public String toString() {
        return words;
    }
}
