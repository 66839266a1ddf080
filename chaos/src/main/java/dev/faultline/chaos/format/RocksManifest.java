package dev.faultline.chaos.format;

import dev.faultline.chaos.format.LogField.Kind;
import java.util.List;
import java.util.regex.Pattern;

/** RocksDB's manifest, {@code MANIFEST-NUMBER}: a log of which each record is an edit of the list of files. */
final class RocksManifest implements LogFormat {
    private static final Pattern NAME = Pattern.compile(".*/MANIFEST-[0-9]+");
    private static final int MAY_BE_SKIPPED = 1 << 13;

    @Override
    public String name() {
        return "rocksdb-manifest";
    }

    @Override
    public String doc() {
        return "the manifest of RocksDB, which lists its files";
    }

    @Override
    public boolean recognizes(String path, byte[] contents) {
        return NAME.matcher(path).matches();
    }

    @Override
    public LogLayout read(byte[] contents) {
        return RocksLog.read(contents, RocksManifest::edit);
    }

    private static String edit(LogCursor edit) {
        while (edit.left() > 0) {
            int tag = (int) edit.varint("tag", Kind.TYPE);
            switch (tag) {
                case 1 -> RocksWal.text(edit, "comparator", Kind.OTHER);
                case 2 -> edit.varint("log-number", Kind.SEQUENCE);
                case 3 -> edit.varint("next-file", Kind.SEQUENCE);
                case 4 -> edit.varint("last-sequence", Kind.SEQUENCE);
                case 5 -> {
                    edit.varint("level", Kind.OTHER);
                    RocksWal.text(edit, "compacted-to", Kind.KEY);
                }
                case 6 -> {
                    edit.varint("level", Kind.OTHER);
                    edit.varint("deleted-file", Kind.VALUE);
                }
                case 7, 100, 102, 103 -> newFile(edit, tag);
                case 9 -> edit.varint("previous-log", Kind.SEQUENCE);
                case 10 -> edit.varint("least-log", Kind.SEQUENCE);
                case 200 -> edit.varint("family", Kind.OTHER);
                case 201 -> RocksWal.text(edit, "family-name", Kind.KEY);
                case 202 -> {
                    // drops the family
                }
                case 203 -> edit.varint("last-family", Kind.OTHER);
                case 300 -> edit.varint("edits-to-come", Kind.LENGTH);
                default -> {
                    if (tag < MAY_BE_SKIPPED) {
                        throw edit.wrong("edits with tag " + tag + " are not known");
                    }
                    RocksWal.text(edit, "extension", Kind.OTHER);
                }
            }
        }
        return "edit";
    }

    private static void newFile(LogCursor edit, int tag) {
        edit.varint("level", Kind.OTHER);
        edit.varint("file", Kind.VALUE);
        if (tag == 102) {
            edit.varint("path", Kind.OTHER);
        }
        edit.varint("size", Kind.VALUE);
        RocksWal.text(edit, "least-key", Kind.KEY);
        RocksWal.text(edit, "greatest-key", Kind.KEY);
        if (tag != 7) {
            edit.varint("least-sequence", Kind.SEQUENCE);
            edit.varint("greatest-sequence", Kind.SEQUENCE);
        }
        if (tag == 103) {
            while (edit.varint("file-tag", Kind.TYPE) != 1) {
                RocksWal.text(edit, "file-property", Kind.OTHER);
            }
        }
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
