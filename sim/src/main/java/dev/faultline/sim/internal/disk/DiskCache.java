package dev.faultline.sim.internal.disk;

import dev.faultline.sim.CrashRule;
import dev.faultline.sim.DiskCrash;
import dev.faultline.sim.DiskFault.Layer;
import dev.faultline.sim.Rng;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;

/**
 * The contents of the files of a disk, and what of them and of the {@linkplain DiskJournal names} is not durable yet.
 * Writes come through calls, or through memory into which files are {@linkplain FileMemory mapped}.
 */
public final class DiskCache {
    public final DiskJournal journal = new DiskJournal();
    public final FileWatches watches = new FileWatches();
    public CrashRule rule = CrashRule.EXT4;

    private final LongSupplier wallNanos;
    private final Set<FileInode> dirty = new LinkedHashSet<>();
    private final Set<FileInode> mapped = new LinkedHashSet<>();
    private long usedPages;
    private boolean readOnly;
    private long refusals;
    private long shownPages;

    DiskCache(LongSupplier wallNanos) {
        this.wallNanos = wallNanos;
    }

    // ---- a file system that takes no changes

    public boolean isReadOnly() {
        return readOnly;
    }

    public void setReadOnly(boolean refuses) {
        readOnly = refuses;
    }

    /** Returns how many changes were refused because the file system was read-only. */
    public long refusals() {
        return refusals;
    }

    /** To be asked before everything that changes a name, an attribute or contents. */
    void checkWritable() {
        if (readOnly) {
            refusals++;
            throw new PosixException(PosixError.EROFS);
        }
    }

    // ---- mapped files

    /** Finds out what programs have written to the memory into which the file is mapped. */
    private void absorb(FileInode file, long from, long to) {
        if (file.memory == null) {
            return;
        }
        int pagesBefore = file.pages();
        boolean changed = file.memory.absorb(from, to);
        usedPages += file.pages() - pagesBefore;
        if (changed) {
            changed(file);
        }
    }

    private void absorbAll() {
        for (FileInode file : mapped) {
            absorb(file, 0, Long.MAX_VALUE);
        }
    }

    /** Maps a stretch of the file into memory and returns the address. */
    long map(FileInode file, boolean writable, boolean shared, long position, long length) {
        FileMemory memory = file.memory;
        if (memory == null) {
            memory = new FileMemory(file);
            file.memory = memory;
            mapped.add(file);
        }
        long address = memory.map(writable, shared, position, length);
        file.opens++;
        return address;
    }

    /** To be called when a mapping of the file has gone. */
    void unmap(FileInode file) {
        absorb(file, 0, Long.MAX_VALUE);
        FileMemory memory = file.memory;
        if (memory != null && memory.unmapped()) {
            memory.close();
            file.memory = null;
            mapped.remove(file);
        }
        file.opens--;
        forgetIfGone(file);
    }

    // ---- contents

    /** Takes in a file that is on the disk at once. */
    void install(FileInode file, byte[] contents) {
        file.install(contents);
        usedPages += file.pages();
    }

    /** Reads up to the end of the file; returns how many bytes, -1 at the end. */
    public int read(FileInode file, long position, byte[] target, int offset, int length) {
        absorb(file, position, position + length);
        return file.read(position, target, offset, length);
    }

    /**
     * Writes as much as there is room for.
     *
     * @param capacityPages how many pages all files may have
     * @return how many bytes were written
     */
    int write(FileInode file, long position, byte[] source, int offset, int length, long capacityPages) {
        checkWritable();
        absorb(file, position, position + length);
        int pagesBefore = file.pages();
        int count = file.write(position, source, offset, length, Math.max(0, capacityPages - usedPages));
        usedPages += file.pages() - pagesBefore;
        if (file.spoiled != null) {
            file.spoiled.written(position, count);
        }
        if (count > 0) {
            changed(file);
            watches.changed(file);
            if (file.memory != null) {
                file.memory.write(position, source, offset, count);
            }
        }
        return count;
    }

    private void changed(FileInode file) {
        file.touch(wallNanos.getAsLong());
        if (file.isDirty()) {
            dirty.add(file);
        }
    }

    void resize(FileInode file, long size) {
        checkWritable();
        absorb(file, Math.min(size, file.size()), Long.MAX_VALUE);
        if (file.spoiled != null) {
            file.spoiled.written(Math.min(size, file.size()), Integer.MAX_VALUE);
        }
        int pagesBefore = file.pages();
        FileInode.Truncation truncation = file.resize(size);
        if (file.memory != null) {
            file.memory.resize(size);
        }
        usedPages += file.pages() - pagesBefore;
        if (truncation != null) {
            journal.truncated(truncation);
        }
        changed(file);
        watches.changed(file);
    }

    // ---- damage

