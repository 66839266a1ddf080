package dev.faultline.chaos.format;

import dev.faultline.chaos.format.LogField.Kind;
import java.util.List;
import java.util.regex.Pattern;

/** RocksDB's write-ahead log, {@code NUMBER.log}: each record is a batch of changes with the sequence number of the first. */
final class RocksWal implements LogFormat {
    private static final Pattern NAME = Pattern.compile(".*/[0-9]{6,}\\.log");

    @Override
    public String name() {
        return "rocksdb-wal";
    }

    @Override
    public String doc() {
        return "the write-ahead log of RocksDB";
    }

    @Override
    public boolean recognizes(String path, byte[] contents) {
        return NAME.matcher(path).matches()
                // Logs of other systems have such names, too, and zeros are room for records.
                && read(contents).entries().stream().anyMatch(record -> record.checksum() == LogRecord.Checksum.RIGHT);
    }

    @Override
    public LogLayout read(byte[] contents) {
        return RocksLog.read(contents, RocksWal::batch);
    }

    private static String batch(LogCursor batch) {
        batch.number("sequence", Kind.SEQUENCE, 8);
        batch.number("count", Kind.LENGTH, 4);
        while (batch.left() > 0) {
            int type = (int) batch.number("change", Kind.TYPE, 1);
            switch (type) {
                case 0x0, 0x7 -> text(batch, "key", Kind.KEY);
                case 0x1, 0x2, 0xF, 0x11, 0x16 -> pair(batch);
                case 0x3 -> text(batch, "note", Kind.OTHER);
                case 0x4, 0x8 -> {
                    batch.varint("family", Kind.OTHER);
                    text(batch, "key", Kind.KEY);
                }
                case 0x5, 0x6, 0xE, 0x10, 0x17 -> {
                    batch.varint("family", Kind.OTHER);
                    pair(batch);
                }
                case 0x9, 0xD, 0x12, 0x13 -> {
                    // marks that stand by themselves
                }
                case 0xA, 0xB, 0xC -> text(batch, "transaction", Kind.OTHER);
                default -> throw batch.wrong("changes of type " + type + " are not known");
            }
        }
        return "batch";
    }

    private static void pair(LogCursor batch) {
        text(batch, "key", Kind.KEY);
        text(batch, "value", Kind.VALUE);
    }

    static void text(LogCursor cursor, String name, Kind kind) {
        cursor.bytes(name, kind, cursor.varint(name + "-length", Kind.LENGTH));
    }

    @Override
    public byte[] seal(byte[] contents, LogRecord record) {
        return RocksLog.seal(contents, record);
    }

    @Override
    public byte[] arrange(byte[] contents, LogLayout layout, List<LogRecord> records) {
        return RocksLog.arrange(contents, layout, records);
    }
}
