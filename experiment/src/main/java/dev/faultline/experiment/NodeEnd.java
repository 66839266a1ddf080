package dev.faultline.experiment;

import dev.faultline.journal.Amount;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How a program of the system came to an end that nobody had ordered: by its own exit, or by an exception that took its
 * main thread.
 *
 * @param node where it ran
 * @param exited whether its process ended; else it went on without its main thread
 * @param status what it exited with; 0 where the process went on
 * @param exception what the main thread threw; empty if that is not how it ended
 * @param startedNanos virtual time of the run at which the program had started
 * @param atNanos virtual time of the run of its end
 * @param fault the fault that was the last to touch the node before: its number and text; empty if none had
 * @param restartedNanos virtual time of the run at which the node was started again; -1 if it was not
 * @param lastLines what it printed last, each line with the virtual time in front; from its first line where it is a stack trace
 */
public record NodeEnd(
        String node,
        boolean exited,
        int status,
        String exception,
        long startedNanos,
        long atNanos,
        String fault,
        long restartedNanos,
        List<String> lastLines) {
    private static final double NANOS = 1e9;

    /** Copies the lines. */
    public NodeEnd {
        lastLines = List.copyOf(lastLines);
    }

    /** Returns whether a fault had touched the node before, so that the end may follow from it. */
    public boolean followsFault() {
        return !fault.isEmpty();
    }

    /** Returns whether the node was without its program, or its main thread, at that time of the run. */
    boolean lasts(long nanos) {
        return atNanos <= nanos && (restartedNanos < 0 || nanos < restartedNanos);
    }

    /** Returns whether another program ended in the same way. */
    boolean isLike(NodeEnd other) {
        return exited == other.exited && status == other.status && exception.equals(other.exception);
    }

    /** Returns what happened, in one line. */
    public String sentence() {
        String how = exited ? " exited with status " + status : " lost its main thread";
        return node + how + " at " + Texts.seconds(atNanos) + " s, "
                + String.format(Locale.ROOT, "%.3f", (atNanos - startedNanos) / NANOS) + " s after its start, "
                + (fault.isEmpty() ? "and no fault had touched it" : "after fault " + fault)
                + (exception.isEmpty() ? "" : ": main threw " + Texts.headline(exception));
    }

    /**
     * Returns the sentences of what ended, in order. Where a node ended in the same way again and again, they are the first
     * one's, and how often it did and when the last time.
     */
    public static List<String> sentences(List<NodeEnd> ends) {
        List<String> sentences = new ArrayList<>();
        for (int i = 0; i < ends.size(); i++) {
            NodeEnd first = ends.get(i);
            int last = i;
            while (last + 1 < ends.size() && ends.get(last + 1).repeats(first)) {
                last++;
            }
            sentences.add(first.sentence());
            if (last > i + 1) {
                sentences.add(first.node + " ended in the same way " + Amount.of(last - i, "more time")
                        + ", the last time at " + Texts.seconds(ends.get(last).atNanos) + " s");
                i = last;
            }
        }
        return sentences;
    }

    private boolean repeats(NodeEnd other) {
        return node.equals(other.node) && isLike(other);
    }
}
