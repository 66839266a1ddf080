package dev.faultline.journal;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.CharBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Reads a file line by line within its limits. Every line ends with a newline; one that does not was cut. */
final class Lines implements AutoCloseable {
    private static final int CHUNK_BYTES = 1 << 16;

    private final String source;
    private final InputStream in;
    private final Limits limits;
    private final StrictUtf8 utf8 = new StrictUtf8();
    private byte[] bytes = new byte[CHUNK_BYTES];
    private int from;
    private int to;
    private long number;

    Lines(String source, InputStream in, Limits limits, long linesBefore) {
        this.source = source;
        this.in = in;
        this.limits = limits;
        this.number = linesBefore;
    }

    /** The text of the next line without its newline, valid until the next call; null at the end of the file. */
    @Nullable
    CharBuffer next() {
        int end = newline();
        if (end < 0) {
            return null;
        }
        int start = from;
        from = end + 1;
        return utf8.decode(source, number, bytes, start, end - start);
    }

    /** Where the next newline is, or -1 at the end; counts the line. */
    private int newline() {
        int scanned = from;
        number++;
        while (true) {
            for (int i = scanned; i < to; i++) {
                if (bytes[i] == '\n') {
                    checkLength(i - from);
                    return i;
                }
            }
            checkLength(to - from);
            int unread = to - from;
            if (!fill()) {
                if (unread > 0) {
                    throw new MalformedJournalException(
                            source, number, 1, "the last line does not end with a newline; the file was cut short");
                }
                number--;
                return -1;
            }
            scanned = from + unread;
        }
    }

    private void checkLength(int length) {
        if (length > limits.lineBytes()) {
            throw new MalformedJournalException(
                    source, number, 1, "the line is longer than " + limits.lineBytes() + " bytes");
        }
    }

    private boolean fill() {
        if (from > 0) {
            System.arraycopy(bytes, from, bytes, 0, to - from);
            to -= from;
            from = 0;
        }
        if (to == bytes.length) {
            bytes = Arrays.copyOf(bytes, 2 * bytes.length);
        }
        try {
            int read = in.read(bytes, to, bytes.length - to);
            to += Math.max(read, 0);
            return read >= 0;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + source, e);
        }
    }

    /** The number of the line last read, from 1. */
    long number() {
        return number;
    }

    String source() {
        return source;
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + source, e);
        }
    }
}
