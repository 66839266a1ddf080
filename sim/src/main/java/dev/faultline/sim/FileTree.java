package dev.faultline.sim;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A POSIX file system in memory: names, inodes, and what of them the disk would hold after a power failure. It knows
 * nothing of the JDK, of threads and of time spent; paths are absolute.
 */
final class FileTree {
    final DiskJournal journal = new DiskJournal();
    final FileWatches watches = new FileWatches();

    private final LongSupplier wallNanos;
    private final Set<FileInode> dirty = new LinkedHashSet<>();
    private final Set<FileInode> mapped = new LinkedHashSet<>();
    private final Directory root;
    private final FileLookup lookup;
    private long inodes = 1;
    private long usedPages;
    private boolean readOnly;
    private long refusals;

    FileTree(LongSupplier wallNanos) {
        this.wallNanos = wallNanos;
        root = new Directory(++inodes, 0755, null, wallNanos.getAsLong());
        root.links = 1;
        lookup = new FileLookup(root);
    }

    long nowNanos() {
        return wallNanos.getAsLong();
    }

    // ---- a file system that takes no changes

    boolean isReadOnly() {
        return readOnly;
    }

    void setReadOnly(boolean refuses) {
        readOnly = refuses;
    }

    /** Returns how many changes were refused because the file system was read-only. */
    long refusals() {
        return refusals;
    }

    /** To be asked before everything that changes a name, an attribute or contents. */
    void checkWritable() {
        if (readOnly) {
            refusals++;
            throw new PosixException(PosixError.EROFS);
        }
    }

    // ---- paths

    /** Finds what the path stands for; with {@code follow}, a link at its end is followed. */
    FileLookup.Place find(String path, boolean follow) {
        return lookup.find(path, follow);
    }

    /** Returns the path without links, {@code .} and {@code ..}. */
    String realPath(String path) {
        return lookup.realPath(path);
    }

    // ---- names

    private FileLookup.Place vacant(FileLookup.Place place) {
        if (place.inode() != null) {
            throw new PosixException(PosixError.EEXIST);
        }
        checkMayChange(place.directory());
        return place;
    }

    private void checkMayChange(Directory directory) {
        checkWritable();
        if (!directory.allows(Inode.OWNER_WRITE)) {
            throw new PosixException(PosixError.EACCES);
        }
        if (directory.links == 0) {
            throw new PosixException(PosixError.ENOENT);
        }
    }

    private void enter(FileLookup.Place place, Inode inode) {
        journal.rename(new DiskJournal.Renaming(place.directory(), place.name(), null, inode));
        place.directory().touch(nowNanos());
        watches.created(place.directory(), place.name());
    }

    FileInode createFile(FileLookup.Place place, int permissions) {
        vacant(place);
        FileInode file = new FileInode(++inodes, permissions, nowNanos());
        enter(place, file);
        return file;
    }

    void createDirectory(String path, int permissions) {
        FileLookup.Place place = vacant(find(path.endsWith("/") ? path.replaceAll("/+$", "") : path, false));
        enter(place, new Directory(++inodes, permissions, place.directory(), nowNanos()));
    }

    void createLink(String path, String target) {
        enter(vacant(find(path, false)), new InodeLink(++inodes, target, nowNanos()));
    }

    /** Gives what the first path stands for a second name. */
    void link(String existing, String path) {
        Inode inode = find(existing, false).existing();
        FileLookup.Place place = vacant(find(path, false));
        if (inode instanceof Directory) {
            throw new PosixException(PosixError.EPERM);
        }
        enter(place, inode);
        inode.changedNanos = nowNanos();
    }

    /** Removes a name that does not stand for a directory. */
    void unlink(String path) {
        FileLookup.Place place = find(path, false);
        if (place.existing() instanceof Directory) {
            throw new PosixException(PosixError.EISDIR);
        }
        remove(place);
    }

