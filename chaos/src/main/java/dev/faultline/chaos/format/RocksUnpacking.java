package dev.faultline.chaos.format;

import java.util.Arrays;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks blocks of a table, to read the index: what is not compressed, or by zlib, Snappy or LZ4. Zstandard and the others
 * are not known here. Snappy says itself how much comes out; before the others stands a number that does.
 */
final class RocksUnpacking {
    private static final int BYTES_MAX = 16 << 20;
    private static final int SNAPPY = 1;
    private static final int ZLIB = 2;
    private static final int LZ4 = 4;
    private static final int LZ4_HC = 5;
    private static final int NIBBLE = 15;

    private final byte[] in;
    private final int end;
    private int at;
    private byte[] out = {};
    private int size;

    private RocksUnpacking(byte[] in, int from, int end) {
        this.in = in;
        this.end = end;
        at = from;
    }

    /** Returns what is in a block; empty if it cannot be unpacked. */
    static Optional<byte[]> of(byte[] contents, RocksBlock block) {
        int kind = contents[block.to()];
        if (kind == 0) {
            return Optional.of(Arrays.copyOfRange(contents, block.from(), block.to()));
        }
        RocksUnpacking unpacking = new RocksUnpacking(contents, block.from(), block.to());
        try {
            return switch (kind) {
                case SNAPPY -> Optional.of(unpacking.snappy());
                case ZLIB -> Optional.of(unpacking.zlib());
                case LZ4, LZ4_HC -> Optional.of(unpacking.lz4());
                default -> Optional.empty();
            };
        } catch (IndexOutOfBoundsException | NotUnderstoodException | DataFormatException e) {
            return Optional.empty(); // bytes that no packing made
        }
    }

    private void begin() {
        long length = 0;
        for (int shift = 0; ; shift += 7) {
            int next = next();
            length |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                break;
            }
        }
        if (length < 0 || length > BYTES_MAX) {
            throw new NotUnderstoodException("a block of " + length + " bytes is too large");
        }
        out = new byte[(int) length];
    }

    private int next() {
        if (at >= end) {
            throw new NotUnderstoodException("the block ends too soon");
        }
        return in[at++] & 0xff;
    }

    private byte[] zlib() throws DataFormatException {
        begin();
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(in, at, end - at);
            size = inflater.inflate(out);
        }
        return done();
    }

    private byte[] done() {
        if (size != out.length) {
            throw new NotUnderstoodException("the block has " + size + " bytes, not " + out.length);
        }
        return out;
    }

    private void literal(int count) {
        if (count < 0 || count > end - at) {
            throw new NotUnderstoodException("the block ends too soon");
        }
        System.arraycopy(in, at, out, size, count);
        at += count;
        size += count;
    }

    /** What was there so far back, byte by byte, for it may reach into itself. */
    private void copy(int back, int count) {
        if (back <= 0 || back > size) {
            throw new NotUnderstoodException("the block refers to what is not there");
        }
        for (int i = 0; i < count; i++) {
            out[size] = out[size - back];
            size++;
        }
    }

    private int little(int count) {
        int value = 0;
        for (int i = 0; i < count; i++) {
            value |= next() << (8 * i);
        }
        return value;
    }

    private byte[] snappy() {
        begin();
        while (at < end) {
            int tag = next();
            int length = tag >> 2;
            switch (tag & 3) {
                case 0 -> literal(1 + (length < 60 ? length : little(length - 59)));
                case 1 -> copy((length >> 3) << 8 | next(), 4 + (length & 7));
                case 2 -> copy(little(2), 1 + length);
                default -> copy(little(4), 1 + length);
            }
        }
        return done();
    }

    private byte[] lz4() {
        begin();
        while (at < end) {
            int token = next();
            literal(extended(token >> 4));
            if (at < end) {
                int back = little(2);
                copy(back, 4 + extended(token & NIBBLE));
            }
        }
        return done();
    }

    private int extended(int nibble) {
        int length = nibble;
        if (nibble == NIBBLE) {
            int more;
            do {
                more = next();
                length += more;
            } while (more == 255);
        }
        return length;
    }
}
