package dev.faultline.sim.internal.disk;

import dev.faultline.sim.internal.kernel.Life;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The descriptors of simulated files. Their numbers are far above those of the host's, so a number tells where it
 * belongs, and none is used twice in a JVM, so a descriptor left over from a dead process can do no harm.
 */
public final class FileDescriptors {
    private static final int FIRST = 1 << 20;

    private static final Map<Integer, OpenFile> OPEN = new HashMap<>();
    private static int next = FIRST;

    private FileDescriptors() {}

    public static boolean isSimulated(int descriptor) {
        return descriptor >= FIRST;
    }

    static OpenFile open(DiskCalls disk, Inode inode, String path, int flags, @Nullable Life process) {
        OpenFile file = new OpenFile(next++, disk, inode, path, flags, process);
        inode.opens++;
        if (process != null) {
            process.openFiles++;
        }
        OPEN.put(file.descriptor, file);
        return file;
    }

    /** Returns the open file. */
    public static OpenFile get(int descriptor) {
        OpenFile file = OPEN.get(descriptor);
        if (file == null) {
            throw new PosixException(PosixError.EBADF);
        }
        return file;
    }

    public static void close(int descriptor) {
        OpenFile file = OPEN.remove(descriptor);
        if (file != null) {
            file.closed = true;
            file.inode.opens--;
            if (file.process != null) {
                file.process.openFiles--;
            }
            file.disk.tree().cache.forgetIfGone(file.inode);
        }
    }

    /** Closes what the process has open. */
    public static void closeAll(Life process) {
        List<OpenFile> left =
                OPEN.values().stream().filter(file -> file.process == process).toList();
        left.forEach(file -> close(file.descriptor));
    }

    /** Closes what is open on the disk. */
    public static void closeAll(DiskCalls disk) {
        List<OpenFile> left =
                OPEN.values().stream().filter(file -> file.disk == disk).toList();
        left.forEach(file -> close(file.descriptor));
    }
}
