package dev.faultline.sim.internal.disk;

import dev.faultline.sim.CrashRule;
import dev.faultline.sim.DiskCall;
import dev.faultline.sim.DiskCrash;
import dev.faultline.sim.DiskPoint.Moment;
import dev.faultline.sim.Rng;
import dev.faultline.sim.internal.kernel.Life;
import dev.faultline.sim.internal.kernel.Machine;
import dev.faultline.sim.internal.kernel.Scheduler;
import dev.faultline.sim.internal.kernel.Task;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The calls by which programs use a disk: what they do to the files, the time they take, and when they fail. */
public final class DiskCalls {
    /** How many disks there were in this JVM. */
    private static long disks;

    /** The capacity, in pages, of a disk that has room for everything. */
    public static final long NO_LIMIT = Long.MAX_VALUE / Page.BYTES;

    private static final long COMMIT_INTERVAL_NANOS = 30_000_000_000L;

    private final long serial = ++disks;
    private final Machine node;
    private final Scheduler scheduler;
    private final Rng watching;

    public final DiskCounters counters = new DiskCounters();
    public final DiskFaults faults;
    public final DiskPoints points = new DiskPoints();
    private final SpoiledCalls spoiled = new SpoiledCalls(this);
    private final DiskSyncs syncs;
    public final DiskPace pace;
    public long capacityPages = NO_LIMIT;

    private final Consumer<FileTree> furnisher;
    private FileTree tree;
    private long nextCommitNanos;
    private long changesAtLastCommit;

    public DiskCalls(Machine node, Scheduler scheduler, Consumer<FileTree> furnisher) {
        this.node = node;
        this.furnisher = furnisher;
        this.scheduler = scheduler;
        pace = new DiskPace(scheduler, counters, Rng.fork(scheduler.seed, "disk latency of " + node.name()));
        faults = new DiskFaults(
                this,
                Rng.fork(scheduler.seed, "disk faults of " + node.name()),
                Rng.fork(scheduler.seed, "disk damage of " + node.name()));
        syncs = new DiskSyncs(this, scheduler);
        watching = Rng.fork(scheduler.seed, "watches of " + node.name());
        tree = fresh();
    }

    /** Throws all files away; no process runs. */
    public void format() {
        FileDescriptors.closeAll(this);
        CrashRule rule = tree.cache.rule;
        tree = fresh();
        tree.cache.rule = rule;
        changesAtLastCommit = 0;
    }

    /** Lets the power fail; no process runs any more. */
    public DiskCrash crash(Rng random) {
        FileDescriptors.closeAll(this);
        return tree.crash(random);
    }

    private FileTree fresh() {
        FileTree made = new FileTree(() -> node.clock().wallNanosSince(0, scheduler.nowNanos()));
        made.gate = new DiskGate(this);
        Folders.install(made, node.spec());
        furnisher.accept(made);
        return made;
    }

    /** Makes the folders that the node needs as it is made now. */
    public void furnish() {
        Folders.installHomes(tree, node.spec());
    }

    public String workingDirectory() {
        return Folders.working(node.spec());
    }

    public String temporaryDirectory() {
        return Folders.temporary(node.spec());
    }

    /** Returns the number of the device, as {@code stat} tells it. */
    public long device() {
        return (node.number() + 1L) << 8 | 1;
    }

    /** Returns a number that only the files of one process share: locks of one process are nothing to another. */
    public long lockDomain(@Nullable Life life) {
        return serial << 24 | (life == null ? 0 : life.generation);
    }

    /** Draws how much longer than usual an event takes to arrive. */
    public int watchDelay(int nanosBelow) {
        return watching.below(nanosBelow);
    }

    public FileTree tree() {
        return tree;
    }

    public long usedBytes() {
        return tree.cache.usedPages() * Page.BYTES;
    }

    public void setCapacity(long bytes) {
        capacityPages = bytes / Page.BYTES;
    }

    public long capacityBytes() {
        return Math.min(capacityPages, 1L << 28) * Page.BYTES;
    }

