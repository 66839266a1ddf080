package dev.faultline.sim.internal.disk;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** The pages of a file by their index. Only pages that were written exist; memory follows them, not the file's size. */
final class PageMap {
    private static final int CHUNK_BITS = 6;
    private static final int CHUNK_PAGES = 1 << CHUNK_BITS;

    private final TreeMap<Long, @Nullable Page[]> chunks = new TreeMap<>();
    private int count;

    private long lastChunk = -1;
    private @Nullable Page @Nullable [] lastPages;

    int count() {
        return count;
    }

    @Nullable
    Page get(long index) {
        @Nullable Page[] pages = chunk(index >>> CHUNK_BITS);
        return pages == null ? null : pages[(int) index & CHUNK_PAGES - 1];
    }

    void put(Page page) {
        long number = page.index >>> CHUNK_BITS;
        @Nullable Page[] pages = chunk(number);
        if (pages == null) {
            pages = new Page[CHUNK_PAGES];
            chunks.put(number, pages);
            lastChunk = number;
            lastPages = pages;
        }
        int place = (int) page.index & CHUNK_PAGES - 1;
        if (pages[place] == null) {
            count++;
        }
        pages[place] = page;
    }

    /** Shows the index of every page, ascending. */
    void forEach(LongConsumer action) {
        chunks.forEach((number, pages) -> {
            for (int i = 0; i < CHUNK_PAGES; i++) {
                if (pages[i] != null) {
                    action.accept((number << CHUNK_BITS) + i);
                }
            }
        });
    }

    /** Takes out the pages from this index on and returns them, ascending. */
    List<Page> removeFrom(long index) {
        List<Page> removed = new ArrayList<>();
        long first = index >>> CHUNK_BITS;
        for (Map.Entry<Long, @Nullable Page[]> chunk :
                chunks.tailMap(first, true).entrySet()) {
            @Nullable Page[] pages = chunk.getValue();
            int from = chunk.getKey() == first ? (int) index & CHUNK_PAGES - 1 : 0;
            for (int i = from; i < CHUNK_PAGES; i++) {
                if (pages[i] != null) {
                    removed.add(pages[i]);
                }
            }
            Arrays.fill(pages, from, CHUNK_PAGES, null);
        }
        chunks.tailMap(first, (index & CHUNK_PAGES - 1) == 0).clear();
        lastChunk = -1;
        lastPages = null;
        count -= removed.size();
        return removed;
    }

    private @Nullable Page @Nullable [] chunk(long number) {
        if (number != lastChunk) {
            lastPages = chunks.get(number);
            lastChunk = number;
        }
        return lastPages;
    }
}
