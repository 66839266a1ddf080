package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.disk.Directory;
import dev.faultline.sim.internal.disk.DiskCalls;
import dev.faultline.sim.internal.disk.FileDescriptors;
import dev.faultline.sim.internal.disk.FileExits;
import dev.faultline.sim.internal.disk.FileHost;
import dev.faultline.sim.internal.disk.FilePaths;
import dev.faultline.sim.internal.disk.FileTree;
import dev.faultline.sim.internal.disk.Inode;
import dev.faultline.sim.internal.disk.Library;
import dev.faultline.sim.internal.disk.OpenFile;
import dev.faultline.sim.internal.disk.PosixError;
import dev.faultline.sim.internal.disk.PosixException;
import dev.faultline.sim.internal.kernel.MachineClock;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.machine.SimProcess;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code java.io.File} asks of the file system. Public only to be called by the JDK. */
public final class FileTreeHooks {
    private static final int EXISTS = 1;
    private static final int REGULAR = 2;
    private static final int DIRECTORY = 4;
    private static final int HIDDEN = 8;
    private static final int PERMISSIONS_OF_FILE = 0666 & ~022;
    private static final int PERMISSIONS_OF_DIRECTORY = 0777 & ~022;
    private static final int NAME_LENGTH_MAX = 255;

    private FileTreeHooks() {}

    public static boolean looksAt(Object fileSystem, File file) {
        return FileHost.simulatesReadOf(file.getPath());
    }

    public static boolean looksAtPath(Object fileSystem, String path) {
        return FileHost.simulatesReadOf(path);
    }

    public static boolean changes() {
        return FileHost.simulated() != null;
    }

    private static String absolute(File file) {
        return FilePaths.absolute(FileHooks.task(), file.getPath());
    }

    private static FileTree tree() {
        return SimProcess.of(FileHooks.task()).node.disk().calls().tree();
    }

    /** Looks at the file, wherever it is. */
    private static <T> T look(File file, Function<Inode, T> own, Function<File, T> host, T otherwise) {
        String path = absolute(file);
        String hostPath = FileHost.hostPathOf(FileHooks.task(), path);
        if (hostPath != null) {
            return FileHost.onHost(() -> host.apply(new File(hostPath)));
        }
        try {
            return own.apply(tree().find(path, true).existing());
        } catch (PosixException e) {
            return otherwise;
        }
    }

    private static boolean change(Consumer<FileTree> change) {
        try {
            change.accept(tree());
            return true;
        } catch (PosixException e) {
            return false;
        }
    }

    // ---- looking

    public static int attributes(Object fileSystem, File file) {
        int kind = look(
                file,
                inode -> inode instanceof Directory
                        ? EXISTS | DIRECTORY
                        : inode.kind() == Inode.KIND_FILE ? EXISTS | REGULAR : EXISTS,
                host -> (host.exists() ? EXISTS : 0)
                        | (host.isFile() ? REGULAR : 0)
                        | (host.isDirectory() ? DIRECTORY : 0),
                0);
        return kind | (file.getName().startsWith(".") ? HIDDEN : 0);
    }

    public static boolean hasAttributes(Object fileSystem, File file, int wanted) {
        return (attributes(fileSystem, file) & wanted) == wanted;
    }

    public static boolean isAllowed(Object fileSystem, File file, int access) {
        // The three bits are those of the mode.
        boolean refused = (access & 2) != 0 && tree().cache.isReadOnly();
        return look(
                file,
                inode -> inode.allows(access << 6) && !refused,
                host -> (access & 2) == 0 && host.exists(),
                false);
    }

    public static long modifiedMillis(Object fileSystem, File file) {
        return look(
                file,
                inode -> Math.floorDiv(inode.modifiedNanos, 1_000_000L),
                host -> MachineClock.START_OF_RUN_MILLIS,
                0L);
    }

    public static long length(Object fileSystem, File file) {
        return look(file, Inode::size, File::length, 0L);
    }

    public static String @Nullable [] list(Object fileSystem, File file) {
        String path = absolute(file);
        if (path.equals(Library.FOLDER) || path.equals(Library.FOLDER + "/")) {
            return SimProcess.of(FileHooks.task())
                    .node
                    .library()
                    .entries()
                    .keySet()
                    .toArray(new String[0]);
        }
        String hostPath = FileHost.hostPathOf(FileHooks.task(), path);
        if (hostPath != null) {
            return sorted(FileHost.onHost(() -> new File(hostPath).list()));
        }
        try {
            return tree().find(path, true).existing() instanceof Directory directory
                    ? directory.names().toArray(new String[0])
                    : null;
        } catch (PosixException e) {
            return null;
        }
    }

    private static String @Nullable [] sorted(String @Nullable [] names) {
        if (names != null) {
            java.util.Arrays.sort(names);
        }
        return names;
    }

