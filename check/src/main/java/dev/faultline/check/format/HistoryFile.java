package dev.faultline.check.format;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.ZipException;

/** The bytes of a file, unpacked if they are packed. */
public final class HistoryFile {

    private static final int BUFFER = 1 << 16;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

    private HistoryFile() {}

    /**
     * Opens the file. Content that begins like gzip is unpacked, whatever the name; a byte order mark of UTF-8 is skipped.
     *
     * @throws FormatException if it is a damaged gzip file
     * @throws UncheckedIOException if it cannot be read
     */
    public static InputStream open(Path file) {
        try {
            InputStream raw = new BufferedInputStream(Files.newInputStream(file), BUFFER);
            raw.mark(2);
            boolean packed = raw.read() == 0x1f && raw.read() == 0x8b;
            raw.reset();
            InputStream content = packed ? new BufferedInputStream(new WholeGzip(raw, BUFFER), BUFFER) : raw;
            skipByteOrderMark(content);
            return content;
        } catch (ZipException | EOFException damaged) {
            throw damaged(file.toString(), damaged);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }

    /**
     * What to say of a packed file that cannot be unpacked.
     *
     * @param cause a {@link ZipException}, or an {@link EOFException} where it ends too early
     */
    public static FormatException damaged(String file, IOException cause) {
        String why = cause instanceof EOFException ? "it ends early" : String.valueOf(cause.getMessage());
        return new FormatException(file, 0, "damaged gzip file: " + why);
    }

    /** The mark of UTF-8 before text; before other bytes it is no mark, but part of a number. */
    private static void skipByteOrderMark(InputStream content) throws IOException {
        content.mark(BYTE_ORDER_MARK.length + 1);
        byte[] first = content.readNBytes(BYTE_ORDER_MARK.length + 1);
        content.reset();
        boolean marked = first.length >= BYTE_ORDER_MARK.length
                && Arrays.equals(first, 0, BYTE_ORDER_MARK.length, BYTE_ORDER_MARK, 0, BYTE_ORDER_MARK.length);
        if (marked && (first.length == BYTE_ORDER_MARK.length || first[BYTE_ORDER_MARK.length] >= '\t')) {
            content.skipNBytes(BYTE_ORDER_MARK.length);
        }
    }

    /** The first {@code most} bytes of the unpacked content, fewer if it is shorter; throws as {@link #open}. */
    public static byte[] head(Path file, int most) {
        try (InputStream in = open(file)) {
            return in.readNBytes(most);
        } catch (ZipException | EOFException damaged) {
            throw damaged(file.toString(), damaged);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot read " + file, failure);
        }
    }
}
