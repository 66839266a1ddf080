package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.disk.FileInode;
import dev.faultline.sim.internal.disk.Inode;
import dev.faultline.sim.internal.disk.OpenFile;
import dev.faultline.sim.internal.disk.Page;
import dev.faultline.sim.internal.disk.PosixException;
import java.io.FileDescriptor;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.FileChannel;

/** What file channels do with a simulated file. Public only to be called by the JDK. */
public final class NioChannelHooks {
    private static final long UNSUPPORTED_CASE = -6;
    private static final int COPY_BYTES = 64 * 1024;
    private static final int LOCKED = 0;
    private static final int ALIGNMENT_BYTES = Page.BYTES;

    private NioChannelHooks() {}

    public static boolean isSimulated(Object dispatcher, FileDescriptor fd) {
        return FileHooks.isSimulatedDescriptor(fd);
    }

    // ---- reading

    public static int channelRead(Object dispatcher, FileDescriptor fd, long address, int length) throws IOException {
        OpenFile file = FileHooks.of(fd);
        byte[] bytes = new byte[length];
        try {
            int count = file.disk.read(file, bytes, 0, length);
            FileInternals.copyToNative(bytes, 0, address, Math.max(0, count));
            return count;
        } catch (PosixException e) {
            throw FileHooks.asIoException(e);
        }
    }

    public static int channelReadAt(Object dispatcher, FileDescriptor fd, long address, int length, long position)
            throws IOException {
        OpenFile file = FileHooks.of(fd);
        byte[] bytes = new byte[length];
        try {
            int count = file.disk.readAt(file, position, bytes, 0, length);
            FileInternals.copyToNative(bytes, 0, address, Math.max(0, count));
            return count;
        } catch (PosixException e) {
            throw FileHooks.asIoException(e);
        }
    }

    /** Fills several buffers; an element of the array at the address is a pair of address and length. */
    public static long channelReadMany(Object dispatcher, FileDescriptor fd, long address, int buffers)
            throws IOException {
        byte[] bytes = new byte[lengthOf(address, buffers)];
        OpenFile file = FileHooks.of(fd);
        int count;
        try {
            count = file.disk.read(file, bytes, 0, bytes.length);
        } catch (PosixException e) {
            throw FileHooks.asIoException(e);
        }
        int done = 0;
        for (int i = 0; i < buffers && done < count; i++) {
            int here = (int) Math.min(bufferLength(address, i), count - done);
            FileInternals.copyToNative(bytes, done, bufferAddress(address, i), here);
            done += here;
        }
        return count;
    }

    private static int lengthOf(long address, int buffers) {
        long length = 0;
        for (int i = 0; i < buffers; i++) {
            length += bufferLength(address, i);
        }
        return (int) Math.min(length, Integer.MAX_VALUE - 8);
    }

    private static long bufferAddress(long vector, int i) {
        return FileInternals.nativeLong(vector + 16L * i);
    }

    private static long bufferLength(long vector, int i) {
        return FileInternals.nativeLong(vector + 16L * i + 8);
    }

    // ---- writing

    public static int channelWrite(Object dispatcher, FileDescriptor fd, long address, int length) throws IOException {
        byte[] bytes = new byte[length];
        FileInternals.copyFromNative(address, bytes, 0, length);
        return write(fd, bytes);
    }

    private static int write(FileDescriptor fd, byte[] bytes) throws IOException {
        OpenFile file = FileHooks.of(fd);
        try {
            return file.disk.write(file, bytes, 0, bytes.length);
        } catch (PosixException e) {
            throw FileHooks.asIoException(e);
        }
    }

    public static int channelWriteAt(Object dispatcher, FileDescriptor fd, long address, int length, long position)
            throws IOException {
        byte[] bytes = new byte[length];
        FileInternals.copyFromNative(address, bytes, 0, length);
        OpenFile file = FileHooks.of(fd);
        try {
            return file.disk.writeAt(file, position, bytes, 0, length);
        } catch (PosixException e) {
            throw FileHooks.asIoException(e);
        }
    }

    public static long channelWriteMany(Object dispatcher, FileDescriptor fd, long address, int buffers)
            throws IOException {
        byte[] bytes = new byte[lengthOf(address, buffers)];
        int done = 0;
        for (int i = 0; i < buffers && done < bytes.length; i++) {
            int here = (int) Math.min(bufferLength(address, i), bytes.length - done);
            FileInternals.copyFromNative(bufferAddress(address, i), bytes, done, here);
            done += here;
        }
        return write(fd, bytes);
    }

    // ---- the rest

    public static long channelSeek(Object dispatcher, FileDescriptor fd, long offset) throws IOException {
        OpenFile file = FileHooks.of(fd);
        if (offset >= 0) {
            file.position = offset;
        }
        return file.position;
    }

    public static int channelForce(Object dispatcher, FileDescriptor fd, boolean metadata) throws IOException {
        OpenFile file = FileHooks.of(fd);
        try {
            file.disk.sync(file);
            return 0;
        } catch (PosixException e) {
            throw FileHooks.asIoException(e);
        }
    }

