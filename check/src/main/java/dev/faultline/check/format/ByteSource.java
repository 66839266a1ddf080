package dev.faultline.check.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.function.LongConsumer;
import java.util.zip.ZipException;

/** Bytes of a file through one buffer, with the line of the next one. A word that crosses the buffer is moved. */
final class ByteSource implements AutoCloseable {

    static final int END = -1;

    private static final int CAPACITY = 1 << 16;

    private final InputStream in;
    private final String file;
    private final long recordBytes;

    /** The bytes from {@code position} to {@code limit} are those that come next. */
    byte[] buffer = new byte[CAPACITY];

    int position;
    int limit;

    private int counted;
    private long line = 1;
    private long bytesBefore;
    private long recordStart;
    private long afterLineEnd;
    private boolean ended;
    private LongConsumer watch = _ -> {};

    ByteSource(InputStream in, String file, ReadLimits limits) {
        this.in = in;
        this.file = file;
        this.recordBytes = limits.recordBytes();
    }

    /** The next byte, from 0 to 255, or {@link #END}; it stays the next. */
    int peek() {
        return position < limit || more() ? buffer[position] & 0xff : END;
    }

    /** The byte after the next. */
    int peekSecond() {
        return position + 1 < limit || (more() && position + 1 < limit) ? buffer[position + 1] & 0xff : END;
    }

    /** Takes the next byte. */
    int take() {
        return position < limit || more() ? buffer[position++] & 0xff : END;
    }

    /** Tells this one, each time that it reads on, how many bytes of the record under way were taken; it may throw. */
    void watchedBy(LongConsumer other) {
        watch = other;
    }

    /** How many bytes were taken since the record began. */
    long recordSize() {
        return bytesBefore + position - recordStart;
    }

    /** The bytes taken from here on count as one record. */
    void startRecord() {
        recordStart = bytesBefore + position;
    }

    /** The line of the next byte, from 1. */
    long line() {
        while (counted < position) {
            if (buffer[counted++] == '\n') {
                line++;
                afterLineEnd = bytesBefore + counted;
            }
        }
        return line;
    }

    /** How many lines were taken, a last one without end too. */
    long lines() {
        long at = line();
        return bytesBefore + position == afterLineEnd ? at - 1 : at;
    }

    /**
     * Reads on, keeping what was not taken: it moves to the front of the buffer, which grows if it is full of it.
     * Returns whether a byte was added.
     */
    boolean more() {
        if (ended) {
            return false;
        }
        line();
        int kept = limit - position;
        bytesBefore += position;
        if (bytesBefore + kept - recordStart > recordBytes) {
            throw error("a record of more than " + recordBytes + " bytes");
        }
        watch.accept(bytesBefore + kept - recordStart);
        if (kept == buffer.length) {
            buffer = Arrays.copyOf(buffer, 2 * buffer.length);
        } else {
            System.arraycopy(buffer, position, buffer, 0, kept);
        }
        position = 0;
        counted = 0;
        limit = kept;
        try {
            int read = in.read(buffer, kept, buffer.length - kept);
            if (read < 0) {
                ended = true;
                return false;
            }
            limit += read;
            return true;
        } catch (ZipException damaged) {
            throw error("damaged gzip file: " + damaged.getMessage());
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    long bytesRead() {
        return bytesBefore + limit;
    }

    String file() {
        return file;
    }

    FormatException error(String problem) {
        return new FormatException(file, line(), problem);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot close " + file, failure);
        }
    }
}
