package dev.faultline.sim;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Remembers every turn of a run as one number, and of chosen turns what was done in them and the stacks before and after:
 * what it takes to say where two runs of one seed first differ, and why.
 */
public final class StepLog {
    private static final int FRAMES_MAX = 60;
    private static final int DEEDS_MAX = 2_000;
    private static final String OWN_PACKAGE = StepLog.class.getPackageName() + ".";

    /** The log that keeps what is done in this turn; null in nearly all turns. */
    private static @Nullable StepLog keeping;

    private final long captureFrom;
    private final long captureTo;
    private long[] digests = new long[1 << 12];
    private int size;
    private long printed;
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

    void turn(long turn, Task task, long nowNanos, long before) {
        if (size == digests.length) {
            digests = Arrays.copyOf(digests, size * 2);
        }
        digests[size++] = Rng.mix(((long) task.number << 48) ^ nowNanos) ^ Rng.mix(before + printed);
        if (turn >= captureFrom && turn <= captureTo) {
            captured.append("turn ")
                    .append(turn)
                    .append(" at ")
                    .append(nowNanos)
                    .append(" ns: ")
                    .append(task);
            append(List.of(task.virtual.getStackTrace()), "goes on from");
            deeds.add(new Deed(turn, task.toString(), "takes a turn at " + nowNanos + " ns", frames(task.virtual)));
            keeping = this;
        }
    }

    void turned(long turn, Task task, long fingerprint) {
        afterLast = fingerprint + printed;
        if (keeping == this) {
            keeping = null;
            append(List.of(task.virtual.getStackTrace()), "stands now in");
            deeds.add(new Deed(turn, task.toString(), "ends its turn", frames(task.virtual)));
        }
    }

    void printed(String line) {
        printed = Rng.mix(printed + line.hashCode());
    }

    /**
     * Keeps what the running thread does, if this is a turn to be kept; cheap if not. What is in the brackets of {@link
     * OncePerJvm} is not kept: it may differ, and does not show.
     */
    static void note(String what) {
        if (keeping != null) {
            keep(what);
        }
    }

    /** Returns whether it is worth to put into words what the running thread does. */
    static boolean isKeeping() {
        return keeping != null;
    }

    private static void keep(String what) {
        Task task = Task.running;
        StepLog log = keeping;
        if (task == null || log == null || task.setsUpJvm || log.deeds.size() >= DEEDS_MAX) {
            return;
        }
        // Not while we look, and as if we had not looked.
        keeping = null;
        Object streams = OncePerJvm.enter();
        try {
            log.deeds.add(new Deed(task.scheduler.turns(), task.toString(), what, frames(task.virtual)));
        } finally {
            OncePerJvm.leave(streams);
            keeping = log;
        }
    }

    private static List<String> frames(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> !frame.getClassName().startsWith(OWN_PACKAGE))
                .filter(frame -> !frame.getMethodName().equals("getStackTrace"))
                .limit(FRAMES_MAX)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                        + (frame.isNativeMethod() ? "native" : frame.getLineNumber()) + ")")
                .toList();
    }

    private void append(List<StackTraceElement> stack, String what) {
        captured.append("\n  ").append(what);
        stack.forEach(frame -> captured.append("\n    at ").append(frame));
        captured.append('\n');
    }
}