    public long freeBytes() {
        return Math.max(0, capacityBytes() - usedBytes());
    }

    /** Lets the file system write its journal by itself from time to time, as all do. */
    private void commitOldChanges() {
        if (scheduler.nowNanos() >= nextCommitNanos) {
            tree.cache.commitByItself(changesAtLastCommit);
            changesAtLastCommit = tree.cache.journal.sequence();
            nextCommitNanos = scheduler.nowNanos() + COMMIT_INTERVAL_NANOS;
        }
    }

    public OpenFile open(Life life, String path, int flags, int permissions) {
        commitOldChanges();
        FileLookup.Place place = tree.find(path, (flags & (OpenFile.NO_FOLLOW | OpenFile.EXCLUSIVE)) == 0);
        Inode inode = place.inode();
        if (!life.machine.allowance().mayOpen(1)) {
            throw new PosixException(PosixError.EMFILE);
        }
        boolean creates = inode == null && (flags & OpenFile.CREATE) != 0;
        if (creates) {
            if (path.endsWith("/")) {
                throw new PosixException(PosixError.EISDIR);
            }
            inode = tree.createFile(path, place, permissions);
        } else {
            inode = place.existing();
            checkMayOpen(inode, flags);
        }
        boolean empties =
                inode instanceof FileInode contents && (flags & OpenFile.TRUNCATE) != 0 && contents.size() > 0;
        DiskCall call = new DiskCall(empties ? DiskCall.Kind.EMPTY : DiskCall.Kind.OPEN, path);
        if (!creates) {
            faults.fail(call);
            points.reached(call, Moment.BEFORE);
        }
        OpenFile file = FileDescriptors.open(this, inode, path, flags, inode instanceof InodeDevice ? null : life);
        if (empties && inode instanceof FileInode contents) {
            tree.cache.resize(contents, 0);
        }
        if (!creates) {
            points.reached(call, Moment.AFTER);
        }
        return file;
    }

    private void checkMayOpen(Inode inode, int flags) {
        boolean writes = (flags & OpenFile.WRITE) != 0;
        if ((flags & OpenFile.CREATE) != 0 && (flags & OpenFile.EXCLUSIVE) != 0) {
            throw new PosixException(PosixError.EEXIST);
        }
        if (inode instanceof InodeLink) {
            throw new PosixException(PosixError.ELOOP);
        }
        if (inode instanceof InodeSocket) {
            throw new PosixException(PosixError.ENXIO);
        }
        if (inode instanceof Directory && writes) {
            throw new PosixException(PosixError.EISDIR);
        }
        if (inode instanceof FileInode && writes) {
            tree.cache.checkWritable();
        }
        boolean reads = (flags & OpenFile.READ) != 0;
        if ((writes && !inode.allows(Inode.OWNER_WRITE)) || (reads && !inode.allows(Inode.OWNER_READ))) {
            throw new PosixException(PosixError.EACCES);
        }
    }

    /** Reads at the position; returns how many bytes, or -1 at the end. */
    public int readAt(OpenFile file, long position, byte[] target, int offset, int length) {
        if (file.inode instanceof InodeDevice device) {
            return device.random ? InodeDevice.randomBytes(target, offset, length) : -1;
        }
        if (file.inode instanceof InodeText text) {
            return file.readTold(text, position, target, offset, length);
        }
        FileInode contents = file.readable();
        DiskCall call = new DiskCall(DiskCall.Kind.READ, file.path, file.path, position, length);
        DiskFaults.Hit hit = faults.strike(call);
        points.reached(call, Moment.BEFORE);
        int count = tree.cache.read(contents, position, target, offset, length);
        counters.reads++;
        counters.readBytes += Math.max(0, count);
        if (length > 0 && contents.spoiled != null && contents.spoiled.isShownBy(position, target, offset, count)) {
            counters.shownReads++;
            record("DamageRead", "path", file.path, "at", position, "bytes", Math.max(0, count));
        }
        spoiled.read(call, hit, target, offset, count);
        points.reached(call, Moment.AFTER);
        pace.read(hit);
        return count;
    }

