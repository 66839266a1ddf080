package dev.faultline.invariant;

import java.util.List;

/**
 * Something that happened, in words.
 *
 * @param what it was
 * @param atNanos when, in virtual time of the run
 * @param event its number among the events of the run; {@link #NO_EVENT} if it is none
 * @param causes what led to it, as far back as it is known, the nearest first
 */
public record Occasion(String what, long atNanos, long event, List<Cause> causes) implements Happening {
    /** In place of the number of an event. */
    public static final long NO_EVENT = -1;

    /**
     * An event that came before, and led to what is told.
     *
     * @param event its number among the events of the run
     * @param what it was
     */
    public record Cause(long event, String what) {}

    /** Copies the list. */
    public Occasion {
        causes = List.copyOf(causes);
    }

    /** Returns what is no event of the run. */
    public static Occasion of(String what, long atNanos) {
        return new Occasion(what, atNanos, NO_EVENT, List.of());
    }

    @Override
    public Occasion told() {
        return this;
    }
}
