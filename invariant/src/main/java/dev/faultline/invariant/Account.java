package dev.faultline.invariant;

import java.util.List;
import java.util.Optional;

/**
 * What became of an invariant in a run.
 *
 * @param name what it is called
 * @param text what it says
 * @param moments when it was to be looked at
 * @param looks how often it was, because something that it names had changed
 * @param held how often it held
 * @param violated how often it did not
 * @param undecided how often a value was missing
 * @param doubt why nothing follows from it, as the end of a sentence; empty if it was decided
 * @param missing what was missing when it was undecided the last time; empty if it never was
 * @param first the first time that it did not hold
 */
public record Account(
        String name,
        String text,
        List<String> moments,
        long looks,
        long held,
        long violated,
        long undecided,
        Optional<String> doubt,
        Optional<String> missing,
        Optional<Violation> first) {
    /** Copies the list. */
    public Account {
        moments = List.copyOf(moments);
    }
}
