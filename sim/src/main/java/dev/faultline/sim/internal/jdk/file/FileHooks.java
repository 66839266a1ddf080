package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.disk.Directory;
import dev.faultline.sim.internal.disk.FileDescriptors;
import dev.faultline.sim.internal.disk.FileHost;
import dev.faultline.sim.internal.disk.FilePaths;
import dev.faultline.sim.internal.disk.Inode;
import dev.faultline.sim.internal.disk.InodeDevice;
import dev.faultline.sim.internal.disk.OpenFile;
import dev.faultline.sim.internal.disk.PosixError;
import dev.faultline.sim.internal.disk.PosixException;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.SyncFailedException;
import java.util.Objects;
import jdk.internal.access.JavaIOFileDescriptorAccess;
import jdk.internal.access.SharedSecrets;
import org.jspecify.annotations.Nullable;

/**
 * What the streams of {@code java.io} do with a simulated file. Opening is decided by thread and path, everything else by
 * the number of the descriptor. Public only to be called by the JDK. The file is as long as three classes have methods that
 * touch a file, a few lines for each.
 */
public final class FileHooks {
    private static final JavaIOFileDescriptorAccess FD = SharedSecrets.getJavaIOFileDescriptorAccess();

    private static final int MODE_READ_ONLY = 1;
    private static final int MODE_SYNC = 4 | 8;
    private static final int MODE_TEMPORARY = 16;
    private static final int DEFAULT_PERMISSIONS = 0644;

    private FileHooks() {}

    // ---- which files are simulated

    public static boolean isSimulatedDescriptor(FileDescriptor fd) {
        return FileDescriptors.isSimulated(FD.get(fd));
    }

    public static boolean isSimulatedInput(FileInputStream in) throws IOException {
        return FileDescriptors.isSimulated(FD.get(in.getFD()));
    }

    public static boolean isSimulatedOutput(FileOutputStream out) throws IOException {
        return FileDescriptors.isSimulated(FD.get(out.getFD()));
    }

    public static boolean isSimulatedRandomAccess(RandomAccessFile file) throws IOException {
        return FileDescriptors.isSimulated(FD.get(file.getFD()));
    }

    static OpenFile of(FileDescriptor fd) {
        return FileDescriptors.get(FD.get(fd));
    }

    public static Task task() {
        Task task = Task.current();
        if (task == null) {
            throw new IllegalStateException("a simulated file is used by a thread that is not simulated: "
                    + Thread.currentThread().getName());
        }
        return task;
    }

    // ---- opening

    public static boolean opensInput(FileInputStream in, String path) {
        return FileHost.simulatesReadOf(path);
    }

    public static void openInput(FileInputStream in, String path) throws IOException {
        open(in.getFD(), path, OpenFile.READ);
    }

    public static boolean opensOutput(FileOutputStream out, String path, boolean append) {
        return FileHost.simulated() != null;
    }

    public static void openOutput(FileOutputStream out, String path, boolean append) throws IOException {
        int flags = OpenFile.WRITE | OpenFile.CREATE | (append ? OpenFile.APPEND : OpenFile.TRUNCATE);
        open(out.getFD(), path, flags);
        FD.setAppend(out.getFD(), append);
    }

    public static boolean opensRandomAccess(RandomAccessFile file, String path, int mode) {
        return (mode & MODE_READ_ONLY) != 0 ? FileHost.simulatesReadOf(path) : FileHost.simulated() != null;
    }

    public static void openRandomAccess(RandomAccessFile file, String path, int mode) throws IOException {
        int flags = OpenFile.READ;
        if ((mode & MODE_READ_ONLY) == 0) {
            flags |= OpenFile.WRITE | OpenFile.CREATE;
        }
        if ((mode & MODE_SYNC) != 0) {
            flags |= OpenFile.SYNC;
        }
        open(file.getFD(), path, flags);
        if ((mode & MODE_TEMPORARY) != 0) {
            try {
                SimProcess.of(task()).node.disk().calls().tree().unlink(FilePaths.absolute(task(), path));
            } catch (PosixException e) {
                throw asIoException(e);
            }
        }
    }

