package dev.faultline.chaos.format;

import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads a record from left to right and notes its fields. Where bytes are missing or cannot be, the record is not
 * understood, and reading ends there. Numbers are big-endian unless it is told otherwise. Not thread-safe.
 */
public final class LogCursor {
    /** The most fields of a record that are noted; the others are read like these. */
    public static final int FIELDS_MAX = 2_000;

    private final byte[] bytes;
    private final int from;
    private final int end;
    private final List<LogField> fields;
    private ByteOrder order = ByteOrder.BIG_ENDIAN;
    private int at;

    LogCursor(byte[] bytes, int from, int end) {
        this(bytes, from, end, new ArrayList<>());
    }

    private LogCursor(byte[] bytes, int from, int end, List<LogField> fields) {
        this.bytes = bytes;
        this.from = from;
        this.end = end;
        this.fields = fields;
        at = from;
    }

    /** Reads numbers with the least byte first from now on. */
    public LogCursor littleEndian() {
        order = ByteOrder.LITTLE_ENDIAN;
        return this;
    }

    /** Returns the position in the file. */
    public int at() {
        return at;
    }

    /** Returns how many bytes are left. */
    public int left() {
        return end - at;
    }

    /** Returns the byte so far ahead, 0 to 255. */
    public int peek(int ahead) {
        require(ahead + 1L);
        return bytes[at + ahead] & 0xff;
    }

    /** Returns that the record is not understood, to be thrown. */
    public RuntimeException wrong(String why) {
        return new NotUnderstoodException(why);
    }

    private void require(long count) {
        if (count < 0 || count > left()) {
            throw wrong("at byte " + at + " " + count + " bytes are expected, and there are " + left());
        }
    }

    private void note(String name, LogField.Kind kind, int begin) {
        if (fields.size() < FIELDS_MAX) {
            fields.add(new LogField(name, kind, begin, at));
        }
    }

    /**
     * Reads a number as a field.
     *
     * @param count of bytes, 1 to 8
     * @return the number, with its sign
     */
    public long number(String name, LogField.Kind kind, int count) {
        require(count);
        long value = 0;
        for (int i = 0; i < count; i++) {
            int place = order == ByteOrder.BIG_ENDIAN ? i : count - 1 - i;
            value = value << 8 | (bytes[at + place] & 0xff);
        }
        at += count;
        note(name, kind, at - count);
        int unused = 64 - 8 * count;
        return value << unused >> unused;
    }

    /** Reads a number of seven bits a byte, the least ones first, as a field. */
    public long varint(String name, LogField.Kind kind) {
        int begin = at;
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            int next = peek(0);
            at++;
            value |= (long) (next & 0x7f) << shift;
            if (next < 0x80) {
                note(name, kind, begin);
                return value;
            }
        }
        throw wrong("the number at byte " + begin + " has no end");
    }

    /** Reads the same with its sign in the lowest bit. */
    public long zigzag(String name, LogField.Kind kind) {
        long value = varint(name, kind);
        return value >>> 1 ^ -(value & 1);
    }

    /** Reads so many bytes as a field, perhaps none. */
    public void bytes(String name, LogField.Kind kind, long count) {
        require(count);
        at += (int) count;
        note(name, kind, at - (int) count);
    }

    /** Reads a length of four bytes, and so many bytes; a length of -1 is that of nothing. */
    public int counted(String name, LogField.Kind kind) {
        int length = (int) number(name + "-length", LogField.Kind.LENGTH, 4);
        bytes(name, kind, length == -1 ? 0 : length);
        return length;
    }

    /** Returns one that reads the next so many bytes, and notes its fields here. */
    public LogCursor part(long count) {
        require(count);
        LogCursor part = new LogCursor(bytes, at, at + (int) count, fields);
        part.order = order;
        return part;
    }

    /** Goes on behind what a part has been read for. */
    public void skipTo(int position) {
        require((long) position - at);
        at = position;
    }

    /** Goes over bytes while they are zero, and returns how many. */
    public int zeros() {
        int begin = at;
        while (at < end && bytes[at] == 0) {
            at++;
        }
        return at - begin;
    }

    /** Returns the record from where reading began up to here. */
    public LogRecord record(LogRecord.Role role, String type, LogRecord.Checksum checksum) {
        if (at == from) {
            throw wrong("a record of no bytes at byte " + at);
        }
        return new LogRecord(role, type, from, at, fields, checksum);
    }

    byte[] array() {
        return bytes;
    }

    List<LogField> fields() {
        return fields;
    }
}
