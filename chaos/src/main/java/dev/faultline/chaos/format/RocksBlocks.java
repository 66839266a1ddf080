package dev.faultline.chaos.format;

import dev.faultline.chaos.format.LogField.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds the blocks of a table, from its footer on. An index that cannot be unpacked leads nowhere. */
final class RocksBlocks {
    private static final int FIRST_WITH_DELTAS = 4;
    private static final String INDEX = "rocksdb.index";
    private static final String PROPERTIES = "rocksdb.properties";
    private static final String INDEX_TYPE = "rocksdb.block.based.table.index.type";
    private static final String PARTS_OF_FILTER = "partitionedfilter.";
    private static final int TWO_LEVELS = 2;
    private static final byte[] NOTHING = {};

    private RocksBlocks() {}

    static List<RocksBlock> of(byte[] contents, RocksFooter footer) {
        List<RocksBlock> blocks = new ArrayList<>();
        blocks.add(footer.metaIndex());
        boolean deltas = footer.version() >= FIRST_WITH_DELTAS;
        RocksBlock index = footer.index();
        int levels = 1;
        for (RocksEntries.Entry entry : entries(contents, footer.metaIndex())) {
            RocksBlock block = RocksFooter.place(entry.cursor(), contents, entry.key());
            if (entry.key().equals(INDEX)) {
                index = block;
            } else {
                blocks.add(block);
            }
            if (entry.key().startsWith(PARTS_OF_FILTER)) {
                RocksBlock parts = new RocksBlock(block.type(), block.from(), block.to(), deltas);
                blocks.set(blocks.size() - 1, parts);
                blocks.addAll(places(contents, parts, "filter", false));
            }
            if (entry.key().equals(PROPERTIES)) {
                levels = isTwoLevels(contents, block) ? 2 : 1;
            }
        }
        if (index.size() > 0) {
            RocksBlock top = new RocksBlock("index", index.from(), index.to(), deltas);
            blocks.add(top);
            Set<Integer> begun = new HashSet<>();
            blocks.forEach(block -> begun.add(block.from()));
            follow(contents, top, levels, deltas, blocks, begun);
        }
        return blocks;
    }

    private static void follow(
            byte[] contents,
            RocksBlock index,
            int levels,
            boolean deltas,
            List<RocksBlock> blocks,
            Set<Integer> begun) {
        for (RocksBlock block : places(contents, index, levels == 1 ? "data" : "index", levels > 1 && deltas)) {
            if (blocks.size() == LogLayout.RECORDS_MAX) {
                throw new NotUnderstoodException("the table has more than " + LogLayout.RECORDS_MAX + " blocks");
            }
            boolean isNew = begun.add(block.from());
            blocks.add(block);
            if (levels > 1 && isNew) {
                follow(contents, block, levels - 1, deltas, blocks, begun);
            }
        }
    }

    /** Returns where the blocks of an index are. */
    private static List<RocksBlock> places(byte[] contents, RocksBlock index, String type, boolean deltas) {
        List<RocksBlock> places = new ArrayList<>();
        long offset = 0;
        long size = 0;
        for (RocksEntries.Entry entry : entries(contents, index)) {
            LogCursor value = entry.cursor();
            long first = value.varint("offset", Kind.OTHER);
            if (value.left() > 0) {
                offset = first;
                size = value.varint("size", Kind.LENGTH);
            } else {
                offset += size + RocksTable.TRAILER_BYTES;
                size += first >>> 1 ^ -(first & 1);
            }
            places.add(RocksFooter.block(contents, type, offset, size, deltas));
        }
        return places;
    }

    private static List<RocksEntries.Entry> entries(byte[] contents, RocksBlock block) {
        try {
            byte[] unpacked = RocksUnpacking.of(contents, block).orElse(NOTHING);
            return RocksEntries.read(new LogCursor(unpacked, 0, unpacked.length).littleEndian(), block);
        } catch (NotUnderstoodException e) {
            return List.of();
        }
    }

    private static boolean isTwoLevels(byte[] contents, RocksBlock properties) {
        return entries(contents, properties).stream()
                .filter(entry -> entry.key().equals(INDEX_TYPE) && entry.value().length() == 4)
                .anyMatch(entry -> LogBytes.little(entry.bytes(), 0, 4) == TWO_LEVELS);
    }
}
