package dev.faultline.check.format;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The events of a history in a file, one after the other, checked.
 *
 * <pre>{@code
 * try (EventReader events = EventReader.open(file, ReadLimits.standard())) {
 *     for (Event event = events.next(); event != null; event = events.next()) { ... }
 * }
 * }</pre>
 *
 * <p>Every completion comes with its invocation; a file in which a process completes what it did not invoke,
 * invokes twice, or in which indexes do not grow, is refused where that shows. Memory: one record, and one
 * event for each call that is open. For one thread.
 */
public final class EventReader implements AutoCloseable {

    private final ByteSource source;
    private final RecordSource records;
    private final Pairing pairing;
    private final FileFormat format;
    private final Processes processes = new Processes();
    private final Clock clock = new Clock();
    private KeySurvey.Keys keys = KeySurvey.Keys.NONE;

    private EventReader(ByteSource source, FileFormat format, ReadLimits limits) {
        this.source = source;
        this.format = format;
        this.pairing = new Pairing(source.file(), processes);
        this.records = switch (format) {
            case EDN -> new MapRecords(source, new EdnParser(source, limits), processes);
            case JSON -> new MapRecords(source, new JsonParser(source, limits), processes);
            case EMPTY -> new MapRecords(source, new EdnParser(source, limits), processes);
            case JEPSEN_LOG -> new EtcdRecords(source, limits);
            default ->
                throw new FormatException(
                        source.file(),
                        0,
                        format == FileFormat.UNKNOWN
                                ? "not a history in EDN, JSON or a log of Jepsen"
                                : "a history of transactions (" + format + "), not of single operations");
        };
    }

    /**
     * Opens a file of format {@link FileFormat#EDN}, {@link FileFormat#JSON} or {@link FileFormat#JEPSEN_LOG},
     * whichever it is, packed by gzip or not.
     *
     * @throws FormatException if it is of no such format, or a damaged gzip file
     * @throws java.io.UncheckedIOException if it cannot be read
     */
    public static EventReader open(Path file, ReadLimits limits) {
        FileFormat format = FileFormat.of(file);
        return of(HistoryFile.open(file), file.toString(), format, limits);
    }

    /** Reads from a stream, which {@link #close} closes; {@code name} is for messages. Throws as {@link #open}. */
    public static EventReader of(InputStream in, String name, FileFormat format, ReadLimits limits) {
        ByteSource source = new ByteSource(in, name, limits);
        try {
            return new EventReader(source, format, limits);
        } catch (FormatException refused) {
            source.close();
            throw refused;
        }
    }

    /** What the file is. */
    public FileFormat format() {
        return format;
    }

    /** The name of the file, for messages. */
    public String name() {
        return source.file();
    }

    /** How many bytes of the unpacked file were read, buffers included. */
    public long bytesRead() {
        return source.bytesRead();
    }

    /**
     * Tells this one, again and again while a record is read, how many bytes of it were taken so far. What it throws ends the
     * reading, however long the record.
     */
    public EventReader watchedBy(LongConsumer watch) {
        source.watchedBy(watch);
        return this;
    }

    /**
     * Takes the keys out of the values, as the survey says; before the first event is read. A question that is no
     * {@code [key value]} is refused then.
     */
    public EventReader withKeys(KeySurvey.Keys where) {
        keys = where;
        return this;
    }

    /** The names of processes that are not called by their number. */
    public Map<Integer, String> processNames() {
        return processes.names();
    }

    /** How the times that were read so far contradict the order of the events, which counts; empty if they do not. */
    public Optional<String> disorder() {
        return clock.disagreement();
    }

    /** How many lines were read so far, the last one too if it has no end. */
    public long lines() {
        return source.lines();
    }

    /** How many bytes the record of the latest event has. */
    public long recordSize() {
        return source.recordSize();
    }

    /**
     * The next event, null after the last.
     *
     * @throws FormatException if what follows is not an event, or one that cannot follow
     * @throws java.io.UncheckedIOException if the file cannot be read on
     */
    public @Nullable Event next() {
        Event event = records.next();
        if (event != null) {
            clock.take(event);
        }
        return event == null ? null : pairing.accept(keys == KeySurvey.Keys.NONE ? event : keyed(event));
    }

    /** The event with its key taken out of its value. */
    private Event keyed(Event event) {
        if (!event.isOfClient()) {
            return event;
        }
        if (event.value() instanceof List<?> pair && pair.size() == 2 && pair.getFirst() != null) {
            boolean bare = keys == KeySurvey.Keys.IN_QUESTIONS
                    && event.type() == Event.Type.OK
                    && pairing.asked(event) == null;
            return bare ? event : event.of(pair.getFirst(), pair.getLast());
        }
        boolean needed = event.type() == Event.Type.INVOKE
                || (event.type() == Event.Type.OK && event.value() != null && keys == KeySurvey.Keys.IN_VALUES);
        if (needed) {
            throw new FormatException(
                    name(), event.line(), "a value of the form [key value] is needed, not " + event.value());
        }
        return event;
    }

    @Override
    public void close() {
        source.close();
    }
}
