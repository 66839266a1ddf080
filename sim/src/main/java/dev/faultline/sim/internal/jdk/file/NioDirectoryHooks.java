package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.disk.Directory;
import dev.faultline.sim.internal.disk.FileHost;
import dev.faultline.sim.internal.disk.Library;
import dev.faultline.sim.internal.disk.Page;
import dev.faultline.sim.internal.disk.PosixError;
import dev.faultline.sim.internal.disk.PosixException;
import dev.faultline.sim.internal.machine.SimProcess;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code java.nio.file} asks of directories and of the file system as a whole. Public only to be called by the JDK.
 */
public final class NioDirectoryHooks {
    /** The next number of a directory that is read: negative, as no address of the host is. */
    private static long nextReading = -1;

    private NioDirectoryHooks() {}

    public static boolean looksIn(Path path) {
        return NioFileHooks.looksAt(path);
    }

    public static boolean isSimulated() {
        return FileHost.simulated() != null;
    }

    public static boolean isSimulatedReading(long pointer) {
        return pointer < 0;
    }

    public static boolean isSimulatedStream(Object stream) {
        return FileInternals.Nio.streamPointer(stream) < 0;
    }

    // ---- directories

    public static boolean noDirectoryDescriptors() {
        return false;
    }

    public static long openDirectory(Path path) throws Exception {
        List<String> names = NioFileHooks.call(tree -> {
            String host = NioFileHooks.hostPathOf(path);
            String[] listed = host != null || NioFileHooks.absolute(path).equals(Library.FOLDER)
                    ? FileTreeHooks.list(path, new File(NioFileHooks.absolute(path)))
                    : null;
            if (listed != null) {
                return Arrays.asList(listed);
            }
            if (tree.find(NioFileHooks.absolute(path), true).existing() instanceof Directory directory) {
                return directory.names();
            }
            throw new PosixException(PosixError.ENOTDIR);
        });
        reading().put(nextReading, names.iterator());
        return nextReading--;
    }

    public static byte @Nullable [] readDirectory(long pointer) {
        Iterator<String> names = reading().get(pointer);
        return names != null && names.hasNext() ? names.next().getBytes(StandardCharsets.UTF_8) : null;
    }

    public static boolean closeStream(Object stream) {
        reading().remove(FileInternals.Nio.streamPointer(stream));
        return FileInternals.Nio.closeStream(stream);
    }

    /** The directories that the process reads, each with the names that are left. */
    @SuppressWarnings("unchecked")
    private static Map<Long, Iterator<String>> reading() {
        return (Map<Long, Iterator<String>>)
                SimProcess.of(FileHooks.task()).globals.single("directories that are read", HashMap::new);
    }

    public static byte[] defaultDirectory(Object fileSystem) {
        return NioFileHooks.disk().workingDirectory().getBytes(StandardCharsets.UTF_8);
    }

    // ---- the file system as a whole

    public static void space(Path path, Object space) {
        FileInternals.Nio.fillSpace(
                space,
                NioFileHooks.disk().capacityBytes() / Page.BYTES,
                NioFileHooks.disk().freeBytes() / Page.BYTES);
    }

    public static List<Object> mounts(Object fileSystem, String table) {
        return List.of(FileInternals.Nio.mountOfRoot(
                NioFileHooks.disk().device(), NioFileHooks.disk().tree().cache.isReadOnly()));
    }

    // ---- errors

    public static boolean hasText(Object unixException) {
        return isSimulated() && PosixError.of(FileInternals.Nio.errorOf(unixException)) != null;
    }

    /** The text of an error, which the host's C library would give in the host's language. */
    public static String errorText(Object unixException) {
        PosixError error = PosixError.of(FileInternals.Nio.errorOf(unixException));
        return error == null ? "" : error.text;
    }
}
