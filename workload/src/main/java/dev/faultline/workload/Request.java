package dev.faultline.workload;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a workload asks of the system.
 *
 * <p>What many workloads ask has a record of its own, so that a client can take it apart by patterns; everything else is a
 * {@link Call}. A client carries out what its system knows, and throws what {@link #unsupported} returns for the rest.
 */
public sealed interface Request {
    /**
     * What is the value? Answered by {@link Reply.Ok} with the value, or with null if there is none. Of a log: what is
     * in all of it? Answered by {@link Reply.Records}.
     */
    record Read(String key) implements Request {}

    /** Let the value, a token without blanks, be this one. */
    record Write(String key, String value) implements Request {
        /** Refuses to write nothing. */
        public Write {
            Objects.requireNonNull(value, "a write has a value");
        }
    }

    /** Let the value be the new one, if it is the old one; else {@link Reply.Fail}. */
    record Cas(String key, String expected, String value) implements Request {}

    /** Put the value at the end of the log. Answered by {@link Reply.Records} with where it is, if that is known. */
    record Send(String key, String value) implements Request {
        /** Refuses to send nothing. */
        public Send {
            Objects.requireNonNull(value, "what is sent has a value");
        }
    }

    /** What came since the last poll, in whichever logs? Answered by {@link Reply.Records}. */
    record Poll() implements Request {}

    /**
     * Do all of it or nothing. Answered by {@link Reply#ok(Object)} with the same steps, the reads {@linkplain
     * MicroOperation#answered answered}; by {@link Reply.Fail} if it was rolled back.
     *
     * @param f how histories call it: {@code txn}, or for some workloads {@code read} and {@code write}
     * @param steps in this order, at least one
     */
    record Transaction(String f, List<MicroOperation> steps) implements Request {
        /** Copies the steps. */
        public Transaction {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Anything else.
     *
     * @param f what is done, by the name that its model has for it: such as {@code acquire}, {@code enqueue}, {@code transfer}
     * @param key of which object; null if there is only one
     * @param argument null, a text, a whole number, a boolean, or a list or map of such
     * @param changes whether it is to change what the system holds; else an answer that does not come does not matter
     */
    record Call(String f, @Nullable String key, @Nullable Object argument, boolean changes) implements Request {
        /** Refuses a call without a name. */
        public Call {
            if (Objects.requireNonNull(f, "a call has a function").isBlank()) {
                throw new IllegalArgumentException("a call has a function, not ''");
            }
        }
    }

    /** Returns the key; null for a request that is not about one. */
    default @Nullable String key() {
        return switch (this) {
            case Read(String key) -> key;
            case Write(String key, String _) -> key;
            case Cas(String key, String _, String _) -> key;
            case Send(String key, String _) -> key;
            case Call call -> call.key;
            case Poll _, Transaction _ -> null;
        };
    }

    /** Returns the name of the function as histories have it. */
    default String f() {
        return switch (this) {
            case Read _ -> "read";
            case Write _ -> "write";
            case Cas _ -> "cas";
            case Send _ -> "send";
            case Poll _ -> "poll";
            case Transaction transaction -> transaction.f;
            case Call call -> call.f;
        };
    }

    /** Returns the argument as histories have it: nothing, a value, or a list or map of values. */
    default @Nullable Object argument() {
        return switch (this) {
            case Read _, Poll _ -> null;
            case Write write -> write.value();
            case Cas cas -> List.of(cas.expected(), cas.value());
            case Send send -> send.value();
            case Transaction(String _, List<MicroOperation> steps) -> Reply.recorded(steps);
            case Call call -> call.argument == null ? null : Reply.recorded(call.argument);
        };
    }

    /** Returns whether it is to change what the system holds. */
    default boolean changes() {
        return switch (this) {
            case Read _, Poll _ -> false;
            case Write _, Cas _, Send _ -> true;
            case Transaction(String _, List<MicroOperation> steps) ->
                !steps.stream().allMatch(MicroOperation::isRead);
            case Call call -> call.changes;
        };
    }

    /** Returns what a client throws that cannot do this: no run can go on with it. */
    default UnsupportedRequestException unsupported() {
        return new UnsupportedRequestException(this);
    }
}
