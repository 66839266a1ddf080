package dev.faultline.examples;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Reads whole lines of UTF-8.
 *
 * <p>A line without its end is no line: half of "write k 10" from a client that died is a different command.
 */
public final class LineReader {
    private static final int LIMIT_BYTES = 8_192;

    private final InputStream in;

    /** Reads from a stream, which stays the caller's to close. */
    public LineReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    /** Returns the next line without its end; empty when the stream ends before. */
    public Optional<String> next() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int b = in.read(); b != -1; b = in.read()) {
            if (b == '\n') {
                return Optional.of(line.toString(StandardCharsets.UTF_8));
            }
            if (line.size() == LIMIT_BYTES) {
                throw new IOException("a line of more than " + LIMIT_BYTES + " bytes");
            }
            line.write(b);
        }
        return Optional.empty();
    }
}
