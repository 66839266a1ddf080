package dev.faultline.chaos.format;

import dev.faultline.chaos.format.LogField.Kind;
import dev.faultline.chaos.format.LogRecord.Checksum;
import dev.faultline.chaos.format.LogRecord.Role;
import java.util.Arrays;
import java.util.List;

/**
 * The end of a table. LevelDB's has 48 bytes: two places and a mark. RocksDB's has 53, with the kind of checksum before and a
 * version behind the places; from version 6 on it says only how large the block before it is, and has a checksum of its own.
 *
 * @param context what is added to checksums by where they stand; 0 for nothing
 */
record RocksFooter(int from, int version, Sum checksum, int context, RocksBlock metaIndex, RocksBlock index) {
    private static final long LEVEL_MAGIC = 0xdb4775248b80fb57L;
    private static final long MAGIC = 0x88e241b785f4cff7L;
    private static final int LEVEL_BYTES = 48;
    private static final int BYTES = 53;
    private static final int PLACES_BYTES = 40;
    private static final int OWN_SUM_AT = 5;
    private static final int NEWEST_WITH_PLACES = 5;
    private static final int LAST_BYTE_PRIME = 0x6b9083d9;

    /** Kinds of checksums, by their numbers. */
    enum Sum {
        NONE,
        CRC32C,
        XXH32,
        XXH64,
        XXH3,
        OTHER
    }

    private static final List<Sum> SUMS = List.of(Sum.NONE, Sum.CRC32C, Sum.XXH32, Sum.XXH64, Sum.XXH3);

    static boolean isAtEndOf(byte[] contents) {
        if (contents.length < LEVEL_BYTES) {
            return false;
        }
        long magic = LogBytes.little(contents, contents.length - 8, 8);
        return magic == LEVEL_MAGIC || (magic == MAGIC && contents.length >= BYTES);
    }

    /** Reads it; of version 6 on it does not know the index, which is then an empty block. */
    static RocksFooter read(byte[] contents) {
        if (!isAtEndOf(contents)) {
            throw new NotUnderstoodException("the file does not end with the footer of a block-based table");
        }
        boolean isLevel = LogBytes.little(contents, contents.length - 8, 8) == LEVEL_MAGIC;
        int from = contents.length - (isLevel ? LEVEL_BYTES : BYTES);
        if (isLevel) {
            LogCursor places = new LogCursor(contents, from, contents.length);
            return new RocksFooter(
                    from, 0, Sum.CRC32C, 0, place(places, contents, "meta-index"), place(places, contents, "index"));
        }
        int kind = contents[from];
        Sum sum = kind >= 0 && kind < SUMS.size() ? SUMS.get(kind) : Sum.OTHER;
        int version = (int) LogBytes.little(contents, contents.length - 12, 4);
        LogCursor places = new LogCursor(contents, from + 1, contents.length);
        if (version <= NEWEST_WITH_PLACES) {
            return new RocksFooter(
                    from, version, sum, 0, place(places, contents, "meta-index"), place(places, contents, "index"));
        }
        int context = (int) LogBytes.little(contents, from + 9, 4);
        long size = LogBytes.little(contents, from + 13, 4);
        long begin = from - RocksTable.TRAILER_BYTES - size;
        if (begin < 0) {
            throw new NotUnderstoodException("the block before the footer is said to have " + size + " bytes");
        }
        return new RocksFooter(
                from,
                version,
                sum,
                context,
                new RocksBlock("meta-index", (int) begin, from - RocksTable.TRAILER_BYTES, false),
                new RocksBlock("index", 0, 0, false));
    }

    /** Reads where a block stands, which must be before this place. */
    static RocksBlock place(LogCursor cursor, byte[] contents, String type) {
        long offset = cursor.varint("offset", Kind.OTHER);
        long size = cursor.varint("size", Kind.LENGTH);
        return block(contents, type, offset, size, false);
    }

    static RocksBlock block(byte[] contents, String type, long offset, long size, boolean isDeltaCoded) {
        if (offset < 0
                || size < 0
                || offset > contents.length
                || size > contents.length - offset - RocksTable.TRAILER_BYTES) {
            throw new NotUnderstoodException(
                    "the block " + type + " is said to be at byte " + offset + " and have " + size + " bytes");
        }
        return new RocksBlock(type, (int) offset, (int) (offset + size), isDeltaCoded);
    }

    /** Returns the checksum of a block with the byte behind it. */
    int sumOf(byte[] contents, int from, int to) {
        int plain = switch (checksum) {
            case NONE, OTHER -> 0;
            case CRC32C -> LogBytes.maskedCrc32c(contents, from, to);
            case XXH32 -> XxHash.hash32(contents, from, to);
            case XXH64 -> (int) XxHash.hash64(contents, from, to);
            // the last byte, which says how the block is compressed, is mixed in afterwards
            case XXH3 -> (int) Xxh3.hash(contents, from, to - 1) ^ (contents[to - 1] & 0xff) * LAST_BYTE_PRIME;
        };
        return plain + modifier(from);
    }

    private int modifier(long offset) {
        return context == 0 ? 0 : context ^ ((int) offset + (int) (offset >>> 32));
    }

    private int ownSum(byte[] contents) {
        byte[] footer = Arrays.copyOfRange(contents, from, contents.length);
        LogBytes.putLittle(footer, OWN_SUM_AT, 4, 0);
        return sumOf(footer, 0, footer.length) - modifier(0) + modifier(from);
    }

    void seal(byte[] contents) {
        if (version > NEWEST_WITH_PLACES) {
            LogBytes.putLittle(contents, from + OWN_SUM_AT, 4, ownSum(contents));
        }
    }

    LogRecord record(byte[] contents) {
        LogCursor cursor = new LogCursor(contents, from, contents.length).littleEndian();
        Checksum verdict = Checksum.NONE;
        boolean isLevel = contents.length - from == LEVEL_BYTES;
        if (!isLevel) {
            cursor.number("checksum-type", Kind.TYPE, 1);
        }
        if (version <= NEWEST_WITH_PLACES) {
            int end = cursor.at() + PLACES_BYTES;
            for (String type : new String[] {"meta-index", "index"}) {
                cursor.varint(type + "-offset", Kind.OTHER);
                cursor.varint(type + "-size", Kind.LENGTH);
            }
            cursor.skipTo(end);
        } else {
            cursor.bytes("extended-magic", Kind.MARK, 4);
            int sum = (int) cursor.number("checksum", Kind.CHECKSUM, 4);
            cursor.number("context", Kind.OTHER, 4);
            cursor.number("meta-index-size", Kind.LENGTH, 4);
            cursor.skipTo(cursor.at() + 24);
            verdict = checksum == Sum.OTHER ? Checksum.UNCHECKED : LogBytes.verdict(sum == ownSum(contents));
        }
        if (!isLevel) {
            cursor.number("version", Kind.TYPE, 4);
        }
        cursor.number("magic", Kind.MARK, 8);
        return cursor.record(Role.FRAME, "footer", verdict);
    }
}
