package dev.faultline.sim.internal.disk;

import dev.faultline.sim.CrashRule;
import dev.faultline.sim.Rng;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A regular file. Its pages and its size exist twice, as programs see them and as the disk holds them. What the disk
 * holds is told on the assumption that all changes in the {@linkplain DiskJournal journal} are done; {@link #undo} takes
 * a truncation back.
 */
public final class FileInode extends Inode {
    /** As on ext4 with pages of 4 KiB. */
    static final long SIZE_MAX = 16L << 40;

    /** A truncation that the disk does not hold yet, with all that it took away. */
    static final class Truncation {
        private final FileInode file;
        private final long version;
        private final long newSize;
        private final long oldSize;
        private final List<Page> pages;
        /** The page that was cut in two, as it was before, if there was one. */
        private final @Nullable Page partial;

        /** The size that the disk holds while it has not done this. */
        private long durableSize;

        private long durableSizeVersion;

        Truncation(FileInode file, long version, long newSize, List<Page> pages, @Nullable Page partial) {
            this.file = file;
            this.version = version;
            this.newSize = newSize;
            this.pages = pages;
            this.partial = partial;
            oldSize = file.size;
            durableSize = file.durableSize;
            durableSizeVersion = file.durableSizeVersion;
        }

        FileInode file() {
            return file;
        }
    }

    /** What a sync writes: the file at the moment when the sync began. */
    record Sync(FileInode file, long version, long size, List<Page.Snapshot> pages) {
        long bytes() {
            return (long) pages.size() * Page.BYTES;
        }
    }

    final PageMap pages = new PageMap();
    List<Page> dirty = new ArrayList<>();
    /** What of the contents is not as it should be; null if nothing was ever spoiled. */
    @Nullable
    SpoiledBytes spoiled;

    private long size;
    private long durableSize;
    private long durableSizeVersion;
    private long syncs;
    /** The truncations that the disk does not hold yet, oldest first. */
    private final List<Truncation> truncations = new ArrayList<>();

    /** Where the newest contents are while the file is mapped. */
    @Nullable
    FileMemory memory;

    FileInode(long number, int permissions, long nowNanos) {
        super(number, permissions, nowNanos);
    }

    @Override
    public int kind() {
        return KIND_FILE;
    }

    @Override
    public long size() {
        return size;
    }

    int pages() {
        return pages.count();
    }

    void forEachPage(LongConsumer action) {
        pages.forEach(action);
    }

    int dirtyPages() {
        return dirty.size();
    }

    boolean isDirty() {
        return !dirty.isEmpty() || size != durableSize;
    }

    // ---- reading and writing

    /** Reads up to the end of the file; returns how many bytes, -1 at the end. */
    int read(long position, byte[] target, int offset, int length) {
        if (position >= size) {
            return length == 0 ? 0 : -1;
        }
        int count = (int) Math.min(length, size - position);
        for (int done = 0; done < count; ) {
            int from = inPage(position + done);
            int here = Math.min(count - done, Page.BYTES - from);
            Page page = pages.get((position + done) / Page.BYTES);
            if (page == null) {
                Arrays.fill(target, offset + done, offset + done + here, (byte) 0);
            } else {
                page.read(from, target, offset + done, here);
            }
            done += here;
        }
        return count;
    }

    /** Writes within one page and returns whether that took a new page. */
    private boolean writeInPage(long position, byte[] source, int offset, int length) {
        Page page = pages.get(position / Page.BYTES);
        boolean isNew = page == null;
        if (page == null) {
            page = new Page(position / Page.BYTES);
            pages.put(page);
        }
        if (!page.isDirty()) {
            dirty.add(page);
        }
        page.write(inPage(position), source, offset, length);
        return isNew;
    }

    /** Writes these first bytes of a page unless they are there already; returns whether they were not. */
    boolean update(long position, byte[] source, int offset, int length) {
        Page page = pages.get(position / Page.BYTES);
        boolean same = page == null ? Page.isZero(source, offset, length) : page.beginsWith(source, offset, length);
        if (!same) {
            boolean _ = writeInPage(position, source, offset, length);
        }
        return !same;
    }

    /**
     * Writes as much as there is room for.
     *
     * @param pagesFree how many new pages the disk has room for
     * @return how many bytes were written
     */
    int write(long position, byte[] source, int offset, int length, long pagesFree) {
        int done = 0;
        long free = pagesFree;
        while (done < length) {
            int here = Math.min(length - done, Page.BYTES - inPage(position + done));
            if (free == 0 && pages.get((position + done) / Page.BYTES) == null) {
                break;
            }
            if (writeInPage(position + done, source, offset + done, here)) {
                free--;
            }
            done += here;
        }
        if (done > 0) {
            size = Math.max(size, position + done);
        }
        return done;
    }

    /** Gives the file contents that are on the disk at once. */
    void install(byte[] contents) {
        for (int at = 0; at < contents.length; at += Page.BYTES) {
            Page page = new Page(at / Page.BYTES);
            page.install(contents, at, Math.min(Page.BYTES, contents.length - at));
            pages.put(page);
        }
        size = contents.length;
        durableSize = size;
    }

    /** Gives the file other contents, on the disk at once; no truncation of it is left that could be undone. */
    void replace(byte[] contents) {
        cut(0);
        install(contents);
        durableSizeVersion = ++syncs;
    }

    /** Returns the size that the disk holds. */
    long durableSize() {
        return durableSize;
    }

    /**
     * Sets the size.
     *
     * @return what the journal needs to know to undo it; null if nothing was cut off
     */
    @Nullable
    Truncation resize(long newSize) {
        if (newSize >= size) {
            size = newSize;
            return null;
        }
        Truncation truncation = cut(newSize);
        truncations.add(truncation);
        size = newSize;
        durableSize = Math.min(durableSize, newSize);
        durableSizeVersion = truncation.version;
        return truncation;
    }

    private Truncation cut(long newSize) {
        long firstWhole = (newSize + Page.BYTES - 1) / Page.BYTES;
        List<Page> removed = pages.removeFrom(firstWhole);
        dirty.removeIf(page -> page.index >= firstWhole);
        Page partial = inPage(newSize) == 0 ? null : pages.get(newSize / Page.BYTES);
        return new Truncation(this, ++syncs, newSize, removed, partial == null ? null : partial.cut(inPage(newSize)));
    }

    private static int inPage(long position) {
        return (int) (position & Page.BYTES - 1);
    }

    // ---- sync

    /** Begins to sync the pages that have bytes between the two places. */
    Sync beginSync(long from, long to) {
        List<Page.Snapshot> snapshots = new ArrayList<>(dirty.size());
        for (Page page : dirty) {
            long start = page.index * Page.BYTES;
            Page.Snapshot snapshot = start < to && start + Page.BYTES > from ? page.snapshot() : null;
            if (snapshot != null) {
                snapshots.add(snapshot);
            }
        }
        return new Sync(this, ++syncs, size, snapshots);
    }

    void finishSync(Sync sync) {
        for (Page.Snapshot snapshot : sync.pages()) {
            snapshot.persist(sync.version());
        }
        List<Page> still = new ArrayList<>();
        for (Page page : dirty) {
            if (page.isDirty()) {
                still.add(page);
            }
        }
        dirty = still;
        persistSize(sync);
    }

    /** The disk holds the size that a sync has found, which truncations may have reduced since. */
    private void persistSize(Sync sync) {
        long known = sync.size();
        long knownVersion = sync.version();
        for (Truncation truncation : truncations) {
            if (truncation.version > sync.version()) {
                boolean isOlder = knownVersion < truncation.durableSizeVersion;
                if (isOlder) {
                    return;
                }
                truncation.durableSize = known;
                truncation.durableSizeVersion = knownVersion;
                known = Math.min(known, truncation.newSize);
                knownVersion = truncation.version;
            }
        }
        if (knownVersion >= durableSizeVersion) {
            durableSizeVersion = knownVersion;
            durableSize = known;
        }
    }

    /**
     * A sync that fails. The kernel tells so once and then takes the pages for clean, though the disk does not hold
     * them: the next sync succeeds without writing them.
     */
    void failSync(Sync sync) {
        sync.pages().forEach(Page.Snapshot::abandon);
    }

    // ---- crash

    /** The disk has done the truncation. */
    void done(Truncation truncation) {
        truncations.remove(truncation);
    }

    /** Takes a truncation back, for the disk has never done it. */
    void undo(Truncation truncation) {
        truncations.remove(truncation);
        long first = truncation.newSize / Page.BYTES;
        pages.removeFrom(first);
        dirty.removeIf(page -> page.index >= first);
        for (Page page : truncation.pages) {
            restore(page);
        }
        if (truncation.partial != null) {
            restore(truncation.partial);
        }
        size = truncation.oldSize;
        durableSize = truncation.durableSize;
        durableSizeVersion = truncation.durableSizeVersion;
    }

    private void restore(Page page) {
        pages.put(page);
        if (page.isDirty()) {
            dirty.add(page);
        }
    }

    /** Lets the power fail and counts what became of the pages. */
    void crash(CrashRule rule, Rng random, DiskLosses losses) {
        List<Page> unsynced = dirty;
        dirty = new ArrayList<>();
        for (Page page : unsynced) {
            losses.count(page.crash(rule, random));
        }
        if (size > durableSize) {
            size = sizeAfterCrash(rule, random);
        } else {
            // A smaller size was a truncation; the journal has it.
            size = durableSize;
        }
        cut(size);
        durableSize = size;
    }

    private long sizeAfterCrash(CrashRule rule, Rng random) {
        double draw = random.unit();
        if (draw < rule.pagesKept()) {
            return size;
        }
        return draw < rule.pagesKept() + rule.pagesTorn() ? random.between(durableSize, size) : durableSize;
    }
}
