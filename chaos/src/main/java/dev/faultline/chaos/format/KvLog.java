package dev.faultline.chaos.format;

import dev.faultline.chaos.format.LogField.Kind;
import dev.faultline.chaos.format.LogRecord.Role;
import java.util.zip.CRC32;

/**
 * The log of the example {@code kv}: for each record a length, a CRC-32 of the body, and the body, which begins with {@code E}
 * for an entry with its index and epoch, or {@code V} for an epoch with a vote.
 */
final class KvLog implements LogFormat {
    private static final int HEADER_BYTES = 8;

    @Override
    public String name() {
        return "kv-log";
    }

    @Override
    public String doc() {
        return "the log of the example kv";
    }

    @Override
    public boolean recognizes(String path, byte[] contents) {
        LogLayout layout = path.endsWith("/log") ? read(contents) : LogLayout.unknown(contents, "another name");
        return !layout.records().isEmpty() && layout.records().getFirst().checksum() == LogRecord.Checksum.RIGHT;
    }

    @Override
    public LogLayout read(byte[] contents) {
        return LogLayout.scan(contents, cursor -> record(cursor, contents));
    }

    private static LogRecord record(LogCursor cursor, byte[] contents) {
        int from = cursor.at();
        long length = cursor.number("length", Kind.LENGTH, 4);
        if (length <= 0) {
            throw cursor.wrong("the record at byte " + from + " has a length of " + length);
        }
        int checksum = (int) cursor.number("checksum", Kind.CHECKSUM, 4);
        int end = cursor.at() + (int) Math.min(length, cursor.left());
        LogCursor body = cursor.part(length);
        String type = body(body);
        cursor.skipTo(end);
        return cursor.record(Role.RECORD, type, LogBytes.verdict(checksum == crc(contents, from + HEADER_BYTES, end)));
    }

    private static String body(LogCursor body) {
        int type = (int) body.number("type", Kind.TYPE, 1);
        boolean entry = type == 'E';
        if (entry && body.left() >= 16) {
            body.number("index", Kind.SEQUENCE, 8);
        }
        if ((entry || type == 'V') && body.left() >= 8) {
            body.number("epoch", Kind.SEQUENCE, 8);
        }
        body.bytes(entry ? "command" : "vote", Kind.VALUE, body.left());
        return entry ? "entry" : type == 'V' ? "vote" : "type " + type;
    }

    private static int crc(byte[] contents, int from, int to) {
        return (int) LogBytes.sum(new CRC32(), contents, from, to);
    }

    @Override
    public byte[] seal(byte[] contents, LogRecord record) {
        byte[] sealed = contents.clone();
        LogBytes.putBig(sealed, record.from() + 4, 4, crc(contents, record.from() + HEADER_BYTES, record.to()));
        return sealed;
    }
}
