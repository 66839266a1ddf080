package dev.faultline.sim.internal.disk;

import dev.faultline.sim.DiskCall.Kind;
import dev.faultline.sim.DiskCrash;
import dev.faultline.sim.Rng;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A POSIX file system in memory: names, inodes, and what of them the disk would hold after a power failure. It knows
 * nothing of the JDK, of threads and of time spent; paths are absolute.
 */
public final class FileTree {
    /** A longer target of a link does not fit into the link's inode. */
    private static final int LINK_LENGTH_MAX = 59;

    /** The contents of the files, and what is durable of all. */
    public final DiskCache cache;

    /** What may be in the way of changes. */
    FileGate gate = FileGate.OPEN;

    private final LongSupplier wallNanos;
    private final Directory root;
    private final FileLookup lookup;
    private long inodes = 1;

    FileTree(LongSupplier wallNanos) {
        this.wallNanos = wallNanos;
        cache = new DiskCache(wallNanos);
        root = new Directory(++inodes, 0755, null, wallNanos.getAsLong());
        root.links = 1;
        lookup = new FileLookup(root);
    }

    public Directory root() {
        return root;
    }

    public long nowNanos() {
        return wallNanos.getAsLong();
    }

    // ---- paths

    /** Finds what the path stands for; with {@code follow}, a link at its end is followed. */
    public FileLookup.Place find(String path, boolean follow) {
        gate.beforeLook(path);
        return lookup.find(path, follow);
    }

    /** Returns the path without links, {@code .} and {@code ..}. */
    public String realPath(String path) {
        gate.beforeLook(path);
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
        cache.checkWritable();
        if (!directory.allows(Inode.OWNER_WRITE)) {
            throw new PosixException(PosixError.EACCES);
        }
        if (directory.links == 0) {
            throw new PosixException(PosixError.ENOENT);
        }
    }

    private void change(DiskChange.Renaming name) {
        cache.journal.rename(new DiskChange.Names(List.of(name), null));
    }

    /** Gives the inode a name; {@code needsBlock} if it takes a block of the disk besides those of its contents. */
    private void enter(String path, FileLookup.Place place, Inode inode, boolean needsBlock) {
        gate.beforeChange(Kind.CREATE, path, path);
        checkHasRoom(path, place, needsBlock);
        change(new DiskChange.Renaming(place.directory(), place.name(), null, inode));
        place.directory().touch(nowNanos());
        cache.watches.created(place.directory(), place.name());
        gate.afterChange(Kind.CREATE, path, path);
    }

    /** A full disk has no block for more names than fit into those that the directory has, nor for what needs its own. */
    private void checkHasRoom(String path, FileLookup.Place place, boolean needsBlock) {
        if (gate.isFull() && (needsBlock || place.directory().needsBlockFor(place.name()))) {
            throw gate.full(path);
        }
    }

    FileInode createFile(String path, FileLookup.Place place, int permissions) {
        vacant(place);
        FileInode file = new FileInode(++inodes, permissions, nowNanos());
        enter(path, place, file, false);
        return file;
    }

    public void createDirectory(String path, int permissions) {
        FileLookup.Place place = vacant(find(path.endsWith("/") ? path.replaceAll("/+$", "") : path, false));
        enter(path, place, new Directory(++inodes, permissions, place.directory(), nowNanos()), true);
    }

    public void createLink(String path, String target) {
        enter(
                path,
                vacant(find(path, false)),
                new InodeLink(++inodes, target, nowNanos()),
                target.length() > LINK_LENGTH_MAX);
    }

    public void createSocket(String path, InodeSocket.@Nullable Holder holder) {
        enter(path, vacant(find(path, false)), new InodeSocket(++inodes, holder, nowNanos()), false);
    }

    /** Gives what the first path stands for a second name. */
    public void link(String existing, String path) {
        Inode inode = find(existing, false).existing();
        FileLookup.Place place = vacant(find(path, false));
        if (inode instanceof Directory) {
            throw new PosixException(PosixError.EPERM);
        }
        enter(path, place, inode, false);
        inode.changedNanos = nowNanos();
    }

    /** Removes a name that does not stand for a directory. */
    public void unlink(String path) {
        FileLookup.Place place = find(path, false);
        if (place.existing() instanceof Directory) {
            throw new PosixException(PosixError.EISDIR);
        }
        remove(path, place);
    }

    /** Takes a name away that no program has removed: no call tells of it, and no loss of power brings it back. */
    void vanish(String path) {
        FileLookup.Place place = find(path, false);
        Inode inode = place.existing();
        change(new DiskChange.Renaming(place.directory(), place.name(), inode, null));
        cache.journal.commitInOrder(inode, Long.MAX_VALUE);
        cache.watches.removed(place.directory(), place.name());
        cache.forgetIfGone(inode);
    }

