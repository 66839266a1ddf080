package dev.faultline.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What the readers share: one record a line, one line ahead. */
abstract sealed class JournalReader<T> implements Iterator<T>, AutoCloseable permits EventReader, HistoryReader {
    private final Lines lines;
    private final Limits limits;
    private long records;
    private boolean ended;
    private @Nullable T next;

    JournalReader(Lines lines, Limits limits) {
        this.lines = lines;
        this.limits = limits;
    }

    static Lines lines(Path file, Limits limits) {
        try {
            return new Lines(file.toString(), Files.newInputStream(file), limits, 0);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    static Lines lines(String source, InputStream in, Limits limits) {
        return new Lines(source, in, limits, 0);
    }

    abstract T read(Fields fields);

    /** Called once after the last record. */
    abstract void end();

    /** A fault in an earlier line. */
    final MalformedJournalException fault(long line, String message) {
        return new MalformedJournalException(lines.source(), line, 1, message);
    }

    /**
     * Whether there is one more.
     *
     * @throws MalformedJournalException when the next line is not a record
     */
    @Override
    public final boolean hasNext() {
        if (next == null && !ended) {
            CharBuffer line = lines.next();
            if (line == null) {
                ended = true;
                end();
            } else {
                next = read(line);
            }
        }
        return next != null;
    }

    private T read(CharBuffer line) {
        if (records++ == limits.records()) {
            throw fault(lines.number(), "more than " + limits.records() + " records");
        }
        Fields fields = JsonText.object(lines.source(), lines.number(), limits.depth(), line);
        try {
            return read(fields);
        } catch (IllegalArgumentException e) {
            throw fault(lines.number(), String.valueOf(e.getMessage()));
        }
    }

    /**
     * The next record.
     *
     * @throws MalformedJournalException when the next line is not a record
     * @throws NoSuchElementException after the last
     */
    @Override
    public final T next() {
        if (!hasNext() || next == null) {
            throw new NoSuchElementException("no record after line " + lines.number() + " of " + lines.source());
        }
        T result = next;
        next = null;
        return result;
    }

    /** The records not yet read; closing the stream closes the file. */
    public final Stream<T> stream() {
        int traits = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(this, traits), false)
                .onClose(this::close);
    }

    /** Closes the file. */
    @Override
    public final void close() {
        lines.close();
    }
}
