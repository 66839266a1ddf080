package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.disk.DiskCalls;
import dev.faultline.sim.internal.disk.FileDescriptors;
import dev.faultline.sim.internal.disk.FileHost;
import dev.faultline.sim.internal.disk.FilePaths;
import dev.faultline.sim.internal.disk.FileTree;
import dev.faultline.sim.internal.disk.InodeLink;
import dev.faultline.sim.internal.disk.OpenFile;
import dev.faultline.sim.internal.disk.PosixError;
import dev.faultline.sim.internal.disk.PosixException;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import jdk.internal.access.SharedSecrets;
import org.jspecify.annotations.Nullable;

/**
 * What {@code java.nio.file} asks of the operating system, call by call; a {@code UnixPath} is a {@link Path} here.
 * Public only to be called by the JDK.
 */
public final class NioFileHooks {
    private static final int O_WRITE = 3;
    private static final int O_WRONLY = 1;
    private static final int O_CREAT = 0x40;
    private static final int O_EXCL = 0x80;
    private static final int O_TRUNC = 0x200;
    private static final int O_APPEND = 0x400;
    private static final int O_SYNC_OR_DSYNC = 0x1000;
    private static final int O_NOFOLLOW = 0x20000;
    private static final int COPY_BYTES = 64 * 1024;
    private static final int UMASK = 022;

    private NioFileHooks() {}

    // ---- which calls are simulated

    public static boolean looksAt(Path path) {
        return FileHost.simulatesReadOf(path.toString());
    }

    public static boolean opens(Path path, int flags) {
        return (flags & (O_WRITE | O_CREAT)) == 0 ? looksAt(path) : changes();
    }

    public static boolean changes() {
        return FileHost.simulated() != null;
    }

    public static boolean isSimulatedNumber(int descriptor) {
        return FileDescriptors.isSimulated(descriptor);
    }

    public static boolean isEither(Object self, int target, int source) {
        return FileDescriptors.isSimulated(target) || FileDescriptors.isSimulated(source);
    }

    // ---- calling

    static DiskCalls disk() {
        return SimProcess.of(FileHooks.task()).node.disk().calls();
    }

    static String absolute(Path path) {
        return FilePaths.absolute(FileHooks.task(), path.toString());
    }

    static @Nullable String hostPathOf(Path path) {
        return FileHost.hostPathOf(FileHooks.task(), absolute(path));
    }

    @FunctionalInterface
    interface SystemCall<T> {
        T on(FileTree tree);
    }

    static <T> T call(SystemCall<T> call) throws Exception {
        try {
            return call.on(disk().tree());
        } catch (PosixException e) {
            throw FileInternals.Nio.unixException(e.error);
        }
    }

    /** Calls, and throws what {@code java.nio.file} would for this path. */
    static <T> T callOn(Path path, SystemCall<T> call) throws IOException {
        try {
            return call.on(disk().tree());
        } catch (PosixException e) {
            throw switch (e.error) {
                case ENOENT -> new NoSuchFileException(path.toString());
                case EACCES -> new AccessDeniedException(path.toString());
                default -> new FileSystemException(path.toString(), null, e.error.text);
            };
        }
    }

    static void change(java.util.function.Consumer<FileTree> change) throws Exception {
        call(tree -> {
            change.accept(tree);
            return true;
        });
    }

    // ---- open files

    public static int openFile(Path path, int flags, int mode) throws Exception {
        boolean writes = (flags & O_WRITE) != 0;
        String host = writes ? null : hostPathOf(path);
        if (host != null) {
            try {
                return FileHost.open(host);
            } catch (IOException e) {
                throw FileInternals.Nio.unixException(PosixError.ENOENT);
            }
        }
        Task task = FileHooks.task();
        return call(
                tree -> disk().open(SimProcess.of(task), absolute(path), ownFlags(flags), mode & ~UMASK).descriptor);
    }

