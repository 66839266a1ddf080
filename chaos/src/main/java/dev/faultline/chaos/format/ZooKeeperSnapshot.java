package dev.faultline.chaos.format;

import dev.faultline.chaos.format.LogField.Kind;
import dev.faultline.chaos.format.LogRecord.Checksum;
import dev.faultline.chaos.format.LogRecord.Role;

/**
 * A snapshot of ZooKeeper's tree, {@code snapshot.ZXID}, as it is written without compression: a header, the sessions, the
 * lists of permissions, the nodes of the tree until one named {@code /}, and an Adler-32 of all that is before it. Newer
 * versions add a digest and the last transaction, each with such a checksum behind it.
 */
final class ZooKeeperSnapshot implements LogFormat {
    private static final String MAGIC = "ZKSN";
    private static final int SEAL_BYTES = 13;
    private static final int DIGEST_BYTES = 20;

    @Override
    public String name() {
        return "zookeeper-snapshot";
    }

    @Override
    public String doc() {
        return "a snapshot of ZooKeeper that is not compressed";
    }

    @Override
    public boolean recognizes(String path, byte[] contents) {
        return LogBytes.startsWith(contents, MAGIC);
    }

    @Override
    public LogLayout read(byte[] contents) {
        Reader reader = new Reader(contents);
        return LogLayout.scan(contents, reader::next);
    }

    /** Computes all checksums anew, for each is over those before it, too. */
    @Override
    public byte[] seal(byte[] contents, LogRecord record) {
        byte[] sealed = contents.clone();
        for (LogRecord each : read(contents).records()) {
            if (each.type().equals("seal")) {
                LogBytes.putBig(sealed, each.from(), 8, LogBytes.adler(sealed, 0, each.from()));
            }
        }
        return sealed;
    }

    private enum Stage {
        HEADER,
        SESSIONS,
        ACLS,
        NODES,
        SEAL,
        EXTRAS
    }

    /** What comes next depends on what came before. */
    private static final class Reader {
        private final byte[] contents;
        private Stage stage = Stage.HEADER;
        private long left = -1;

        Reader(byte[] contents) {
            this.contents = contents;
        }

        LogRecord next(LogCursor cursor) {
            return switch (stage) {
                case HEADER -> header(cursor);
                case SESSIONS -> left < 0 ? count(cursor, "sessions", Stage.ACLS) : session(cursor);
                case ACLS -> left < 0 ? count(cursor, "acls", Stage.NODES) : acl(cursor);
                case NODES -> node(cursor);
                case SEAL -> seal(cursor);
                case EXTRAS -> extra(cursor);
            };
        }

        private LogRecord header(LogCursor cursor) {
            if (!LogBytes.startsWith(contents, MAGIC)) {
                throw cursor.wrong("a snapshot begins with " + MAGIC);
            }
            cursor.number("magic", Kind.MARK, 4);
            cursor.number("version", Kind.TYPE, 4);
            cursor.number("dbid", Kind.OTHER, 8);
            stage = Stage.SESSIONS;
            return frame(cursor, "header");
        }

        private LogRecord count(LogCursor cursor, String type, Stage next) {
            long count = cursor.number("count", Kind.LENGTH, 4);
            if (count < 0 || count > cursor.left()) {
                throw cursor.wrong("there cannot be " + count + " " + type);
            }
            left = count;
            end(next);
            return frame(cursor, type);
        }

        private void end(Stage next) {
            if (left == 0) {
                stage = next;
                left = -1;
            }
        }

        private LogRecord session(LogCursor cursor) {
            cursor.number("session", Kind.KEY, 8);
            cursor.number("timeout", Kind.TIME, 4);
            left--;
            end(Stage.ACLS);
            return cursor.record(Role.RECORD, "session", Checksum.NONE);
        }

        private LogRecord acl(LogCursor cursor) {
            cursor.number("acl", Kind.KEY, 8);
            ZooKeeperTransaction.acls(cursor);
            left--;
            end(Stage.NODES);
            return cursor.record(Role.RECORD, "acl", Checksum.NONE);
        }

        private LogRecord node(LogCursor cursor) {
            int from = cursor.at();
            int length = cursor.counted("path", Kind.KEY);
            if (length == 1 && contents[from + 4] == '/') {
                stage = Stage.SEAL;
                return frame(cursor, "end");
            }
            cursor.counted("data", Kind.VALUE);
            cursor.number("acl", Kind.OTHER, 8);
            cursor.number("czxid", Kind.SEQUENCE, 8);
            cursor.number("mzxid", Kind.SEQUENCE, 8);
            cursor.number("ctime", Kind.TIME, 8);
            cursor.number("mtime", Kind.TIME, 8);
            cursor.number("version", Kind.OTHER, 4);
            cursor.number("cversion", Kind.OTHER, 4);
            cursor.number("aversion", Kind.OTHER, 4);
            cursor.number("owner", Kind.OTHER, 8);
            cursor.number("pzxid", Kind.SEQUENCE, 8);
            return cursor.record(Role.RECORD, "node", Checksum.NONE);
        }

        private LogRecord seal(LogCursor cursor) {
            int from = cursor.at();
            long checksum = cursor.number("checksum", Kind.CHECKSUM, 8);
            int length = cursor.counted("path", Kind.MARK);
            if (length != 1 || contents[from + 12] != '/') {
                throw cursor.wrong("behind the checksum at byte " + from + " is no '/'");
            }
            stage = Stage.EXTRAS;
            return cursor.record(Role.FRAME, "seal", LogBytes.verdict(checksum == LogBytes.adler(contents, 0, from)));
        }

        /** A digest with its seal is longer than the last transaction with its own. */
        private LogRecord extra(LogCursor cursor) {
            stage = Stage.SEAL;
            if (cursor.left() >= DIGEST_BYTES + SEAL_BYTES) {
                cursor.number("zxid", Kind.SEQUENCE, 8);
                cursor.number("digest-version", Kind.TYPE, 4);
                cursor.number("digest", Kind.CHECKSUM, 8);
                return frame(cursor, "digest");
            }
            cursor.number("zxid", Kind.SEQUENCE, 8);
            return frame(cursor, "last-transaction");
        }

        private static LogRecord frame(LogCursor cursor, String type) {
            return cursor.record(Role.FRAME, type, Checksum.NONE);
        }
    }
}
