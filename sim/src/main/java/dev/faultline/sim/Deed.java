package dev.faultline.sim;

import java.util.List;

/**
 * Something that a thread did in a turn which a {@link StepLog} keeps: a draw, a look at a file of the host, an event, a
 * line that it printed.
 *
 * @param turn the turn
 * @param thread who did it
 * @param what what it was, in words; equal on both sides of two runs that are the same
 * @param frames where, the innermost first
 */
public record Deed(long turn, String thread, String what, List<String> frames) {
    /** Copies the list. */
    public Deed {
        frames = List.copyOf(frames);
    }
}
