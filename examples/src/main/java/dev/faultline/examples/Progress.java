package dev.faultline.examples;

/** What a candidate or primary knows about one peer in the current epoch. Guarded by the replica's monitor. */
final class Progress {
    /** The peer has answered the candidate. */
    boolean voted;

    /** The peer's answer was yes. */
    boolean granted;

    /** The next entry to send. */
    long next;

    /** The peer has the primary's entries up to here on disk. */
    long held;

    /** The latest round in which the peer confirmed the primary. */
    long confirmed;

    void reset(long lastIndex) {
        voted = false;
        granted = false;
        next = lastIndex + 1;
        held = 0;
        confirmed = 0;
    }
}
