package dev.faultline.examples.raft;

/** What a candidate or leader knows about another server in the current term. Guarded by the server's monitor. */
final class Peer {
    /** It has answered the candidate. */
    boolean voted;

    /** Its answer was yes. */
    boolean granted;

    /** The next entry to send. */
    long next;

    /** It has the leader's entries up to here on disk. */
    long held;

    /** The latest round in which it confirmed the leader. */
    long confirmed;

    /** For so many ticks it has not answered the leader. */
    int silentTicks;

    void reset(long lastIndex) {
        voted = false;
        granted = false;
        next = lastIndex + 1;
        held = 0;
        confirmed = 0;
        silentTicks = 0;
    }
}
