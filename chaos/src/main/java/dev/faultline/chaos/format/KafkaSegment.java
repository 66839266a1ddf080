package dev.faultline.chaos.format;

import dev.faultline.chaos.format.LogField.Kind;
import dev.faultline.chaos.format.LogRecord.Checksum;
import dev.faultline.chaos.format.LogRecord.Role;
import java.util.regex.Pattern;

/**
 * A segment of a Kafka log, {@code OFFSET.log}, or a snapshot of its metadata: batches of version 2, as they are sent, too.
 * The CRC-32C is over all that stands behind it. The records of a batch that is compressed are one field.
 */
final class KafkaSegment implements LogFormat {
    private static final Pattern NAME = Pattern.compile(".*/[0-9]{20}(-[0-9]{10})?\\.(log|checkpoint|log\\.deleted)");
    private static final int MAGIC_AT = 16;
    private static final int CRC_AT = 17;
    private static final int CHECKED_AT = 21;
    private static final int LENGTH_COUNTS_FROM = 12;
    private static final int COMPRESSION = 7;
    private static final int CONTROL = 0x20;

    @Override
    public String name() {
        return "kafka-segment";
    }

    @Override
    public String doc() {
        return "a segment of a Kafka log, or a snapshot of its metadata";
    }

    @Override
    public boolean recognizes(String path, byte[] contents) {
        return NAME.matcher(path).matches() && contents.length > MAGIC_AT && contents[MAGIC_AT] == 2;
    }

    @Override
    public LogLayout read(byte[] contents) {
        return LogLayout.scan(contents, cursor -> batch(cursor, contents));
    }

    private static LogRecord batch(LogCursor cursor, byte[] contents) {
        int from = cursor.at();
        if (cursor.left() >= LENGTH_COUNTS_FROM
                && LogBytes.big(contents, from, LENGTH_COUNTS_FROM - 4) == 0
                && LogBytes.big(contents, from + 8, 4) == 0) {
            cursor.zeros();
            return cursor.record(Role.PADDING, "room", Checksum.NONE);
        }
        cursor.number("base-offset", Kind.SEQUENCE, 8);
        long length = cursor.number("length", Kind.LENGTH, 4);
        int end = cursor.at() + (int) Math.max(0, length);
        LogCursor batch = cursor.part(length);
        batch.number("leader-epoch", Kind.OTHER, 4);
        long magic = batch.number("magic", Kind.MARK, 1);
        if (magic != 2) {
            throw cursor.wrong("the batch at byte " + from + " is of version " + magic + "; only version 2 is known");
        }
        int crc = (int) batch.number("checksum", Kind.CHECKSUM, 4);
        int attributes = (int) batch.number("attributes", Kind.TYPE, 2);
        batch.number("last-offset", Kind.SEQUENCE, 4);
        batch.number("base-time", Kind.TIME, 8);
        batch.number("max-time", Kind.TIME, 8);
        batch.number("producer", Kind.OTHER, 8);
        batch.number("producer-epoch", Kind.OTHER, 2);
        batch.number("base-sequence", Kind.SEQUENCE, 4);
        int count = (int) batch.number("count", Kind.LENGTH, 4);
        if ((attributes & COMPRESSION) == 0) {
            records(batch, count);
        } else {
            batch.bytes("compressed", Kind.VALUE, batch.left());
        }
        cursor.skipTo(end);
        boolean right = crc == LogBytes.crc32c(contents, from + CHECKED_AT, end);
        return cursor.record(
                Role.RECORD, (attributes & CONTROL) != 0 ? "control-batch" : "batch", LogBytes.verdict(right));
    }

    /** What is not as a record should be ends it: the batch is whole for all that. */
    private static void records(LogCursor batch, int count) {
        int at = batch.at();
        try {
            for (int i = 0; i < count; i++) {
                long length = batch.zigzag("record-length", Kind.LENGTH);
                int end = batch.at() + (int) Math.max(0, Math.min(length, batch.left()));
                record(batch.part(length));
                batch.skipTo(end);
                at = end;
            }
        } catch (NotUnderstoodException e) {
            // what has been noted stands; the rest is one field
        }
        int left = batch.left() + batch.at() - at;
        if (left > 0) {
            int begin = at;
            batch.fields().removeIf(field -> field.from() >= begin);
            batch.fields().add(new LogField("rest", Kind.OTHER, begin, begin + left));
        }
    }

    private static void record(LogCursor record) {
        record.bytes("record-attributes", Kind.OTHER, 1);
        record.zigzag("time-delta", Kind.TIME);
        record.zigzag("offset-delta", Kind.SEQUENCE);
        record.bytes("key", Kind.KEY, Math.max(0, record.zigzag("key-length", Kind.LENGTH)));
        record.bytes("value", Kind.VALUE, Math.max(0, record.zigzag("value-length", Kind.LENGTH)));
        long headers = record.zigzag("headers", Kind.LENGTH);
        for (long i = 0; i < headers; i++) {
            record.bytes("header-key", Kind.OTHER, Math.max(0, record.zigzag("header-key-length", Kind.LENGTH)));
            record.bytes("header-value", Kind.OTHER, Math.max(0, record.zigzag("header-value-length", Kind.LENGTH)));
        }
    }

    @Override
    public byte[] seal(byte[] contents, LogRecord record) {
        if (record.role() != Role.RECORD) {
            return contents;
        }
        byte[] sealed = contents.clone();
        LogBytes.putBig(
                sealed, record.from() + CRC_AT, 4, LogBytes.crc32c(contents, record.from() + CHECKED_AT, record.to()));
        return sealed;
    }
}
