package dev.faultline.experiment;

import org.jspecify.annotations.Nullable;

/** What came of a request. */
public sealed interface Reply {
    /**
     * It took effect.
     *
     * @param value what was read; null for an absent value and for requests that read nothing
     */
    record Ok(@Nullable String value) implements Reply {}

    /**
     * It did not take effect and never will.
     *
     * @param reason why, for people
     */
    record Fail(String reason) implements Reply {}

    /**
     * It may have taken effect, or may do so later.
     *
     * @param reason why it is not known, for people
     */
    record Unknown(String reason) implements Reply {}

    /** Returns the reply to a request that was carried out and reads nothing. */
    static Reply ok() {
        return new Ok(null);
    }
}
