package dev.faultline.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a workload asks of the system. Values are tokens without blanks.
 *
 * <p>A workload is about registers ({@link Read}, {@link Write}, {@link Cas}) or about logs ({@link Send}, {@link
 * Poll}, and at its end {@link Read}).
 */
public sealed interface Request {
    /**
     * What is the value? Answered by {@link Reply.Ok} with the value, or with null if there is none. Of a log: what is
     * in all of it? Answered by {@link Reply.Records}.
     */
    record Read(String key) implements Request {}

    /** Let the value be this one. */
    record Write(String key, String value) implements Request {}

    /** Let the value be the new one, if it is the old one; else {@link Reply.Fail}. */
    record Cas(String key, String expected, String value) implements Request {}

    /** Put the value at the end of the log. Answered by {@link Reply.Records} with where it is, if that is known. */
    record Send(String key, String value) implements Request {}

    /** What came since the last poll, in whichever logs? Answered by {@link Reply.Records}. */
    record Poll() implements Request {}

    /** Returns the key; null for a request about all keys. */
    default @Nullable String key() {
        return switch (this) {
            case Read(String key) -> key;
            case Write(String key, String _) -> key;
            case Cas(String key, String _, String _) -> key;
            case Send(String key, String _) -> key;
            case Poll() -> null;
        };
    }

    /** Returns the name of the function as histories have it. */
    default String f() {
        return switch (this) {
            case Read read -> "read";
            case Write write -> "write";
            case Cas cas -> "cas";
            case Send send -> "send";
            case Poll poll -> "poll";
        };
    }

    /** Returns the argument as histories have it: nothing, a value, or a pair of values. */
    default @Nullable Object argument() {
        return switch (this) {
            case Read read -> null;
            case Write write -> write.value();
            case Cas cas -> List.of(cas.expected(), cas.value());
            case Send send -> send.value();
            case Poll poll -> null;
        };
    }
}
