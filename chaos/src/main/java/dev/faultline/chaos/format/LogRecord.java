package dev.faultline.chaos.format;

import java.util.List;

/**
 * A stretch of a file.
 *
 * @param role what it is for the file
 * @param type what it is in its format, such as {@code setData}
 * @param from its first byte
 * @param to the first byte behind it
 * @param fields in their order, within the record; bytes between them mean nothing by themselves
 * @param checksum whether its checksum fits
 */
public record LogRecord(Role role, String type, int from, int to, List<LogField> fields, Checksum checksum) {
    /** What a stretch is for the file. */
    public enum Role {
        /** One of the things that the file is kept for. Those are counted where a fault speaks of records. */
        RECORD,
        /** What holds the file together: a header, an index, a footer. */
        FRAME,
        /** Room that was allocated, or left over. */
        PADDING,
        /** Something between records that the format says nothing of. */
        UNKNOWN
    }

    /** What is known of a checksum. */
    public enum Checksum {
        /** There is none. */
        NONE,
        /** It is that of the bytes. */
        RIGHT,
        /** It is not that of the bytes. */
        WRONG,
        /** It is of a kind that is not computed here. */
        UNCHECKED
    }

    /**
     * Checks the bytes.
     *
     * @throws IllegalArgumentException if the record has none, or a field is not within
     */
    public LogRecord {
        if (from < 0 || to <= from) {
            throw new IllegalArgumentException("record " + type + " is from byte " + from + " to " + to);
        }
        fields = List.copyOf(fields);
        for (LogField field : fields) {
            if (field.from() < from || field.to() > to) {
                throw new IllegalArgumentException("field " + field.name() + " is not within its record " + type);
            }
        }
    }

    /** Returns how many bytes it has. */
    public int length() {
        return to - from;
    }

    /** Returns the fields of this name, or of the kind that is called so, and have a byte. */
    public List<LogField> named(String name) {
        return fields.stream()
                .filter(field -> field.length() > 0)
                .filter(field ->
                        field.name().equals(name) || field.kind().name().equalsIgnoreCase(name))
                .toList();
    }
}
