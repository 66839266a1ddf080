package dev.faultline.experiment;

/** Which runs of a hunt are written down. */
public enum KeptRuns {
    /** Each of them. */
    ALL,
    /** Those that were not valid, each made a second time for it: writing takes as long as running. */
    VIOLATIONS,
    /** None. */
    NONE
}
