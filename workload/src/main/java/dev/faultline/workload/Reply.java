package dev.faultline.workload;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What came of a request. */
public sealed interface Reply {
    /**
     * It took effect.
     *
     * @param value what was answered; null for an absent value and for requests that answer nothing. Text, a whole number, a
     *     boolean, a {@link MicroOperation}, or a list or map of such
     */
    record Ok(@Nullable Object value) implements Reply {}

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

    /** Returns the reply to a request that was carried out and answers nothing. */
    static Reply ok() {
        return new Ok(null);
    }

    /** Returns the reply to a request that was carried out, with its answer. */
    static Reply ok(@Nullable Object value) {
        return new Ok(value);
    }

    /** Returns whether it took effect. */
    default boolean isOk() {
        return this instanceof Ok || this instanceof Records;
    }

    /**
     * Returns what the history says of a completed request: what was answered, where it was put, or else the argument again.
     *
     * @throws IllegalArgumentException if the answer holds what no history can
     */
    default @Nullable Object recordedFor(Request request) {
        return switch (this) {
            case Ok(Object value) when value != null -> recorded(value);
            case Ok _ when !request.changes() -> null;
            case Records(List<LogRecord> records)
            when request instanceof Request.Send && records.size() == 1 ->
                List.of(records.getFirst().offset(), records.getFirst().value());
            case Records(List<LogRecord> records) ->
                records.stream()
                        .map(record -> List.of(record.log(), record.offset(), record.value()))
                        .toList();
            case Ok _, Fail _, Unknown _ -> request.argument();
        };
    }

    /** Returns a value as histories hold it. */
    static Object recorded(Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth;
            case Long number -> number;
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Byte number -> number.longValue();
            case MicroOperation step ->
                step.value() == null
                        ? step.recorded()
                        : step.answered(recorded(step.value())).recorded();
            case List<?> list -> {
                List<@Nullable Object> recorded = new ArrayList<>();
                list.forEach(each -> recorded.add(each == null ? null : recorded(each)));
                yield recorded;
            }
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> recorded = new LinkedHashMap<>();
                map.forEach((key, each) -> recorded.put(String.valueOf(key), each == null ? null : recorded(each)));
                yield recorded;
            }
            default ->
                throw new IllegalArgumentException(
                        "a history holds texts, whole numbers, booleans, and lists and maps of" + " them, not a "
                                + value.getClass().getName());
        };
    }
}
