package dev.faultline.chaos.format;

import dev.faultline.chaos.format.LogField.Kind;
import dev.faultline.chaos.format.LogRecord.Checksum;
import dev.faultline.chaos.format.LogRecord.Role;

/** The file of the small servers of the gallery: a line for each change, its key, its value, and a dot. */
final class GalleryStore implements LogFormat {
    @Override
    public String name() {
        return "gallery-store";
    }

    @Override
    public String doc() {
        return "the changes that the small servers of the gallery keep";
    }

    @Override
    public boolean recognizes(String path, byte[] contents) {
        return path.endsWith("/changes") && !read(contents).records().isEmpty();
    }

    @Override
    public LogLayout read(byte[] contents) {
        return LogLayout.scan(contents, GalleryStore::line);
    }

    private static LogRecord line(LogCursor cursor) {
        cursor.bytes("key", Kind.KEY, until(cursor, ' '));
        cursor.bytes("space", Kind.MARK, 1);
        cursor.bytes("value", Kind.VALUE, until(cursor, ' '));
        cursor.bytes("space", Kind.MARK, 1);
        if (cursor.peek(0) != '.' || cursor.peek(1) != '\n') {
            throw cursor.wrong("the line does not end with a dot at byte " + cursor.at());
        }
        cursor.bytes("end", Kind.MARK, 2);
        return cursor.record(Role.RECORD, "change", Checksum.NONE);
    }

    private static int until(LogCursor cursor, char end) {
        int count = 0;
        while (cursor.peek(count) != end) {
            if (cursor.peek(count) == '\n') {
                throw cursor.wrong("the line ends too soon at byte " + (cursor.at() + count));
            }
            count++;
        }
        return count;
    }
}
