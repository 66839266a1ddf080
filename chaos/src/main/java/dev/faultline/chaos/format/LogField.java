package dev.faultline.chaos.format;

/**
 * Bytes of a record that mean something.
 *
 * @param name of the field in its format; several of a record may have the same
 * @param kind what it is for
 * @param from its first byte in the file
 * @param to the first byte behind it
 */
public record LogField(String name, Kind kind, int from, int to) {
    /** What a field is for, in every format. */
    public enum Kind {
        /** A fixed value by which files or records are known. */
        MARK,
        /** How many bytes, or other things, follow. */
        LENGTH,
        /** Over other bytes. */
        CHECKSUM,
        /** What kind of record or value it is. */
        TYPE,
        /** A number that orders records: a transaction id, an offset, a sequence number. */
        SEQUENCE,
        /** A time. */
        TIME,
        /** A key, path or name. */
        KEY,
        /** What was stored under a key. */
        VALUE,
        /** Anything else. */
        OTHER
    }

    /**
     * Checks the bytes.
     *
     * @throws IllegalArgumentException if it ends before it begins
     */
    public LogField {
        if (from < 0 || to < from) {
            throw new IllegalArgumentException("field " + name + " is from byte " + from + " to " + to);
        }
    }

    /** Returns how many bytes it has, perhaps none. */
    public int length() {
        return to - from;
    }
}