    private static void open(FileDescriptor fd, String path, int flags) throws IOException {
        Task task = task();
        String absolute = FilePaths.absolute(task, path);
        String host = (flags & OpenFile.WRITE) == 0 ? FileHost.hostPathOf(task, absolute) : null;
        if (host != null) {
            FD.set(fd, FileHost.open(host));
            return;
        }
        try {
            OpenFile file = SimProcess.of(task)
                    .node
                    .disk()
                    .calls()
                    .open(SimProcess.of(task), absolute, flags, DEFAULT_PERMISSIONS);
            if (file.inode instanceof Directory) {
                FileDescriptors.close(file.descriptor);
                throw new PosixException(PosixError.EISDIR);
            }
            FD.set(fd, file.descriptor);
        } catch (PosixException e) {
            throw new FileNotFoundException(path + " (" + e.error.text + ")");
        }
    }

    // ---- closing

    public static void close(FileDescriptor fd) {
        int descriptor = FD.get(fd);
        FD.set(fd, -1);
        // The cleaner's thread closes what was garbage-collected at a moment that no seed decides: the process keeps
        // it.
        if (Task.current() != null) {
            FileDescriptors.close(descriptor);
        }
    }

    public static boolean isSimulatedCleanup(Object cleanable) {
        return FileDescriptors.isSimulated(FileInternals.descriptorOf(cleanable));
    }

    public static void cleanUp(Object cleanable) {
        // As in close: nothing happens when a file that was never closed is garbage-collected.
    }

    // ---- reading and writing

