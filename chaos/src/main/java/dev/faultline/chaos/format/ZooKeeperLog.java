package dev.faultline.chaos.format;

import dev.faultline.chaos.format.LogField.Kind;
import dev.faultline.chaos.format.LogRecord.Role;

/**
 * ZooKeeper's transaction log, {@code log.ZXID}: a header of 16 bytes; for each transaction an Adler-32 checksum in 8 bytes,
 * a length, the transaction and a {@code B}; then zeros, for the file is made larger than it need be.
 */
final class ZooKeeperLog implements LogFormat {
    private static final String MAGIC = "ZKLG";
    private static final int CHECKSUM_BYTES = 8;
    private static final int PREFIX_BYTES = 12;

    @Override
    public String name() {
        return "zookeeper-log";
    }

    @Override
    public String doc() {
        return "the transaction log of ZooKeeper";
    }

    @Override
    public boolean recognizes(String path, byte[] contents) {
        return LogBytes.startsWith(contents, MAGIC);
    }

    @Override
    public LogLayout read(byte[] contents) {
        return LogLayout.scan(contents, cursor -> cursor.at() == 0 ? header(cursor, contents) : next(cursor, contents));
    }

    private static LogRecord header(LogCursor cursor, byte[] contents) {
        if (!LogBytes.startsWith(contents, MAGIC)) {
            throw cursor.wrong("a transaction log begins with " + MAGIC);
        }
        cursor.number("magic", Kind.MARK, 4);
        cursor.number("version", Kind.TYPE, 4);
        cursor.number("dbid", Kind.OTHER, 8);
        return cursor.record(Role.FRAME, "header", LogRecord.Checksum.NONE);
    }

    private static LogRecord next(LogCursor cursor, byte[] contents) {
        int from = cursor.at();
        if (cursor.left() < PREFIX_BYTES || LogBytes.big(contents, from + CHECKSUM_BYTES, 4) == 0) {
            if (cursor.zeros() == 0) {
                throw cursor.wrong("at byte " + from + " is neither a transaction nor room for one");
            }
            return cursor.record(Role.PADDING, "room", LogRecord.Checksum.NONE);
        }
        long checksum = cursor.number("checksum", Kind.CHECKSUM, CHECKSUM_BYTES);
        long length = cursor.number("length", Kind.LENGTH, 4);
        int begin = cursor.at();
        String type = new ZooKeeperTransaction(cursor.part(length)).read();
        cursor.skipTo(begin + (int) length);
        int mark = (int) cursor.number("end", Kind.MARK, 1);
        if (mark != 'B') {
            throw cursor.wrong("the transaction at byte " + from + " ends with byte " + mark + ", not with B");
        }
        boolean right = checksum == LogBytes.adler(contents, begin, begin + (int) length);
        return cursor.record(Role.RECORD, type, LogBytes.verdict(right));
    }

    @Override
    public byte[] seal(byte[] contents, LogRecord record) {
        if (record.role() != Role.RECORD) {
            return contents;
        }
        byte[] sealed = contents.clone();
        long adler = LogBytes.adler(contents, record.from() + PREFIX_BYTES, record.to() - 1);
        LogBytes.putBig(sealed, record.from(), CHECKSUM_BYTES, adler);
        return sealed;
    }
}
