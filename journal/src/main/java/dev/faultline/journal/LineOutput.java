package dev.faultline.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Lines of JSON on their way to a file: only whole lines leave, and a digest runs along. */
final class LineOutput implements AutoCloseable {
    private static final int FLUSH_BYTES = 1 << 16;

    private final String name;
    private final OutputStream out;
    private final MessageDigest digest = sha256();
    private final JsonBytes json = new JsonBytes(Limits.DEFAULT);
    private int lineStart;
    private boolean closed;

    LineOutput(String name, OutputStream out) {
        this.name = name;
        this.out = out;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Where to write the next line, which counts only after {@link #endLine}. */
    JsonBytes line() {
        if (closed) {
            throw new IllegalStateException(name + " is closed");
        }
        json.truncate(lineStart);
        return json;
    }

    /** Refuses a line that no reader would take. */
    void checkLine() {
        int length = json.size() - lineStart;
        if (length > Limits.DEFAULT.lineBytes()) {
            throw new IllegalArgumentException(
                    "a record of " + length + " bytes; a line has at most " + Limits.DEFAULT.lineBytes());
        }
    }

    void endLine() {
        json.ascii('\n');
        lineStart = json.size();
        if (lineStart >= FLUSH_BYTES) {
            flush();
        }
    }

    private void flush() {
        try {
            out.write(json.bytes(), 0, lineStart);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + name, e);
        }
        digest.update(json.bytes(), 0, lineStart);
        json.truncate(0);
        lineStart = 0;
    }

    /** The SHA-256 of all whole lines so far, in hexadecimal. */
    String digest() {
        flush();
        try {
            return HexFormat.of().formatHex(((MessageDigest) digest.clone()).digest());
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the SHA-256 of a JDK can be cloned", e);
        }
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (out) {
            flush();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close " + name, e);
        }
    }
}
