package dev.faultline.experiment;

/** What becomes of a run when its history is found to have no explanation. */
public enum AtViolation {
    /** It goes on, as it would have. */
    GO_ON,
    /** It ends with the turn in which that is found. What comes before is the same. */
    STOP;

    /** Returns {@link #STOP} if that is wanted. */
    public static AtViolation stopIf(boolean wanted) {
        return wanted ? STOP : GO_ON;
    }
}
