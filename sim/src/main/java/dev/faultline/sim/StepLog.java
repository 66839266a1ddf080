package dev.faultline.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Remembers every turn of a run as one number, and of chosen turns what was done in them and the stacks before and after:
 * what it takes to say where two runs of one seed first differ, and why. The methods below the line are the simulation's.
 */
public final class StepLog {
    private final long captureFrom;
    private final long captureTo;
    private long[] digests = new long[1 << 12];
    private int size;
    private long afterLast;
    private final StringBuilder captured = new StringBuilder();
    private final List<Deed> deeds = new ArrayList<>();

    private StepLog(long captureFrom, long captureTo) {
        this.captureFrom = captureFrom;
        this.captureTo = captureTo;
    }

    /** Returns a log that remembers the turns only. */
    public static StepLog digestsOnly() {
        return new StepLog(Long.MAX_VALUE, Long.MIN_VALUE);
    }

    /** Returns a log that also keeps these turns, both inclusive, the first turn being 1. */
    public static StepLog capturing(long firstTurn, long lastTurn) {
        return new StepLog(firstTurn, lastTurn);
    }

    /** Returns how many turns were taken. */
    public int turns() {
        return size;
    }

    /**
     * Returns a number that stands for the turn: which thread, at what time, after which events, printed lines and points
     * of preemption. The first turn is 1.
     */
    public long digest(int turn) {
        return digests[turn - 1];
    }

    /** Returns a number that stands for all events and printed lines up to the end of the last turn. */
    public long afterLastTurn() {
        return afterLast;
    }

    /** Returns the captured turns as text: thread, time and stack of each. */
    public String captured() {
        return captured.toString();
    }

    /** Returns what was done in the captured turns, in order. */
    public List<Deed> deeds() {
        return List.copyOf(deeds);
    }

    // ---- for the simulation, which writes it

    /** Returns whether what is done in the turn is to be kept. */
    public boolean captures(long turn) {
        return turn >= captureFrom && turn <= captureTo;
    }

    /** Takes the next turn. */
    public void add(long digest) {
        if (size == digests.length) {
            digests = Arrays.copyOf(digests, size * 2);
        }
        digests[size++] = digest;
    }

    /** Takes what all events and printed lines up to the end of the last turn come to. */
    public void setAfterLastTurn(long digest) {
        afterLast = digest;
    }

    /** Takes text of a captured turn. */
    public void capture(String text) {
        captured.append(text);
    }

    /** Takes what was done in a captured turn. */
    public void add(Deed deed) {
        deeds.add(deed);
    }
}
