package dev.faultline.sim;

import java.util.Arrays;

/**
 * The events that lead to whatever happens next in some context: a thread, a timer, a message on its way.
 *
 * <p>Immutable, so that a context is handed on by reference. Kept small by {@code Recorder.settle}, which turns a set
 * that outgrows {@link #LIMIT} into one event that has them all as causes.
 */
public final class Cause {
    public static final Cause NONE = new Cause(new long[0]);

    /** More events than this are joined into one. */
    public static final int LIMIT = 32;

    /** Event numbers, ascending. */
    private final long[] events;

    private Cause(long[] events) {
        this.events = events;
    }

    public static Cause of(long event) {
        return new Cause(new long[] {event});
    }

    public int size() {
        return events.length;
    }

    public long[] events() {
        return events.clone();
    }

    /** Returns the union; returns one of the two themselves where that is the union. */
    public Cause and(Cause other) {
        if (this == other || other.events.length == 0) {
            return this;
        }
        if (events.length == 0) {
            return other;
        }
        long[] union = new long[events.length + other.events.length];
        int size = 0;
        int left = 0;
        int right = 0;
        while (left < events.length || right < other.events.length) {
            long a = left < events.length ? events[left] : Long.MAX_VALUE;
            long b = right < other.events.length ? other.events[right] : Long.MAX_VALUE;
            union[size++] = Math.min(a, b);
            left += a <= b ? 1 : 0;
            right += b <= a ? 1 : 0;
        }
        if (size == events.length) {
            return this;
        }
        return size == other.events.length ? other : new Cause(Arrays.copyOf(union, size));
    }

    @Override
    public String toString() {
        return Arrays.toString(events);
    }
}
