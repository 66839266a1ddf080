package dev.faultline.chaos.format;

import dev.faultline.chaos.format.LogField.Kind;
import dev.faultline.chaos.format.LogRecord.Checksum;
import dev.faultline.chaos.format.LogRecord.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * RocksDB's sorted table, {@code NUMBER.sst}, in its block-based form, and LevelDB's. A footer at the end leads to a block
 * that lists others, and to an index, which has a place for each block of data. Behind each block stand how it is compressed,
 * in a byte, and a checksum over both. What is in a compressed block is one field. A file without its footer is not
 * understood at all, for nothing says where blocks begin.
 */
final class RocksTable implements LogFormat {
    /** How many bytes stand behind a block. */
    static final int TRAILER_BYTES = 5;

    @Override
    public String name() {
        return "rocksdb-sstable";
    }

    @Override
    public String doc() {
        return "a sorted table of RocksDB, block-based";
    }

    @Override
    public boolean recognizes(String path, byte[] contents) {
        return RocksFooter.isAtEndOf(contents);
    }

    @Override
    public LogLayout read(byte[] contents) {
        try {
            RocksFooter footer = RocksFooter.read(contents);
            List<RocksBlock> blocks = RocksBlocks.of(contents, footer);
            blocks.sort(Comparator.comparingInt(RocksBlock::from));
            return layout(contents, footer, blocks);
        } catch (NotUnderstoodException e) {
            return LogLayout.unknown(contents, String.valueOf(e.getMessage()));
        }
    }

    private static LogLayout layout(byte[] contents, RocksFooter footer, List<RocksBlock> blocks) {
        List<LogRecord> records = new ArrayList<>();
        int end = 0;
        for (RocksBlock block : blocks) {
            if (block.from() < end || block.to() + TRAILER_BYTES > footer.from()) {
                continue; // listed twice, or where something else is
            }
            gap(records, contents, end, block.from());
            records.add(record(contents, footer, block));
            end = block.to() + TRAILER_BYTES;
        }
        gap(records, contents, end, footer.from());
        records.add(footer.record(contents));
        return new LogLayout(records, contents.length, "");
    }

    private static void gap(List<LogRecord> records, byte[] contents, int from, int to) {
        if (from < to) {
            boolean zeros = new LogCursor(contents, from, to).zeros() == to - from;
            records.add(new LogRecord(
                    zeros ? Role.PADDING : Role.UNKNOWN,
                    zeros ? "room" : "between-blocks",
                    from,
                    to,
                    List.of(),
                    Checksum.NONE));
        }
    }

    private static LogRecord record(byte[] contents, RocksFooter footer, RocksBlock block) {
        LogCursor cursor = new LogCursor(contents, block.from(), contents.length).littleEndian();
        boolean isData = block.type().equals("data");
        if (contents[block.to()] != 0) {
            cursor.bytes("compressed", Kind.VALUE, block.size());
        } else if (!RocksEntries.note(cursor, block)) {
            cursor.bytes("contents", Kind.VALUE, block.size());
        }
        cursor.skipTo(block.to());
        cursor.number("compression", Kind.TYPE, 1);
        int checksum = (int) cursor.number("checksum", Kind.CHECKSUM, 4);
        Checksum verdict = footer.checksum() == RocksFooter.Sum.NONE
                ? Checksum.NONE
                : footer.checksum() == RocksFooter.Sum.OTHER
                        ? Checksum.UNCHECKED
                        : LogBytes.verdict(checksum == footer.sumOf(contents, block.from(), block.to() + 1));
        return cursor.record(isData ? Role.RECORD : Role.FRAME, block.type(), verdict);
    }

    @Override
    public byte[] seal(byte[] contents, LogRecord record) {
        byte[] sealed = contents.clone();
        RocksFooter footer = RocksFooter.read(contents);
        List<LogField> fields = record.fields();
        LogField last = fields.isEmpty() ? null : fields.getLast();
        if (record.from() == footer.from()) {
            footer.seal(sealed);
        } else if (last != null && last.kind() == Kind.CHECKSUM) {
            if (footer.checksum() == RocksFooter.Sum.OTHER) {
                throw new IllegalArgumentException("the checksums of the table are of a kind that is not known");
            }
            LogBytes.putLittle(sealed, last.from(), 4, footer.sumOf(contents, record.from(), last.from()));
        }
        return sealed;
    }
}