    /** Removes a name, whatever it stands for. */
    void delete(String path) {
        if (find(path, false).existing() instanceof Directory) {
            removeDirectory(path);
        } else {
            unlink(path);
        }
    }

    void removeDirectory(String path) {
        FileLookup.Place place = find(path, false);
        if (!FileLookup.directoryAt(place).isEmpty()) {
            throw new PosixException(PosixError.ENOTEMPTY);
        }
        if (place.name().equals(".")) {
            throw new PosixException(PosixError.EINVAL);
        }
        remove(place);
    }

    private void remove(FileLookup.Place place) {
        checkMayChange(place.directory());
        Inode inode = place.existing();
        journal.rename(new DiskJournal.Renaming(place.directory(), place.name(), inode, null));
        long now = nowNanos();
        place.directory().touch(now);
        inode.changedNanos = now;
        watches.removed(place.directory(), place.name());
        forgetIfGone(inode);
    }

    /** Moves a name; what stood at the new place is replaced in the same instant. */
    void rename(String from, String to) {
        FileLookup.Place source = find(from, false);
        FileLookup.Place target = find(to, false);
        Inode inode = source.existing();
        Inode replaced = target.inode();
        checkMayMove(source, inode, target, replaced);
        checkWritable();
        if (replaced == inode) {
            return;
        }
        checkMayChange(source.directory());
        checkMayChange(target.directory());
        journal.rename(
                new DiskJournal.Renaming(source.directory(), source.name(), inode, null),
                new DiskJournal.Renaming(target.directory(), target.name(), replaced, inode));
        long now = nowNanos();
        source.directory().touch(now);
        target.directory().touch(now);
        inode.changedNanos = now;
        watches.removed(source.directory(), source.name());
        watches.created(target.directory(), target.name());
        if (replaced != null) {
            forgetIfGone(replaced);
        }
    }

    private static void checkMayMove(
            FileLookup.Place source, Inode inode, FileLookup.Place target, @Nullable Inode replaced) {
        if (inode instanceof Directory moved && isWithin(target.directory(), moved)) {
            throw new PosixException(PosixError.EINVAL);
        }
        if (replaced instanceof Directory directory && replaced != inode) {
            if (isWithin(source.directory(), directory)) {
                throw new PosixException(PosixError.ENOTEMPTY);
            }
            if (!(inode instanceof Directory)) {
                throw new PosixException(PosixError.EISDIR);
            }
            if (!directory.isEmpty()) {
                throw new PosixException(PosixError.ENOTEMPTY);
            }
        } else if (replaced != null && !(replaced instanceof Directory) && inode instanceof Directory) {
            throw new PosixException(PosixError.ENOTDIR);
        }
    }

    private static boolean isWithin(Directory directory, Directory upper) {
        for (Directory above = directory; above != null; above = above.parent) {
            if (above == upper) {
                return true;
            }
        }
        return false;
    }

    /** Puts a file where it is on the disk at once, with the directories above it. */
    void install(String path, byte[] contents) {
        Directory directory = root;
        List<String> names = FilePaths.names(path);
        for (String name : names.subList(0, names.size() - 1)) {
            directory = installedDirectory(directory, name);
        }
        FileInode file = new FileInode(++inodes, 0644, nowNanos());
        file.install(contents);
        usedPages += file.pages();
        directory.set(names.getLast(), file);
    }

    void installDirectory(String path) {
        Directory directory = root;
        for (String name : FilePaths.names(path)) {
            directory = installedDirectory(directory, name);
        }
    }

    void installDevice(String path, boolean random) {
        FileLookup.Place place = find(path, false);
        place.directory().set(place.name(), new InodeDevice(++inodes, random, nowNanos()));
    }

    private Directory installedDirectory(Directory parent, String name) {
        Inode known = parent.get(name);
        if (known instanceof Directory directory) {
            return directory;
        }
        if (known != null) {
            throw new IllegalArgumentException("'" + name + "' is a file and cannot hold others");
        }
        Directory made = new Directory(++inodes, 0755, parent, nowNanos());
        parent.set(name, made);
        return made;
    }

