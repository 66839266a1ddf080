package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.UnmodelledUse;
import dev.faultline.sim.internal.disk.FileDescriptors;
import dev.faultline.sim.internal.disk.FileHost;
import dev.faultline.sim.internal.disk.Inode;
import dev.faultline.sim.internal.disk.OpenFile;
import dev.faultline.sim.internal.disk.PosixError;
import dev.faultline.sim.internal.disk.PosixException;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.Unmodelled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What {@code java.nio.file} asks of the operating system about the attributes of files, call by call. Public only to be called
 * by the JDK.
 */
public final class NioAttributeHooks {
    private static final int NO_FOLLOW_OF_UTIMES = 0x100;

    private NioAttributeHooks() {}

    public static boolean looksAt(Path path) {
        return NioFileHooks.looksAt(path);
    }

    public static boolean changes() {
        return NioFileHooks.changes();
    }

    public static boolean isSimulatedNumber(int descriptor) {
        return NioFileHooks.isSimulatedNumber(descriptor);
    }

    public static void attributes(Path path, Object attributes) throws Exception {
        fill(path, attributes, true);
    }

    public static void attributesOfLink(Path path, Object attributes) throws Exception {
        fill(path, attributes, false);
    }

    /** Returns the number of the error, or 0. */
    public static int attributesIfAny(Path path, Object attributes) throws Exception {
        try {
            fillOrFail(path, attributes, true);
            return 0;
        } catch (PosixException e) {
            return e.error.number;
        }
    }

    private static void fill(Path path, Object attributes, boolean follow) throws Exception {
        try {
            fillOrFail(path, attributes, follow);
        } catch (PosixException e) {
            throw FileInternals.Nio.unixException(e.error);
        }
    }

    private static void fillOrFail(Path path, Object attributes, boolean follow) {
        String host = NioFileHooks.hostPathOf(path);
        if (host == null) {
            Inode inode = NioFileHooks.disk()
                    .tree()
                    .find(NioFileHooks.absolute(path), follow)
                    .existing();
            FileInternals.Nio.fillAttributes(
                    attributes, inode, NioFileHooks.disk().device());
            return;
        }
        FileHost.Attributes found = FileHost.onHost(() -> FileHost.Attributes.of(Path.of(host)));
        FileInternals.Nio.fillHostAttributes(attributes, found);
    }

    public static void attributesOfOpen(int descriptor, Object attributes) throws Exception {
        NioFileHooks.change(tree -> FileInternals.Nio.fillAttributes(
                attributes,
                FileDescriptors.get(descriptor).inode,
                NioFileHooks.disk().device()));
    }

    /** Returns the number of the error, or 0. */
    public static int access(Path path, int wanted) {
        String host = NioFileHooks.hostPathOf(path);
        if (host != null) {
            boolean there = FileHost.onHost(() -> Files.exists(Path.of(host)));
            PosixError error = there ? PosixError.EROFS : PosixError.ENOENT;
            return there && (wanted & 2) == 0 ? 0 : error.number;
        }
        try {
            Inode inode = NioFileHooks.disk()
                    .tree()
                    .find(NioFileHooks.absolute(path), true)
                    .existing();
            if ((wanted & 2) != 0 && NioFileHooks.disk().tree().cache.isReadOnly()) {
                return PosixError.EROFS.number;
            }
            return inode.allows(wanted << 6) ? 0 : PosixError.EACCES.number;
        } catch (PosixException e) {
            return e.error.number;
        }
    }

    public static void setMode(Path path, int mode) throws Exception {
        String absolute = NioFileHooks.absolute(path);
        NioFileHooks.change(
                tree -> tree.setPermissions(absolute, tree.find(absolute, true).existing(), mode));
    }

    public static void setModeOfOpen(int descriptor, int mode) throws Exception {
        NioFileHooks.change(tree -> {
            OpenFile file = FileDescriptors.get(descriptor);
            tree.setPermissions(file.path, file.inode, mode);
        });
    }

    public static void setOwner(Path path, int user, int group) throws Exception {
        String absolute = NioFileHooks.absolute(path);
        NioFileHooks.change(
                tree -> tree.setOwner(absolute, tree.find(absolute, true).existing(), user, group));
    }

    public static void setOwnerOfOpen(int descriptor, int user, int group) throws Exception {
        NioFileHooks.change(tree -> {
            OpenFile file = FileDescriptors.get(descriptor);
            tree.setOwner(file.path, file.inode, user, group);
        });
    }

    public static void setTimesOfOpen(int descriptor, long accessedNanos, long modifiedNanos) throws Exception {
        NioFileHooks.change(tree -> {
            OpenFile file = FileDescriptors.get(descriptor);
            tree.setTimes(file.path, file.inode, accessedNanos, modifiedNanos);
        });
    }

    public static void setTimesOf(int directory, Path path, long accessedNanos, long modifiedNanos, int flags)
            throws Exception {
        String absolute = NioFileHooks.absolute(path);
        NioFileHooks.change(tree -> tree.setTimes(
                absolute,
                tree.find(absolute, (flags & NO_FOLLOW_OF_UTIMES) == 0).existing(),
                accessedNanos,
                modifiedNanos));
    }

    /** Extended attributes: there are none. */
    public static int noExtendedAttribute(int descriptor, byte[] name) throws Exception {
        return NioFileHooks.call(tree -> refuse(PosixError.ENOTSUP));
    }

    public static void noExtendedAttributes(int descriptor, byte[] name) throws Exception {
        reportExtendedAttributes();
        NioFileHooks.change(tree -> refuse(PosixError.ENOTSUP));
    }

    private static void reportExtendedAttributes() {
        Task task = Task.current();
        if (task != null) {
            Unmodelled.report(task, UnmodelledUse.Kind.DISK, "file attributes that users define");
        }
    }

    public static List<String> noExtendedAttributeNames() throws IOException {
        try {
            int _ = refuse(PosixError.ENOTSUP);
            return List.of();
        } catch (PosixException e) {
            throw FileHooks.asIoException(e);
        }
    }

    private static int refuse(PosixError error) {
        throw new PosixException(error);
    }
}
