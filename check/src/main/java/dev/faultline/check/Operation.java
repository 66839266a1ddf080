package dev.faultline.check;

import org.jspecify.annotations.Nullable;

/**
 * One operation of a history: an invocation and what came back.
 *
 * @param index number of the operation in its history, by order of invocation, from 0
 * @param process the sequential client that invoked it
 * @param f name of the function, such as {@code read} or {@code write}
 * @param key the object it works on; null where the history has only one
 * @param value the argument
 * @param outcome what the client learned
 * @param result the value of the completion, null where there is none
 * @param invokedEvent number of the event that invoked it, from 0
 * @param completedEvent number of the event that completed it, or {@link #NEVER}
 * @param invokedNanos time of the invocation
 * @param completedNanos time of the completion, equal to {@code invokedNanos} where there is none
 */
public record Operation(
        int index,
        int process,
        String f,
        @Nullable Object key,
        @Nullable Object value,
        Outcome outcome,
        @Nullable Object result,
        int invokedEvent,
        int completedEvent,
        long invokedNanos,
        long completedNanos) {

    /** The {@link #completedEvent} of an operation without a completion: later than every event. */
    public static final int NEVER = Integer.MAX_VALUE;

    /** This operation as it looked to somebody who saw only the first {@code events} events. */
    Operation asSeenAfter(int events) {
        if (completedEvent < events) {
            return this;
        }
        return new Operation(
                index, process, f, key, value, Outcome.INFO, null, invokedEvent, NEVER, invokedNanos, invokedNanos);
    }
}