    // ---- attributes

    /** Gives the file to others; -1 leaves the user or the group as it is. */
    void setOwner(Inode inode, int user, int group) {
        checkWritable();
        inode.user = user < 0 ? inode.user : user;
        inode.group = group < 0 ? inode.group : group;
        inode.changedNanos = nowNanos();
        watches.changed(inode);
    }

    void setPermissions(Inode inode, int bits) {
        checkWritable();
        inode.setPermissions(bits, nowNanos());
        watches.changed(inode);
    }

    void setTimes(Inode inode, long accessedNanos, long modifiedNanos) {
        checkWritable();
        inode.accessedNanos = accessedNanos;
        inode.modifiedNanos = modifiedNanos;
        inode.changedNanos = nowNanos();
        watches.changed(inode);
    }

    // ---- contents

    /** Reads up to the end of the file; returns how many bytes, -1 at the end. */
    int read(FileInode file, long position, byte[] target, int offset, int length) {
        absorb(file, position, position + length);
        return file.read(position, target, offset, length);
    }

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
        file.touch(nowNanos());
        if (file.isDirty()) {
            dirty.add(file);
        }
    }

    void resize(FileInode file, long size) {
        checkWritable();
        absorb(file, Math.min(size, file.size()), Long.MAX_VALUE);
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

    /** Begins to sync the size and what is between the two places. */
    FileInode.Sync beginSync(FileInode file, long from, long to) {
        checkWritable();
        absorb(file, from, to);
        return file.beginSync(from, to);
    }

    /** Makes durable what was there when the sync began. */
    void finishSync(FileInode.Sync sync, long journalLimit, CrashRule rule) {
        FileInode file = sync.file();
        file.finishSync(sync);
        if (rule.directoriesNeedSync()) {
            journal.commitTruncations(file, journalLimit);
        } else {
            journal.commit(file, journalLimit);
        }
        if (!file.isDirty()) {
            dirty.remove(file);
        }
        dirty.removeIf(Inode::isGone);
    }

    /** Makes the changes of names in the directory durable, up to that number. */
    void syncDirectory(Inode directory, long journalLimit) {
        journal.commit(directory, journalLimit);
        dirty.removeIf(Inode::isGone);
    }

    /** Makes all changes of names and truncations durable, up to that number. */
    void commitThrough(long sequence) {
        journal.commitThrough(sequence);
        dirty.removeIf(Inode::isGone);
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

    int dirtyPages() {
        absorbAll();
        int pages = 0;
        for (FileInode file : dirty) {
            pages += file.isGone() ? 0 : file.dirtyPages();
        }
        return pages;
    }

    // ---- crash

    /** Lets the power fail. No file is open any more. */
    DiskCrash crash(CrashRule rule, Rng random) {
        int changes = journal.size();
        int changesKept = rule.journalKept() ? random.below(changes + 1) : 0;
        journal.undoAllBut(changesKept);
        DiskLosses losses = new DiskLosses();
        int files = 0;
        for (FileInode file : dirty) {
            if (file.links > 0) {
                file.crash(rule, random, losses);
                files++;
            }
        }
        dirty.clear();
        usedPages = pages();
        return losses.report(files, changesKept, changes - changesKept);
    }

    // ---- looking at all of it

    /** Returns every path but that of the root, ascending. */
    Map<String, Inode> all() {
        return lookup.all();
    }

    /** Returns how many pages the files have that have a name or are open. */
    long usedPages() {
        absorbAll();
        return usedPages;
    }

    private long pages() {
        Set<Inode> counted = new LinkedHashSet<>();
        long pages = 0;
        for (Inode inode : all().values()) {
            if (inode instanceof FileInode file && counted.add(inode)) {
                pages += file.pages();
            }
        }
        return pages;
    }
}