    private static int readOne(FileDescriptor fd) throws IOException {
        byte[] one = new byte[1];
        return read(fd, one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    private static int read(FileDescriptor fd, byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        OpenFile file = of(fd);
        try {
            return file.disk.read(file, target, offset, length);
        } catch (PosixException e) {
            throw asIoException(e);
        }
    }

    private static void write(FileDescriptor fd, byte[] source, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, source.length);
        OpenFile file = of(fd);
        try {
            for (int done = 0; done < length; ) {
                done += file.disk.write(file, source, offset + done, length - done);
            }
        } catch (PosixException e) {
            throw asIoException(e);
        }
    }

    public static IOException asIoException(PosixException e) {
        return new IOException(e.error.text);
    }

    public static int inputRead(FileInputStream in) throws IOException {
        return readOne(in.getFD());
    }

    public static int inputReadAll(FileInputStream in, byte[] target) throws IOException {
        return read(in.getFD(), target, 0, target.length);
    }

    public static int inputReadSome(FileInputStream in, byte[] target, int offset, int length) throws IOException {
        return read(in.getFD(), target, offset, length);
    }

    public static long inputLength(FileInputStream in) throws IOException {
        return of(in.getFD()).inode.size();
    }

    public static long inputPosition(FileInputStream in) throws IOException {
        return of(in.getFD()).position;
    }

    public static long inputSkip(FileInputStream in, long count) throws IOException {
        OpenFile file = of(in.getFD());
        if (file.inode instanceof InodeDevice) {
            return Math.max(0, count);
        }
        if (file.position + count < 0) {
            throw new IOException(PosixError.EINVAL.text);
        }
        file.position += count;
        return count;
    }

    public static int inputAvailable(FileInputStream in) throws IOException {
        OpenFile file = of(in.getFD());
        return Math.clamp(file.inode.size() - file.position, 0, Integer.MAX_VALUE);
    }

    public static boolean inputIsRegularFile(FileInputStream in) throws IOException {
        return of(in.getFD()).inode.kind() == Inode.KIND_FILE;
    }

    public static void outputWrite(FileOutputStream out, int b) throws IOException {
        write(out.getFD(), new byte[] {(byte) b}, 0, 1);
    }

    public static void outputWriteAll(FileOutputStream out, byte[] source) throws IOException {
        write(out.getFD(), source, 0, source.length);
    }

    public static void outputWriteSome(FileOutputStream out, byte[] source, int offset, int length) throws IOException {
        write(out.getFD(), source, offset, length);
    }

    public static int randomRead(RandomAccessFile file) throws IOException {
        return readOne(file.getFD());
    }

    public static int randomReadSome(RandomAccessFile file, byte[] target, int offset, int length) throws IOException {
        return read(file.getFD(), target, offset, length);
    }

    public static @Nullable String randomReadLine(RandomAccessFile file) throws IOException {
        StringBuilder line = new StringBuilder();
        int b = readOne(file.getFD());
        if (b < 0) {
            return null;
        }
        for (; b >= 0 && b != '\n' && b != '\r'; b = readOne(file.getFD())) {
            line.append((char) b);
        }
        if (b == '\r') {
            long after = of(file.getFD()).position;
            if (readOne(file.getFD()) != '\n') {
                of(file.getFD()).position = after;
            }
        }
        return line.toString();
    }

    public static void randomWrite(RandomAccessFile file, int b) throws IOException {
        write(file.getFD(), new byte[] {(byte) b}, 0, 1);
    }

    public static void randomWriteSome(RandomAccessFile file, byte[] source, int offset, int length)
            throws IOException {
        write(file.getFD(), source, offset, length);
    }

    public static int randomSkip(RandomAccessFile file, int count) throws IOException {
        OpenFile open = of(file.getFD());
        long skipped = Math.clamp(open.inode.size() - open.position, 0L, Math.max(0, count));
        open.position += skipped;
        return (int) skipped;
    }

    public static void randomSeek(RandomAccessFile file, long position) throws IOException {
        if (position < 0) {
            throw new IOException("Negative seek offset");
        }
        of(file.getFD()).position = position;
    }

    /** In place of calls of {@code RandomAccessFile.getFilePointer}, which is native. */
    public static long filePointer(RandomAccessFile file) throws IOException {
        return isSimulatedRandomAccess(file) ? of(file.getFD()).position : file.getFilePointer();
    }

    /** {@code super.getFilePointer()}, of a class that may override it. */
    public static long superFilePointer(RandomAccessFile file) throws IOException {
        return isSimulatedRandomAccess(file)
                ? of(file.getFD()).position
                : file.getChannel().position();
    }

    /** {@code RandomAccessFile.readFully} by the JDK's code for jars, in a monitor that class loaders need: in one go. */
    public static void readFullyOfJar(RandomAccessFile file, byte[] target, int offset, int length) throws IOException {
        Task task = Task.current();
        boolean outer = task != null && task.readsJar;
        setReadsJar(task, true);
        try {
            file.readFully(target, offset, length);
        } finally {
            setReadsJar(task, outer);
        }
    }

    /** {@code RandomAccessFile.read}, likewise. */
    public static int readOfJar(RandomAccessFile file, byte[] target, int offset, int length) throws IOException {
        Task task = Task.current();
        boolean outer = task != null && task.readsJar;
        setReadsJar(task, true);
        try {
            return file.read(target, offset, length);
        } finally {
            setReadsJar(task, outer);
        }
    }

    private static void setReadsJar(@Nullable Task task, boolean reads) {
        if (task != null) {
            task.readsJar = reads;
        }
    }

    public static long randomLength(RandomAccessFile file) throws IOException {
        return of(file.getFD()).inode.size();
    }

    public static void randomSetLength(RandomAccessFile file, long length) throws IOException {
        OpenFile open = of(file.getFD());
        try {
            if (length < 0) {
                throw new PosixException(PosixError.EINVAL);
            }
            open.disk.truncate(open, length);
        } catch (PosixException e) {
            throw asIoException(e);
        }
        open.position = Math.min(open.position, length);
    }

    public static void sync(FileDescriptor fd) throws SyncFailedException {
        try {
            OpenFile file = of(fd);
            file.disk.sync(file);
        } catch (PosixException e) {
            throw new SyncFailedException("sync failed");
        }
    }
}
