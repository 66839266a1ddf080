package dev.faultline.chaos.format;

import java.util.zip.Adler32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/** Numbers in bytes, and the checksums of logs. */
final class LogBytes {
    private static final int MASK_DELTA = 0xa282ead8;

    private LogBytes() {}

    /** Returns an unsigned number, the least byte first. */
    static long little(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = count - 1; i >= 0; i--) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        return value;
    }

    /** Returns an unsigned number, the greatest byte first. */
    static long big(byte[] bytes, int at, int count) {
        long value = 0;
        for (int i = 0; i < count; i++) {
            value = value << 8 | (bytes[at + i] & 0xff);
        }
        return value;
    }

    static void putLittle(byte[] bytes, int at, int count, long value) {
        for (int i = 0; i < count; i++) {
            bytes[at + i] = (byte) (value >>> (8 * i));
        }
    }

    static void putBig(byte[] bytes, int at, int count, long value) {
        for (int i = 0; i < count; i++) {
            bytes[at + i] = (byte) (value >>> (8 * (count - 1 - i)));
        }
    }

    static boolean startsWith(byte[] bytes, String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            if (i >= bytes.length || bytes[i] != ascii.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    static long adler(byte[] bytes, int from, int to) {
        return sum(new Adler32(), bytes, from, to);
    }

    static int crc32c(byte[] bytes, int from, int to) {
        return (int) sum(new CRC32C(), bytes, from, to);
    }

    /** Rotated, and a constant added, so that a checksum over bytes with checksums in them is none of a kind. */
    static int maskedCrc32c(byte[] bytes, int from, int to) {
        return Integer.rotateRight(crc32c(bytes, from, to), 15) + MASK_DELTA;
    }

    static LogRecord.Checksum verdict(boolean right) {
        return right ? LogRecord.Checksum.RIGHT : LogRecord.Checksum.WRONG;
    }

    static long sum(Checksum checksum, byte[] bytes, int from, int to) {
        checksum.update(bytes, from, to - from);
        return checksum.getValue();
    }
}
