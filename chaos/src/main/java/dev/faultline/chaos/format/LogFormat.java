package dev.faultline.chaos.format;

import java.io.ByteArrayOutputStream;
import java.util.List;

/**
 * How files of one kind are made up. A system describes its own by a class with a public constructor without parameters,
 * named in {@code META-INF/services/dev.faultline.chaos.format.LogFormat} of a jar.
 *
 * <p>Formats have no state; any thread may call them. None of the methods changes the bytes that it is given, and none but
 * {@link #seal} and {@link #arrange} may throw, whatever the bytes are.
 */
public interface LogFormat {
    /** Returns its name in faults: lower-case letters, digits and hyphens. */
    String name();

    /** Returns what files have it, as {@code the transaction log of ZooKeeper}. */
    String doc();

    /**
     * Returns whether a file is of this format, by its path and what is in it.
     *
     * @param path absolute, on the disk of a node
     */
    boolean recognizes(String path, byte[] contents);

    /** Splits a file into records. */
    LogLayout read(byte[] contents);

    /**
     * Returns the file with every checksum right that covers the record; without change where the format has none.
     *
     * @param record of the layout before its bytes were changed
     * @throws IllegalArgumentException if the checksum is of a kind that cannot be computed; the message says which
     */
    default byte[] seal(byte[] contents, LogRecord record) {
        return contents;
    }

    /**
     * Returns the file with other records, in their order: some of those that it has, some perhaps twice. Unless a format
     * says otherwise their bytes follow each other, and then what is not understood.
     *
     * @param layout of the contents
     * @param records of the layout
     */
    default byte[] arrange(byte[] contents, LogLayout layout, List<LogRecord> records) {
        ByteArrayOutputStream file = new ByteArrayOutputStream(contents.length);
        records.forEach(record -> file.write(contents, record.from(), record.length()));
        file.write(contents, layout.understood(), contents.length - layout.understood());
        return file.toByteArray();
    }
}
