package dev.faultline.experiment;

import java.util.List;
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
     * It took effect, and these are the records that it is about: the one that was sent, or those that were read.
     *
     * @param records in the order in which the system told them
     */
    record Records(List<LogRecord> records) implements Reply {
        /** Copies the records. */
        public Records {
            records = List.copyOf(records);
        }
    }

    /**
     * A record of a log.
     *
     * @param log which log it is in
     * @param offset its place there; places grow, and need not be without gaps
     * @param value what was sent
     */
    record LogRecord(String log, long offset, String value) {}

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
