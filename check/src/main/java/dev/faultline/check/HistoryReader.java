package dev.faultline.check;

import dev.faultline.check.format.Event;
import dev.faultline.check.format.EventReader;
import dev.faultline.check.format.FormatException;
import dev.faultline.check.format.KeySurvey;
import dev.faultline.check.format.ReadLimits;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads histories of operations from files: Jepsen's EDN and JSON, its console log, Porcupine's key-value logs
 * and {@code history.jsonl}, told apart by their content.
 *
 * <p>The order of the events is that of the file; times that go back are taken as equal to the latest before, and do not
 * count as latencies.
 */
public final class HistoryReader {

    private static final int EVENTS_BETWEEN_POLLS = 256;
    /** An operation takes about as much memory as text, and as much again while arrays grow. */
    private static final int MEMORY_PER_BYTE = 2;

    private static final Limits NO_LIMITS = new Limits(Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE, () -> false);

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
        events.withKeys(keys == Keys.FIELD ? KeySurvey.Keys.NONE : KeySurvey.Keys.IN_VALUES);
        return read(events, NO_LIMITS, _ -> {}).history;
    }

    /**
     * A history as it was read.
     *
     * @param events how many the file has
     * @param ofNemesis how many of them mark faults
     */
    record Recording(
            History history,
            long lines,
            long events,
            long ofNemesis,
            Map<Integer, String> processNames,
            Optional<String> disorder) {}

    /** Reads with half of the memory of these limits, and shows each event to this one; throws {@link LimitReached}. */
    static Recording read(EventReader events, Limits limits, Consumer<Event> survey) {
        History.Builder builder = History.builder();
        int untilPoll = 0;
        events.watchedBy(_ -> requireWithin(limits, events));
        long latest = Long.MIN_VALUE;
        long all = 0;
        long ofNemesis = 0;
        for (Event event = events.next(); event != null; event = events.next()) {
            if (++untilPoll % EVENTS_BETWEEN_POLLS == 0) {
                requireWithin(limits, events);
            }
            all++;
            if (event.isOfClient()) {
                survey.accept(event);
                latest = Math.max(latest, event.timeNanos());
                add(builder, event, latest, events.name());
            } else {
                ofNemesis++;
            }
        }
        requireWithin(limits, events);
        return new Recording(builder.build(), events.lines(), all, ofNemesis, events.processNames(), events.disorder());
    }

    private static void requireWithin(Limits limits, EventReader events) {
        if (limits.stop().getAsBoolean()) {
            throw new LimitReached(Verdict.Limit.STOPPED);
        }
        if (MEMORY_PER_BYTE * events.bytesRead() > limits.memoryBytes()) {
            throw new LimitReached(Verdict.Limit.MEMORY);
        }
    }

    private static void add(History.Builder to, Event event, long timeNanos, String file) {
        if (event.f() == null) {
            throw new FormatException(file, event.line(), "an operation without f");
        }
        int process = Math.max(0, event.process());
        Object key =
                event.invocation() == null ? event.key() : event.invocation().key();
        to.at(event.line(), event.index());
        if (event.timeNanos() < timeNanos) {
            to.moved();
        }
        switch (event.type()) {
            case INVOKE -> to.invoke(process, event.f(), key, event.value(), timeNanos);
            case OK -> to.ok(process, event.f(), key, event.value(), timeNanos);
            case FAIL -> to.fail(process, event.f(), key, event.value(), timeNanos);
            case INFO -> to.info(process, event.f(), key, event.value(), timeNanos);
        }
    }
}
