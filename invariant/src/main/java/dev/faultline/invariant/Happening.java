package dev.faultline.invariant;

/** Something that happens in a run, of which invariants are told. What it was, in words, is asked for just where it is reported. */
public interface Happening {
    /** Returns when, in virtual time of the run. */
    long atNanos();

    /** Returns it in words. */
    Occasion told();
}