    /** Changes bytes of a file that no program has changed; they are within the file. */
    void overwrite(FileInode file, long position, byte[] bytes, Layer layer) {
        absorb(file, position, position + bytes.length);
        int pagesBefore = file.pages();
        FileDamage.overwrite(file, position, bytes, layer);
        usedPages += file.pages() - pagesBefore;
        if (file.memory != null && layer == Layer.CACHE) {
            file.memory.write(position, bytes, 0, bytes.length);
        }
        if (file.isDirty()) {
            dirty.add(file);
        }
    }

    /** Gives a file other contents, on the disk at once. */
    void replace(FileInode file, byte[] contents) {
        absorb(file, 0, Long.MAX_VALUE);
        journal.commitTruncations(file, Long.MAX_VALUE);
        int pagesBefore = file.pages();
        file.replace(contents);
        usedPages += file.pages() - pagesBefore;
        file.spoiled = null;
        if (file.memory != null) {
            file.memory.resize(0);
            file.memory.resize(contents.length);
            file.memory.write(0, contents, 0, contents.length);
        }
    }

    /** Lets go of all that is taken for clean, but of mapped files; returns how many pages show something else than before. */
    public int evict() {
        int shown = 0;
        for (FileInode file : dirty) {
            shown += mapped.contains(file) ? 0 : FileDamage.evict(file);
        }
        forgetClean();
        shownPages += shown;
        return shown;
    }

    /** Returns how many pages became other than they had seemed, as the cache let go of them. */
    public long shownPages() {
        return shownPages;
    }

    /** To be called when a name or an open file of the inode has gone. */
    void forgetIfGone(Inode inode) {
        if (inode instanceof Directory directory && directory.links == 0) {
            watches.gone(directory);
        }
        if (inode instanceof FileInode file && file.links == 0 && file.opens == 0) {
            usedPages -= file.pages();
            if (file.pendingChanges == 0) {
                dirty.remove(file);
            }
        }
    }

    public int dirtyPages() {
        absorbAll();
        int pages = 0;
        for (FileInode file : dirty) {
            pages += file.isGone() ? 0 : file.dirtyPages();
        }
        return pages;
    }

    /** Returns how many pages the files have that have a name or are open. */
    long usedPages() {
        absorbAll();
        return usedPages;
    }

    // ---- sync

    /** Begins to sync the size and what is between the two places. */
    FileInode.Sync beginSync(FileInode file, long from, long to) {
        checkWritable();
        return snapshot(file, from, to);
    }

    /** Returns the size and what is between the two places, to be written later. */
    FileInode.Sync snapshot(FileInode file, long from, long to) {
        absorb(file, from, to);
        return file.beginSync(from, to);
    }

    /** Makes durable what was there when the sync began. */
    void finishSync(FileInode.Sync sync, long journalLimit) {
        FileInode file = sync.file();
        file.finishSync(sync);
        if (rule.directoriesNeedSync()) {
            journal.commitTruncations(file, journalLimit);
        } else {
            journal.commitInOrder(file, journalLimit);
        }
        forgetClean();
    }

    /** Makes the changes of names in the directory durable, up to that number. */
    void syncDirectory(Inode directory, long journalLimit) {
        if (rule.names() == CrashRule.Names.OLDEST_FIRST) {
            journal.commitInOrder(directory, journalLimit);
        } else {
            journal.commitAlone(directory, journalLimit);
        }
        forgetClean();
    }

    /** Lets the file system write its journal by itself, up to that number. */
    void commitByItself(long journalLimit) {
        if (rule.names() == CrashRule.Names.OLDEST_FIRST) {
            journal.commitThrough(journalLimit);
            forgetClean();
        }
    }

    private void forgetClean() {
        dirty.removeIf(file -> !file.isDirty() || file.isGone());
    }

    // ---- crash

    /** Lets the power fail. No file is open or mapped any more. */
    DiskCrash crash(Rng random) {
        int changes = journal.size();
        List<DiskChange> lost = journal.crash(rule.names(), random);
        for (DiskChange change : lost) {
            if (change instanceof DiskChange.Cut cut) {
                dirty.add(cut.truncation().file());
            }
        }
        DiskLosses losses = new DiskLosses();
        int files = 0;
        for (FileInode file : dirty) {
            if (file.links > 0 && file.isDirty()) {
                file.crash(rule, random, losses);
                files++;
            }
        }
        dirty.clear();
        shownPages += losses.shown();
        return losses.report(files, changes - lost.size(), lost.size());
    }

    /** Counts anew how much room the files take; these are all that there are. */
    void count(Collection<Inode> inodes) {
        usedPages = inodes.stream()
                .distinct()
                .mapToLong(inode -> inode instanceof FileInode file ? file.pages() : 0)
                .sum();
    }
}