    public static int channelTruncate(Object dispatcher, FileDescriptor fd, long size) throws IOException {
        OpenFile file = FileHooks.of(fd);
        try {
            file.disk.truncate(file, size);
            return 0;
        } catch (PosixException e) {
            throw FileHooks.asIoException(e);
        }
    }

    public static long channelSize(Object dispatcher, FileDescriptor fd) {
        return FileHooks.of(fd).inode.size();
    }

    public static int channelAvailable(Object dispatcher, FileDescriptor fd) {
        OpenFile file = FileHooks.of(fd);
        return Math.clamp(file.inode.size() - file.position, 0, Integer.MAX_VALUE);
    }

    public static boolean channelIsOther(Object dispatcher, FileDescriptor fd) {
        Inode inode = FileHooks.of(fd).inode;
        return inode.kind() != Inode.KIND_FILE && inode.kind() != Inode.KIND_DIRECTORY;
    }

    /**
     * A node has one process at a time, and between the threads of a process the JDK itself keeps the locks apart: there
     * is nobody else who could hold one.
     */
    public static int channelLock(
            Object dispatcher, FileDescriptor fd, boolean blocking, long position, long size, boolean shared) {
        return LOCKED;
    }

    public static void channelRelease(Object dispatcher, FileDescriptor fd, long position, long size) {
        // As there is no lock, there is nothing to release.
    }

    public static int channelDirect(Object dispatcher, FileDescriptor fd, String path) {
        return ALIGNMENT_BYTES;
    }

    public static boolean isSimulatedKey(FileDescriptor fd) {
        return FileHooks.isSimulatedDescriptor(fd);
    }

    public static Object fileKey(FileDescriptor fd) {
        OpenFile file = FileHooks.of(fd);
        return FileInternals.Nio.fileKey(file.disk.lockDomain(file.process), file.inode.number);
    }

    // ---- transfers

    public static boolean transfersTo(
            Object dispatcher, FileDescriptor source, long position, long count, FileDescriptor target) {
        return FileHooks.isSimulatedDescriptor(source) || FileHooks.isSimulatedDescriptor(target);
    }

    public static boolean transfersFrom(Object dispatcher, FileDescriptor source, FileDescriptor target) {
        return FileHooks.isSimulatedDescriptor(source) || FileHooks.isSimulatedDescriptor(target);
    }

    /** Copies from the place in the source to the target's position. */
    public static long transferTo(
            Object dispatcher, FileDescriptor source, long position, long count, FileDescriptor target, boolean append)
            throws IOException {
        if (append || !areBothFiles(source, target)) {
            return UNSUPPORTED_CASE;
        }
        OpenFile to = FileHooks.of(target);
        long copied = copy(FileHooks.of(source), position, to, to.position, count);
        to.position += copied;
        return copied;
    }

    /** Copies from the source's position to the place in the target. */
    public static long transferFrom(
            Object dispatcher, FileDescriptor source, FileDescriptor target, long position, long count, boolean append)
            throws IOException {
        if (append || !areBothFiles(source, target)) {
            return UNSUPPORTED_CASE;
        }
        OpenFile from = FileHooks.of(source);
        long copied = copy(from, from.position, FileHooks.of(target), position, count);
        from.position += copied;
        return copied;
    }

    private static boolean areBothFiles(FileDescriptor source, FileDescriptor target) {
        return FileHooks.isSimulatedDescriptor(source)
                && FileHooks.isSimulatedDescriptor(target)
                && FileHooks.of(source).inode instanceof FileInode
                && FileHooks.of(target).inode instanceof FileInode;
    }

    private static long copy(OpenFile source, long from, OpenFile target, long to, long count) throws IOException {
        // The end as it is now: a file may be copied to its own end.
        long length = Math.clamp(source.inode.size() - from, 0L, count);
        byte[] bytes = new byte[(int) Math.min(length, COPY_BYTES)];
        long done = 0;
        try {
            while (done < length) {
                int here = (int) Math.min(bytes.length, length - done);
                int read = source.disk.readAt(source, from + done, bytes, 0, here);
                if (read <= 0) {
                    return done;
                }
                done += target.disk.writeAt(target, to + done, bytes, 0, read);
            }
            return done;
        } catch (PosixException e) {
            if (done > 0) {
                return done;
            }
            throw FileHooks.asIoException(e);
        }
    }

    /** Where the JDK would map the source into memory; it then reads and writes. */
    public static long transferUnsupported() {
        return UNSUPPORTED_CASE;
    }

    public static boolean isSimulatedChannel(FileChannel channel) {
        return FileHooks.isSimulatedDescriptor(FileInternals.Nio.descriptorOf(channel));
    }

    public static boolean isSimulatedTransfer(FileChannel target, Channel source) {
        return isSimulatedChannel(target)
                || (source instanceof FileChannel file
                        && file.getClass() == target.getClass()
                        && isSimulatedChannel(file));
    }
}
