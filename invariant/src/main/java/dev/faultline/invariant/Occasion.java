package dev.faultline.invariant;

import java.util.List;

/**
 * What happened that made somebody look.
 *
 * @param what in words
 * @param atNanos when, in virtual time of the run
 * @param event its number among the events of the run; {@link #NO_EVENT} if it is none
 * @param causes the numbers of the events that caused it, as far as they are known
 */
public record Occasion(String what, long atNanos, long event, List<Long> causes) {
    /** In place of the number of an event. */
    public static final long NO_EVENT = -1;

    /** Copies the list. */
    public Occasion {
        causes = List.copyOf(causes);
    }

    /** Returns what is no event of the run. */
    public static Occasion of(String what, long atNanos) {
        return new Occasion(what, atNanos, NO_EVENT, List.of());
    }
}
