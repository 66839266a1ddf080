package dev.faultline.check;

import dev.faultline.check.format.Event;
import dev.faultline.check.format.EventReader;
import dev.faultline.check.format.FormatException;
import dev.faultline.check.format.ReadLimits;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads histories of operations from files: Jepsen's EDN and JSON, its console log, Porcupine's key-value logs
 * and {@code history.jsonl}, told apart by their content.
 *
 * <p>The order of the events is that of the file; times that go back are taken as equal to the latest before.
 */
public final class HistoryReader {

    private static final int EVENTS_BETWEEN_POLLS = 256;
    /** An operation takes about as much memory as text, and as much again while arrays grow. */
    private static final int MEMORY_PER_BYTE = 2;

    private HistoryReader() {}

    /** Where a file says which key an operation works on. */
    public enum Keys {
        /** In the field {@code key}, if there is one. */
        FIELD,
        /** First of two in the value: {@code [key value]}. */
        FIRST_OF_VALUE
    }

    /**
     * Reads a file.
     *
     * @throws FormatException if it is not a history, or its events cannot follow each other
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static History read(Path file, Keys keys) {
        try (EventReader events = EventReader.open(file, ReadLimits.standard())) {
            return read(events, keys);
        }
    }

    /** Reads the events that are left; does not close the reader. Throws as {@link #read(Path, Keys)}. */
    public static History read(EventReader events, Keys keys) {
        return read(events, keys, new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, () -> false));
    }

    /** The same, with half of the memory of these limits; throws {@link LimitReached}. */
    static History read(EventReader events, Keys keys, Limits limits) {
        History.Builder builder = History.builder();
        int untilPoll = 0;
        events.watchedBy(_ -> requireWithin(limits, events));
        long latest = Long.MIN_VALUE;
        for (Event event = events.next(); event != null; event = events.next()) {
            if (++untilPoll % EVENTS_BETWEEN_POLLS == 0) {
                requireWithin(limits, events);
            }
            if (event.isOfClient()) {
                latest = Math.max(latest, event.timeNanos());
                add(builder, event, keys, latest, events.name());
            }
        }
        requireWithin(limits, events);
        return builder.build();
    }

    private static void requireWithin(Limits limits, EventReader events) {
        if (limits.stop().getAsBoolean()) {
            throw new LimitReached(Verdict.Limit.STOPPED);
        }
        if (MEMORY_PER_BYTE * events.bytesRead() > limits.memoryBytes()) {
            throw new LimitReached(Verdict.Limit.MEMORY);
        }
    }

    private static void add(History.Builder to, Event event, Keys keys, long timeNanos, String file) {
        if (event.f() == null) {
            throw new FormatException(file, event.line(), "an operation without f");
        }
        int process = Math.max(0, event.process());
        Event first = event.invocation() == null ? event : event.invocation();
        Object key = first.key();
        Object value = event.value();
        if (keys == Keys.FIRST_OF_VALUE) {
            List<?> pair = pair(first.value(), file, first.line());
            key = pair.get(0);
            if (event.invocation() == null || Objects.equals(value, pair)) {
                value = pair.get(1);
            } else if (value != null) {
                value = pair(value, file, event.line()).get(1);
            }
        }
        to.at(event.line(), event.index());
        switch (event.type()) {
            case INVOKE -> to.invoke(process, event.f(), key, value, timeNanos);
            case OK -> to.ok(process, event.f(), key, value, timeNanos);
            case FAIL -> to.fail(process, event.f(), key, value, timeNanos);
            case INFO -> to.info(process, event.f(), key, value, timeNanos);
        }
    }

    private static List<?> pair(@Nullable Object value, String file, long line) {
        if (value instanceof List<?> list && list.size() == 2) {
            return list;
        }
        throw new FormatException(file, line, "a value of the form [key value] is needed, not " + value);
    }
}
