package dev.faultline.sim.internal.kernel;

import dev.faultline.sim.Deed;
import dev.faultline.sim.Rng;
import dev.faultline.sim.StepLog;
import dev.faultline.sim.internal.vm.HostClasses;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes the turns of a run down in a {@link StepLog}. */
public final class Steps {
    private static final int FRAMES_MAX = 60;
    private static final int DEEDS_MAX = 2_000;

    /** Those that keep what is done in this turn; null in nearly all turns. */
    private static @Nullable Steps keeping;

    private final StepLog log;
    private long printed;
    private int kept;

    Steps(StepLog log) {
        this.log = log;
    }

    /**
     * A turn begins.
     *
     * @param before a number that stands for all that came before it
     */
    void turn(long turn, Task task, long nowNanos, long before) {
        log.add(Rng.mix(((long) task.number << 48) ^ nowNanos) ^ Rng.mix(before + printed));
        if (log.captures(turn)) {
            log.capture("turn " + turn + " at " + nowNanos + " ns: " + task);
            capture(task.virtual, "goes on from");
            log.add(new Deed(turn, task.toString(), "takes a turn at " + nowNanos + " ns", frames(task.virtual)));
            keeping = this;
        }
    }

    /** The turn is over. */
    void turned(long turn, Task task, long fingerprint) {
        log.setAfterLastTurn(fingerprint + printed);
        if (keeping == this) {
            keeping = null;
            capture(task.virtual, "stands now in");
            log.add(new Deed(turn, task.toString(), "ends its turn", frames(task.virtual)));
        }
    }

    /** A node has printed a line. */
    void printed(String line) {
        printed = Rng.mix(printed + line.hashCode());
        if (isKeeping()) {
            note("prints: " + line);
        }
    }

    /**
     * Keeps what the running thread does, if this is a turn to be kept; cheap if not. What is in the brackets of {@link
     * OncePerJvm} is not kept: it may differ, and does not show.
     */
    public static void note(String what) {
        if (keeping != null) {
            keep(what);
        }
    }

    /** Returns whether it is worth to put into words what the running thread does. */
    public static boolean isKeeping() {
        return keeping != null;
    }

    private static void keep(String what) {
        Task task = Task.running;
        Steps steps = keeping;
        if (task == null || steps == null || task.setsUpJvm || steps.kept >= DEEDS_MAX) {
            return;
        }
        // Not while we look, and as if we had not looked.
        keeping = null;
        steps.kept++;
        Object streams = OncePerJvm.enter();
        try {
            steps.log.add(new Deed(task.scheduler.turns(), task.toString(), what, frames(task.virtual)));
        } finally {
            OncePerJvm.leave(streams);
            keeping = steps;
        }
    }

    private static List<String> frames(Thread thread) {
        return Arrays.stream(thread.getStackTrace())
                .filter(frame -> !HostClasses.isOfSimulator(frame.getClassName()))
                .filter(frame -> !frame.getMethodName().equals("getStackTrace"))
                .limit(FRAMES_MAX)
                .map(frame -> frame.getClassName() + "." + frame.getMethodName() + "(" + frame.getFileName() + ":"
                        + (frame.isNativeMethod() ? "native" : frame.getLineNumber()) + ")")
                .toList();
    }

    private void capture(Thread thread, String what) {
        StringBuilder text = new StringBuilder("\n  ").append(what);
        for (StackTraceElement frame : thread.getStackTrace()) {
            text.append("\n    at ").append(frame);
        }
        log.capture(text.append('\n').toString());
    }
}
