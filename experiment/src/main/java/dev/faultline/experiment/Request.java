package dev.faultline.experiment;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a workload asks of the system, about one key. Values are tokens without blanks. */
public sealed interface Request {
    /** Returns the key. */
    String key();

    /** What is the value? Answered by {@link Reply.Ok} with the value, or with null if there is none. */
    record Read(String key) implements Request {}

    /** Let the value be this one. */
    record Write(String key, String value) implements Request {}

    /** Let the value be the new one, if it is the old one; else {@link Reply.Fail}. */
    record Cas(String key, String expected, String value) implements Request {}

    /** Returns the name of the function as histories have it. */
    default String f() {
        return switch (this) {
            case Read read -> "read";
            case Write write -> "write";
            case Cas cas -> "cas";
        };
    }

    /** Returns the argument as histories have it: nothing, a value, or a pair of values. */
    default @Nullable Object argument() {
        return switch (this) {
            case Read read -> null;
            case Write write -> write.value();
            case Cas cas -> List.of(cas.expected(), cas.value());
        };
    }
}
