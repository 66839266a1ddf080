package dev.faultline.check.format;

import org.jspecify.annotations.Nullable;

/**
 * An event of a recorded history, as Jepsen writes them.
 *
 * @param type what it tells
 * @param process the client, by number; clients with names are numbered by the reader. {@link #NEMESIS} if it is not a client, {@link #UNNAMED} if the file names none
 * @param f the function; null if the file has none
 * @param key the object worked on, where the file tells it apart from the value
 * @param value the argument or the result
 * @param error why it failed, as far as it was recorded
 * @param timeNanos when; {@link #NONE} if it was not recorded
 * @param index its number; {@link #NONE} if it was not recorded. Never decreases in a file
 * @param version the number under which the store committed what it did; {@link #NONE} if it was not recorded
 * @param line the line where it begins, from 1
 * @param invocation of a completion, the event that it completes; else null
 */
public record Event(
        Type type,
        int process,
        @Nullable String f,
        @Nullable Object key,
        @Nullable Object value,
        @Nullable Object error,
        long timeNanos,
        long index,
        long version,
        long line,
        @Nullable Event invocation) {

    /** The {@link #process} of events that mark faults and the like. */
    public static final int NEMESIS = -1;

    /** The {@link #process} where the file names none. */
    public static final int UNNAMED = -2;

    /** No {@link #timeNanos}, {@link #index} or {@link #version} was recorded. */
    public static final long NONE = -1;

    /** What an event tells. */
    public enum Type {
        /** A client calls. */
        INVOKE,
        /** The call succeeded. */
        OK,
        /** The call certainly had no effect. */
        FAIL,
        /** The call may or may not have had an effect. */
        INFO
    }

    /** Whether it is of a client rather than of a fault. */
    public boolean isOfClient() {
        return process != NEMESIS;
    }

    /** The same of a key. */
    Event of(@Nullable Object itsKey, @Nullable Object itsValue) {
        return new Event(type, process, f, itsKey, itsValue, error, timeNanos, index, version, line, invocation);
    }

    Event completing(Event invoked) {
        return new Event(type, process, f, key, value, error, timeNanos, index, version, line, invoked);
    }
}
