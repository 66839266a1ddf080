package dev.faultline.check.isolation;

import dev.faultline.check.format.FormatException;
import dev.faultline.check.format.HistoryFile;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The lines of a text, as all other formats count them: they end in LF, or CR and LF. {@link java.io.BufferedReader} takes a CR
 * alone for an end, too.
 */
final class TextLines implements AutoCloseable {

    private static final int BUFFER = 1 << 14;

    private final Path file;
    private final Reader in;
    private final char[] buffer = new char[BUFFER];
    private final StringBuilder begun = new StringBuilder();
    private int position;
    private int limit;
    private long line;

    TextLines(Path file) {
        this.file = file;
        in = new InputStreamReader(HistoryFile.open(file), StandardCharsets.UTF_8);
    }

    /** The number of the latest line, from 1. */
    long number() {
        return line;
    }

    /** The next line without blanks around it; null after the last. */
    @Nullable
    String next() throws IOException {
        begun.setLength(0);
        while (position < limit || more()) {
            int from = position;
            while (position < limit && buffer[position] != '\n') {
                position++;
            }
            begun.append(buffer, from, position - from);
            if (position < limit) {
                position++;
                return told();
            }
        }
        return begun.isEmpty() ? null : told();
    }

    private String told() {
        line++;
        String text = begun.toString().strip();
        if (text.indexOf('\r') >= 0) {
            throw new FormatException(file.toString(), line, "a CR without LF within a line; lines end in LF or CR LF");
        }
        return text;
    }

    private boolean more() throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer, 0, BUFFER));
        return limit > 0;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
