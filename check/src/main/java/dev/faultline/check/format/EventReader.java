package dev.faultline.check.format;

import java.io.InputStream;
import java.nio.file.Path;
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

    private EventReader(ByteSource source, FileFormat format, ReadLimits limits) {
        this.source = source;
        this.format = format;
        this.pairing = new Pairing(source.file());
        this.records = switch (format) {
            case EDN -> new MapRecords(source, new EdnParser(source, limits));
            case JSON -> new MapRecords(source, new JsonParser(source, limits));
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
        return event == null ? null : pairing.accept(event);
    }

    @Override
    public void close() {
        source.close();
    }
}