    public static long space(Object fileSystem, File file, int kind) {
        DiskCalls disk = SimProcess.of(FileHooks.task()).node.disk().calls();
        return kind == 0 ? disk.capacityBytes() : disk.freeBytes();
    }

    public static int nameMax(Object fileSystem, String path) {
        return NAME_LENGTH_MAX;
    }

    public static String canonicalize(Object fileSystem, String path) throws IOException {
        String plain = FilePaths.absolute(FileHooks.task(), path);
        // As realpath for the part that exists; what does not exist has no links.
        for (String known = plain; !known.isEmpty(); known = known.substring(0, known.lastIndexOf('/'))) {
            try {
                return FilePaths.collapse(tree().realPath(known) + plain.substring(known.length()));
            } catch (PosixException e) {
                // A shorter part may exist. That the whole path leads in a circle does not matter, as in the JDK.
                if (e.error == PosixError.ELOOP && known.length() < plain.length()) {
                    throw FileHooks.asIoException(e);
                }
            }
        }
        return FilePaths.collapse(plain);
    }

    public static boolean resolves(Object fileSystem, File file) {
        return FileHost.simulated() != null && !file.getPath().startsWith("/");
    }

    public static String resolve(Object fileSystem, File file) {
        String path = file.getPath();
        String directory = SimProcess.of(FileHooks.task()).node.disk().calls().workingDirectory();
        return path.isEmpty() ? directory : FilePaths.under(directory, path);
    }

    // ---- changing

    public static boolean createFile(Object fileSystem, String path) throws IOException {
        Task task = FileHooks.task();
        try {
            int flags = OpenFile.WRITE | OpenFile.CREATE | OpenFile.EXCLUSIVE;
            OpenFile file = SimProcess.of(task)
                    .node
                    .disk()
                    .calls()
                    .open(SimProcess.of(task), FilePaths.absolute(task, path), flags, PERMISSIONS_OF_FILE);
            FileDescriptors.close(file.descriptor);
            return true;
        } catch (PosixException e) {
            if (e.error == PosixError.EEXIST) {
                return false;
            }
            throw FileHooks.asIoException(e);
        }
    }

    public static boolean delete(Object fileSystem, File file) {
        String path = absolute(file);
        return change(tree -> tree.delete(path));
    }

    public static boolean createDirectory(Object fileSystem, File file) {
        return change(tree -> tree.createDirectory(absolute(file), PERMISSIONS_OF_DIRECTORY));
    }

    public static boolean rename(Object fileSystem, File from, File to) {
        return change(tree -> tree.rename(absolute(from), absolute(to)));
    }

    public static boolean setModified(Object fileSystem, File file, long millis) {
        return change(tree -> {
            Inode inode = tree.find(absolute(file), true).existing();
            tree.setTimes(absolute(file), inode, inode.accessedNanos, millis * 1_000_000);
        });
    }

    public static boolean setReadOnly(Object fileSystem, File file) {
        return setBits(file, 0222, false);
    }

    public static boolean setPermission(Object fileSystem, File file, int access, boolean enable, boolean ownerOnly) {
        return setBits(file, ownerOnly ? access << 6 : access << 6 | access << 3 | access, enable);
    }

    private static boolean setBits(File file, int bits, boolean enable) {
        return change(tree -> {
            Inode inode = tree.find(absolute(file), true).existing();
            int old = inode.permissions();
            tree.setPermissions(absolute(file), inode, enable ? old | bits : old & ~bits);
        });
    }

    // ---- temporary files, and files to be deleted at exit

    public static File temporaryDirectory() {
        return new File(SimProcess.of(FileHooks.task()).node.disk().calls().temporaryDirectory());
    }

    public static File temporaryFile(String prefix, String suffix, File directory) throws IOException {
        String name = new File(prefix).getName() + randomName() + suffix;
        File file = new File(directory, name);
        if (!name.equals(file.getName())) {
            throw new IOException("Unable to create temporary file, " + name);
        }
        return file;
    }

    public static Path temporaryPath(String prefix, String suffix, Path directory) {
        Path name = directory.getFileSystem().getPath(prefix + randomName() + suffix);
        if (name.getParent() != null) {
            throw new IllegalArgumentException("Invalid prefix or suffix");
        }
        return directory.resolve(name);
    }

    /** In place of the JVM's own directory for temporary files. */
    public static Path temporaryPathDirectory(Path ofJvm) {
        Task task = FileHost.simulated();
        return task == null
                ? ofJvm
                : Path.of(SimProcess.of(task).node.disk().calls().temporaryDirectory());
    }

    private static String randomName() {
        return Long.toUnsignedString(FileHooks.task().random().next());
    }

    /** In place of the list that the JVM has. */
    public static void deleteOnExit(String path) {
        Task task = FileHooks.task();
        FileExits.add(SimProcess.of(task), FilePaths.absolute(task, path));
    }
}
