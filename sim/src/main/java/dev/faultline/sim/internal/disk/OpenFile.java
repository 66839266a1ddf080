package dev.faultline.sim.internal.disk;

import dev.faultline.sim.internal.kernel.Life;
import org.jspecify.annotations.Nullable;

/** What a file descriptor stands for: an inode, how it was opened, and a position. */
public final class OpenFile {
    public static final int READ = 1;
    public static final int WRITE = 2;
    public static final int CREATE = 4;
    public static final int EXCLUSIVE = 8;
    public static final int TRUNCATE = 16;
    public static final int APPEND = 32;
    /** Every write is synced before it returns. */
    public static final int SYNC = 64;

    public static final int NO_FOLLOW = 128;

    public final int descriptor;
    public final DiskCalls disk;
    public final Inode inode;
    public final String path;
    /** Whose file it is; null for one that belongs to the machine, such as a device. */
    public final @Nullable Life process;

    public long position;
    boolean closed;

    private final int flags;
    /** What is told of a file that the machine makes up; renewed whenever it is read from its start. */
    private byte @Nullable [] told;

    OpenFile(int descriptor, DiskCalls disk, Inode inode, String path, int flags, @Nullable Life process) {
        this.descriptor = descriptor;
        this.disk = disk;
        this.inode = inode;
        this.path = path;
        this.flags = flags;
        this.process = process;
    }

    boolean is(int flag) {
        return (flags & flag) != 0;
    }

    /** Returns the file's contents, for reading. */
    FileInode readable() {
        return contents(READ);
    }

    /** Returns the file's contents, for writing. */
    FileInode writable() {
        return contents(WRITE);
    }

    /** Reads of a file that the machine makes up; returns how many bytes, -1 at the end. */
    int readTold(InodeText text, long position, byte[] target, int offset, int length) {
        checkOpen(READ);
        byte[] known = told;
        if (known == null || position == 0) {
            known = text.contents();
            told = known;
        }
        int count = (int) Math.clamp(known.length - position, 0L, length);
        System.arraycopy(known, (int) Math.min(position, known.length), target, offset, count);
        return count == 0 && length > 0 ? -1 : count;
    }

    private void checkOpen(int flag) {
        if (closed || !is(flag)) {
            throw new PosixException(PosixError.EBADF);
        }
    }

    private FileInode contents(int flag) {
        checkOpen(flag);
        return switch (inode) {
            case FileInode file -> file;
            case Directory directory -> throw new PosixException(PosixError.EISDIR);
            case InodeLink link -> throw new PosixException(PosixError.ELOOP);
            case InodeSocket socket -> throw new PosixException(PosixError.ENXIO);
            case InodeText text -> throw new PosixException(PosixError.EINVAL);
            case InodeDevice device -> throw new PosixException(PosixError.EINVAL);
        };
    }
}
