package dev.faultline.check.format;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/** Unpacks a file to its last byte: what follows the packed data would be passed over, and nobody would know. */
final class WholeGzip extends GZIPInputStream {
    private static final int TRAILER = 8;

    WholeGzip(InputStream packed, int buffer) throws IOException {
        super(packed, buffer);
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        int count;
        try {
            count = super.read(target, from, length);
        } catch (EOFException end) {
            // Readers of binary formats take the end of their content for something else.
            throw new ZipException("it ends early");
        }
        if (count < 0 && (inf.getRemaining() > TRAILER || in.read() >= 0)) {
            throw new ZipException("something else follows the packed data");
        }
        return count;
    }
}
