package dev.faultline.chaos.format;

import dev.faultline.chaos.format.LogField.Kind;
import java.util.Map;

/** A transaction of ZooKeeper, as its log has it: a header, what is done, and a digest of the tree. */
final class ZooKeeperTransaction {
    private static final int DIGEST_BYTES = 12;
    private static final Map<Integer, String> TYPES = Map.ofEntries(
            Map.entry(-1, "error"),
            Map.entry(1, "create"),
            Map.entry(2, "delete"),
            Map.entry(5, "setData"),
            Map.entry(7, "setACL"),
            Map.entry(13, "check"),
            Map.entry(14, "multi"),
            Map.entry(15, "create2"),
            Map.entry(16, "reconfig"),
            Map.entry(19, "createContainer"),
            Map.entry(20, "deleteContainer"),
            Map.entry(21, "createTTL"),
            Map.entry(-10, "createSession"),
            Map.entry(-11, "closeSession"));

    private final LogCursor cursor;

    ZooKeeperTransaction(LogCursor cursor) {
        this.cursor = cursor;
    }

    /** Notes the fields; those of a body that is not understood are one. */
    String read() {
        cursor.number("session", Kind.OTHER, 8);
        cursor.number("cxid", Kind.SEQUENCE, 4);
        cursor.number("zxid", Kind.SEQUENCE, 8);
        cursor.number("time", Kind.TIME, 8);
        int type = (int) cursor.number("type", Kind.TYPE, 4);
        int begun = cursor.fields().size();
        int at = cursor.at();
        try {
            body(type);
            digest();
            return TYPES.getOrDefault(type, "type " + type);
        } catch (NotUnderstoodException e) {
            cursor.fields().subList(begun, cursor.fields().size()).clear();
            cursor.fields().add(new LogField("body", Kind.VALUE, at, cursor.at() + cursor.left()));
            return TYPES.getOrDefault(type, "type " + type);
        }
    }

    private void body(int type) {
        switch (type) {
            case 1, 15, 19, 21 -> create(type);
            case 2, 20 -> cursor.counted("path", Kind.KEY);
            case 5 -> {
                cursor.counted("path", Kind.KEY);
                cursor.counted("data", Kind.VALUE);
                cursor.number("version", Kind.OTHER, 4);
            }
            case 7 -> {
                cursor.counted("path", Kind.KEY);
                acls(cursor);
                cursor.number("version", Kind.OTHER, 4);
            }
            case 13 -> {
                cursor.counted("path", Kind.KEY);
                cursor.number("version", Kind.OTHER, 4);
            }
            case 14 -> {
                int count = (int) cursor.number("count", Kind.LENGTH, 4);
                for (int i = 0; i < count; i++) {
                    cursor.number("type", Kind.TYPE, 4);
                    cursor.counted("transaction", Kind.VALUE);
                }
            }
            case 16 -> cursor.counted("data", Kind.VALUE);
            case -1 -> cursor.number("error", Kind.OTHER, 4);
            case -10 -> cursor.number("timeout", Kind.TIME, 4);
            case -11 -> paths();
            default -> throw cursor.wrong("transactions of type " + type + " are not known");
        }
    }

    private void create(int type) {
        cursor.counted("path", Kind.KEY);
        cursor.counted("data", Kind.VALUE);
        acls(cursor);
        if (type == 1 || type == 15) {
            cursor.bytes("ephemeral", Kind.OTHER, 1);
        }
        cursor.number("parent-version", Kind.OTHER, 4);
        if (type == 21) {
            cursor.number("ttl", Kind.TIME, 8);
        }
    }

    /** Sessions that are closed by newer versions tell what goes with them. */
    private void paths() {
        if (cursor.left() > DIGEST_BYTES) {
            int count = (int) cursor.number("count", Kind.LENGTH, 4);
            for (int i = 0; i < count; i++) {
                cursor.counted("path", Kind.KEY);
            }
        }
    }

    private void digest() {
        if (cursor.left() == DIGEST_BYTES) {
            cursor.number("digest-version", Kind.TYPE, 4);
            cursor.number("digest", Kind.CHECKSUM, 8);
        }
        if (cursor.left() > 0) {
            cursor.bytes("rest", Kind.OTHER, cursor.left());
        }
    }

    static void acls(LogCursor cursor) {
        int count = (int) cursor.number("acls", Kind.LENGTH, 4);
        for (int i = 0; i < count; i++) {
            cursor.number("permissions", Kind.OTHER, 4);
            cursor.counted("scheme", Kind.OTHER);
            cursor.counted("id", Kind.OTHER);
        }
    }
}