    private static int ownFlags(int flags) {
        int access = flags & O_WRITE;
        return (access == 0 ? OpenFile.READ : access == O_WRONLY ? OpenFile.WRITE : OpenFile.READ | OpenFile.WRITE)
                | ((flags & O_CREAT) == 0 ? 0 : OpenFile.CREATE)
                | ((flags & O_EXCL) == 0 ? 0 : OpenFile.EXCLUSIVE)
                | ((flags & O_TRUNC) == 0 ? 0 : OpenFile.TRUNCATE)
                | ((flags & O_APPEND) == 0 ? 0 : OpenFile.APPEND)
                | ((flags & O_SYNC_OR_DSYNC) == 0 ? 0 : OpenFile.SYNC)
                | ((flags & O_NOFOLLOW) == 0 ? 0 : OpenFile.NO_FOLLOW);
    }

    public static void closeFile(int descriptor) {
        FileDescriptors.close(descriptor);
    }

    public static int readFile(int descriptor, long address, int length) throws Exception {
        byte[] bytes = new byte[length];
        return call(tree -> {
            OpenFile file = FileDescriptors.get(descriptor);
            int count = Math.max(0, file.disk.read(file, bytes, 0, length));
            FileInternals.copyToNative(bytes, 0, address, count);
            return count;
        });
    }

    public static int writeFile(int descriptor, long address, int length) throws Exception {
        byte[] bytes = new byte[length];
        FileInternals.copyFromNative(address, bytes, 0, length);
        return call(tree -> {
            OpenFile file = FileDescriptors.get(descriptor);
            return file.disk.write(file, bytes, 0, length);
        });
    }

    /** {@code Files.copy}: copies all of a file; returns 0, for done. */
    public static int copyDirectly(Object fileSystem, int target, int source, long cancelled) throws Exception {
        byte[] bytes = new byte[COPY_BYTES];
        FileDescriptor fd = new FileDescriptor();
        SharedSecrets.getJavaIOFileDescriptorAccess().set(fd, source);
        // Not to be closed: the descriptor is the caller's.
        FileInputStream in = new FileInputStream(fd);
        for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
            int length = count;
            change(tree -> {
                OpenFile file = FileDescriptors.get(target);
                for (int done = 0; done < length; ) {
                    done += file.disk.write(file, bytes, done, length - done);
                }
            });
        }
        return 0;
    }

    public static void copyBuffered(Object fileSystem, int target, int source, long address, int size, long cancelled)
            throws Exception {
        copyDirectly(fileSystem, target, source, cancelled);
    }

    public static void copyNoOtherAttributes(Object fileSystem, int source, int target) {
        // There are none.
    }

    // ---- names

    public static void link(Path existing, Path path) throws Exception {
        change(tree -> tree.link(absolute(existing), absolute(path)));
    }

    public static void symlink(byte[] target, Path path) throws Exception {
        change(tree -> tree.createLink(absolute(path), new String(target, StandardCharsets.UTF_8)));
    }

    public static byte[] readlink(Path path) throws Exception {
        return call(tree -> {
            if (tree.find(absolute(path), false).existing() instanceof InodeLink link) {
                return link.target.getBytes(StandardCharsets.UTF_8);
            }
            throw new PosixException(PosixError.EINVAL);
        });
    }

    public static byte[] realpath(Path path) throws Exception {
        String real = hostPathOf(path) != null
                ? FilePaths.collapse(absolute(path))
                : call(tree -> tree.realPath(absolute(path)));
        return real.getBytes(StandardCharsets.UTF_8);
    }

    public static void unlink(Path path) throws Exception {
        change(tree -> tree.unlink(absolute(path)));
    }

    public static void rename(Path from, Path to) throws Exception {
        change(tree -> tree.rename(absolute(from), absolute(to)));
    }

    public static void makeDirectory(Path path, int mode) throws Exception {
        change(tree -> tree.createDirectory(absolute(path), mode & ~UMASK));
    }

    public static void removeDirectory(Path path) throws Exception {
        change(tree -> tree.removeDirectory(absolute(path)));
    }

    public static void makeNode(Path path, int mode, long device) throws Exception {
        change(tree -> {
            throw new PosixException(PosixError.EPERM);
        });
    }
}