    /** Reads at the file's own position and moves it. */
    public int read(OpenFile file, byte[] target, int offset, int length) {
        long position = file.position;
        int count = readAt(file, position, target, offset, length);
        file.position = position + Math.max(0, count);
        return count;
    }

    /** Writes at the file's own position, or at the end if it was opened so, and moves the position. */
    public int write(OpenFile file, byte[] source, int offset, int length) {
        if (file.is(OpenFile.APPEND)) {
            file.position = file.inode.size();
        }
        long position = file.position;
        // The position moves with the write itself; other threads may write while this one waits.
        file.position = position + length;
        int count = 0;
        try {
            count = writeAt(file, position, source, offset, length);
            return count;
        } finally {
            if (count < length) {
                file.position = position + count;
            }
        }
    }

    /** Writes at the position; returns how many bytes found room. */
    public int writeAt(OpenFile file, long position, byte[] source, int offset, int length) {
        if (file.inode instanceof InodeDevice) {
            return length;
        }
        FileInode contents = file.writable();
        if (length == 0) {
            return 0;
        }
        long start = file.is(OpenFile.APPEND) ? contents.size() : position;
        DiskCall call = new DiskCall(DiskCall.Kind.WRITE, file.path, file.path, start, length);
        DiskFaults.Hit hit = faults.strike(call);
        if (start > FileInode.SIZE_MAX - length) {
            throw new PosixException(PosixError.EFBIG);
        }
        points.reached(call, Moment.BEFORE);
        int count = hit.spoils == null
                ? tree.cache.write(contents, start, source, offset, length, capacityPages)
                : spoiled.write(call, hit, contents, source, offset, length);
        counters.writes++;
        counters.writtenBytes += count;
        if (count < length) {
            counters.outOfSpace++;
            recordFault(file.path, "WRITE", PosixError.ENOSPC);
            if (count == 0) {
                throw new PosixException(PosixError.ENOSPC);
            }
        }
        points.reached(call, Moment.AFTER);
        pace.write(hit);
        if (file.is(OpenFile.SYNC)) {
            sync(file);
        }
        return count;
    }

    public void truncate(OpenFile file, long size) {
        FileInode contents = file.writable();
        DiskCall call = new DiskCall(DiskCall.Kind.TRUNCATE, file.path, file.path, size, Long.MAX_VALUE);
        DiskFaults.Hit hit = faults.strike(call);
        if (size > FileInode.SIZE_MAX) {
            throw new PosixException(PosixError.EFBIG);
        }
        points.reached(call, Moment.BEFORE);
        tree.cache.resize(contents, size);
        points.reached(call, Moment.AFTER);
        pace.write(hit);
        if (file.is(OpenFile.SYNC)) {
            sync(file);
        }
    }

    /** Makes the file or directory durable as it is when the sync begins. */
    public void sync(OpenFile file) {
        if (file.closed) {
            throw new PosixException(PosixError.EBADF);
        }
        if (file.inode instanceof FileInode contents) {
            syncs.ofFile(contents, file.path, 0, Long.MAX_VALUE);
        } else {
            syncs.ofDirectory(file.inode, file.path);
        }
    }

    /** Makes durable what a mapping has between two places of the file, and the file's size. */
    public void force(FileMapping mapping, long from, long to) {
        syncs.ofFile(mapping.file(), mapping.path(), from, to);
    }

    // ---- looking at it, and telling of it

    /** Returns the file that the path leads to, or null. */
    public @Nullable FileInode fileAt(String path) {
        try {
            return tree.find(path, true).inode() instanceof FileInode file ? file : null;
        } catch (PosixException e) {
            return null;
        }
    }

    void recordFault(String path, String operation, PosixError error) {
        record("FileFault", "path", path, "operation", operation, "error", error.name());
    }

    public void record(String event, Object... data) {
        Task task = Task.current();
        scheduler.setCause(scheduler.recorder.record(
                event, node.name(), task == null ? "" : task.name(), scheduler.nowNanos(), scheduler.cause(), data));
    }
}
