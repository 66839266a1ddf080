package dev.faultline.sim;

import java.util.Arrays;
import java.util.List;

/**
 * Remembers every turn of a run as one number, and the stack after a chosen turn: what it takes to say where two runs
 * of one seed first differ.
 */
public final class StepLog {
    private final long captureFrom;
    private final long captureTo;
    private long[] digests = new long[1 << 12];
    private int size;
    private final StringBuilder captured = new StringBuilder();

    private StepLog(long captureFrom, long captureTo) {
        this.captureFrom = captureFrom;
        this.captureTo = captureTo;
    }

    /** Returns a log that remembers the turns only. */
    public static StepLog digestsOnly() {
        return new StepLog(Long.MAX_VALUE, Long.MIN_VALUE);
    }

    /** Returns a log that also keeps the stacks after these turns, both inclusive, the first turn being 1. */
    public static StepLog capturing(long firstTurn, long lastTurn) {
        return new StepLog(firstTurn, lastTurn);
    }

    /** Returns how many turns were taken. */
    public int turns() {
        return size;
    }

    /** Returns a number that stands for the turn: which thread, at what time. The first turn is 1. */
    public long digest(int turn) {
        return digests[turn - 1];
    }

    /** Returns the captured turns as text: thread, time and stack of each. */
    public String captured() {
        return captured.toString();
    }

    void turn(long turn, Task task, long nowNanos) {
        if (size == digests.length) {
            digests = Arrays.copyOf(digests, size * 2);
        }
        digests[size++] = Rng.mix(((long) task.number << 48) ^ nowNanos);
        if (turn >= captureFrom && turn <= captureTo) {
            captured.append("turn ")
                    .append(turn)
                    .append(" at ")
                    .append(nowNanos)
                    .append(" ns: ")
                    .append(task);
            append(List.of(task.virtual.getStackTrace()), "goes on from");
        }
    }

    void turned(long turn, Task task) {
        if (turn >= captureFrom && turn <= captureTo) {
            append(List.of(task.virtual.getStackTrace()), "stands now in");
        }
    }

    private void append(List<StackTraceElement> stack, String what) {
        captured.append("\n  ").append(what);
        stack.forEach(frame -> captured.append("\n    at ").append(frame));
        captured.append('\n');
    }
}
