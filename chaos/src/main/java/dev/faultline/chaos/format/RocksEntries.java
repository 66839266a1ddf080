package dev.faultline.chaos.format;

import dev.faultline.chaos.format.LogField.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The entries of a block: each key without what it shares with the one before, and its value; then, for every some entries,
 * where one stands whole, and how many of these there are.
 */
final class RocksEntries {
    private static final int KEY_BYTES_MAX = 16 << 20;

    private RocksEntries() {}

    /**
     * An entry.
     *
     * @param key whole, a character for each byte
     * @param value the same
     */
    record Entry(String key, String value) {
        byte[] bytes() {
            return value.getBytes(StandardCharsets.ISO_8859_1);
        }

        /** Reads the value. */
        LogCursor cursor() {
            return new LogCursor(bytes(), 0, value.length());
        }
    }

    /** Notes the fields of a block that is not compressed; false if it is not made up so. */
    static boolean note(LogCursor cursor, RocksBlock block) {
        int noted = cursor.fields().size();
        try {
            LogCursor entries = cursor.part(block.size());
            read(entries, block);
            return true;
        } catch (NotUnderstoodException e) {
            cursor.fields().subList(noted, cursor.fields().size()).clear();
            return false;
        }
    }

    /** Reads the entries; the cursor has the block and nothing else. Values that are places are as long as they say. */
    static List<Entry> read(LogCursor cursor, RocksBlock block) {
        int end = cursor.at() + cursor.left();
        if (cursor.left() < 4) {
            throw cursor.wrong("the block is too short");
        }
        // The highest bit says that a hash index is there, which is behind the entries, too.
        long restarts = LogBytes.little(cursor.array(), end - 4, 4);
        long tail = 4 + 4 * (restarts & 0xfffffff);
        if (restarts >>> 28 != 0 || tail > cursor.left()) {
            throw cursor.wrong("the block cannot have " + restarts + " restarts");
        }
        LogCursor entries = cursor.part(cursor.left() - tail);
        List<Entry> found = new ArrayList<>();
        byte[] key = {};
        long keyBytes = 0;
        while (entries.left() > 0) {
            int shared = (int) entries.varint("shared", Kind.LENGTH);
            long own = entries.varint("key-length", Kind.LENGTH);
            long value = block.isDeltaCoded() ? -1 : entries.varint("value-length", Kind.LENGTH);
            int keyFrom = entries.at();
            entries.bytes("key", Kind.KEY, own);
            if (shared < 0 || shared > key.length) {
                throw entries.wrong("the key at byte " + keyFrom + " cannot share " + shared + " bytes");
            }
            if (found.size() == LogLayout.RECORDS_MAX) {
                throw entries.wrong("the block has more than " + LogLayout.RECORDS_MAX + " entries");
            }
            keyBytes += shared + own;
            if (keyBytes > KEY_BYTES_MAX) {
                throw entries.wrong("the keys of the block have more than " + KEY_BYTES_MAX + " bytes together");
            }
            byte[] whole = Arrays.copyOf(key, shared + (int) own);
            System.arraycopy(cursor.array(), keyFrom, whole, shared, (int) own);
            key = whole;
            int valueFrom = entries.at();
            if (value >= 0) {
                entries.bytes("value", Kind.VALUE, value);
            } else {
                entries.zigzag("offset-or-size", Kind.VALUE);
                if (shared == 0) {
                    entries.varint("size", Kind.LENGTH);
                }
            }
            found.add(new Entry(
                    new String(key, StandardCharsets.ISO_8859_1),
                    new String(cursor.array(), valueFrom, entries.at() - valueFrom, StandardCharsets.ISO_8859_1)));
        }
        cursor.skipTo(entries.at());
        cursor.bytes("restarts", Kind.OTHER, cursor.left() - 4L);
        cursor.number("restart-count", Kind.LENGTH, 4);
        return found;
    }
}