    /** Removes a name, whatever it stands for. */
    public void delete(String path) {
        if (find(path, false).existing() instanceof Directory) {
            removeDirectory(path);
        } else {
            unlink(path);
        }
    }

    public void removeDirectory(String path) {
        FileLookup.Place place = find(path, false);
        if (!FileLookup.directoryAt(place).isEmpty()) {
            throw new PosixException(PosixError.ENOTEMPTY);
        }
        if (place.name().equals(".")) {
            throw new PosixException(PosixError.EINVAL);
        }
        remove(path, place);
    }

    private void remove(String path, FileLookup.Place place) {
        checkMayChange(place.directory());
        gate.beforeChange(Kind.DELETE, path, path);
        Inode inode = place.existing();
        change(new DiskChange.Renaming(place.directory(), place.name(), inode, null));
        long now = nowNanos();
        place.directory().touch(now);
        inode.changedNanos = now;
        cache.watches.removed(place.directory(), place.name());
        cache.forgetIfGone(inode);
        gate.afterChange(Kind.DELETE, path, path);
    }

    /** Moves a name; what stood at the new place is replaced in the same instant. */
    public void rename(String from, String to) {
        FileLookup.Place source = find(from, false);
        FileLookup.Place target = find(to, false);
        Inode inode = source.existing();
        Inode replaced = target.inode();
        checkMayMove(source, inode, target, replaced);
        cache.checkWritable();
        if (replaced == inode) {
            return;
        }
        checkMayChange(source.directory());
        checkMayChange(target.directory());
        gate.beforeChange(Kind.RENAME, from, to);
        if (replaced == null) {
            checkHasRoom(to, target, false);
        }
        boolean takesContents = cache.rule.replacementsKeepContents() && replaced != null;
        cache.journal.rename(new DiskChange.Names(
                List.of(
                        new DiskChange.Renaming(source.directory(), source.name(), inode, null),
                        new DiskChange.Renaming(target.directory(), target.name(), replaced, inode)),
                takesContents && inode instanceof FileInode file ? cache.snapshot(file, 0, Long.MAX_VALUE) : null));
        long now = nowNanos();
        source.directory().touch(now);
        target.directory().touch(now);
        inode.changedNanos = now;
        cache.watches.removed(source.directory(), source.name());
        cache.watches.created(target.directory(), target.name());
        if (replaced != null) {
            cache.forgetIfGone(replaced);
        }
        gate.afterChange(Kind.RENAME, from, to);
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
    public void install(String path, byte[] contents) {
        Directory directory = root;
        List<String> names = FilePaths.names(path);
        for (String name : names.subList(0, names.size() - 1)) {
            directory = installedDirectory(directory, name);
        }
        FileInode file = new FileInode(++inodes, 0644, nowNanos());
        cache.install(file, contents);
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
    public void setOwner(String path, Inode inode, int user, int group) {
        cache.checkWritable();
        gate.beforeChange(Kind.ATTRIBUTES, path, path);
        inode.user = user < 0 ? inode.user : user;
        inode.group = group < 0 ? inode.group : group;
        inode.changedNanos = nowNanos();
        cache.watches.changed(inode);
        gate.afterChange(Kind.ATTRIBUTES, path, path);
    }

    public void setPermissions(String path, Inode inode, int bits) {
        cache.checkWritable();
        gate.beforeChange(Kind.ATTRIBUTES, path, path);
        inode.setPermissions(bits, nowNanos());
        cache.watches.changed(inode);
        gate.afterChange(Kind.ATTRIBUTES, path, path);
    }

    public void setTimes(String path, Inode inode, long accessedNanos, long modifiedNanos) {
        cache.checkWritable();
        gate.beforeChange(Kind.ATTRIBUTES, path, path);
        inode.accessedNanos = accessedNanos;
        inode.modifiedNanos = modifiedNanos;
        inode.changedNanos = nowNanos();
        cache.watches.changed(inode);
        gate.afterChange(Kind.ATTRIBUTES, path, path);
    }

    // ---- crash

    /** Lets the power fail. No file is open any more. */
    DiskCrash crash(Rng random) {
        DiskCrash crash = cache.crash(random);
        cache.count(all().values());
        return crash;
    }

    // ---- looking at all of it

    /** Returns every path but that of the root, ascending. */
    public Map<String, Inode> all() {
        return lookup.all();
    }
}
