package dev.faultline.sim.internal.disk;

import dev.faultline.sim.internal.kernel.Life;
import dev.faultline.sim.internal.kernel.Steps;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.vm.Words;
import java.io.File;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import jdk.internal.access.JavaIOFileDescriptorAccess;
import jdk.internal.access.SharedSecrets;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated thread sees of the host's files, for reading only: the folder of the JDK and the host's class path at
 * their own places, because class loading reads them behind the application's back and for the whole JVM; and the node's
 * class path in {@code /lib}. Such files are opened for real, so that a jar that the JDK keeps open for all nodes
 * outlives the one that opened it.
 */
public final class FileHost {
    private static final JavaIOFileDescriptorAccess FD = SharedSecrets.getJavaIOFileDescriptorAccess();
    private static final List<String> JVM = foldersOfJvm();

    /** Tasks that are in a call of {@link #onHost}; a task may be in several at once. */
    private static final List<Task> ON_HOST = new ArrayList<>();

    /** What there is to know of a file of the host. */
    public record Attributes(int mode, long ino, long dev, long size) {
        public static Attributes of(Path path) {
            try {
                return new Attributes(
                        (Integer) attribute(path, "unix:mode"),
                        (Long) attribute(path, "unix:ino"),
                        (Long) attribute(path, "unix:dev"),
                        (Long) attribute(path, "unix:size"));
            } catch (IOException e) {
                throw new PosixException(PosixError.ENOENT);
            }
        }

        private static Object attribute(Path path, String name) throws IOException {
            return Objects.requireNonNull(Files.getAttribute(path, name), name);
        }
    }

    private FileHost() {}

    private static List<String> foldersOfJvm() {
        List<String> paths = new ArrayList<>();
        paths.add(System.getProperty("java.home"));
        for (String entry : Words.parts(System.getProperty("java.class.path", ""), File.pathSeparatorChar)) {
            paths.add(new File(entry).getAbsolutePath());
        }
        return List.copyOf(paths);
    }

    /** Returns the calling task if its files are simulated, or null. */
    public static @Nullable Task simulated() {
        Task task = Task.current();
        return task == null || (!ON_HOST.isEmpty() && ON_HOST.contains(task)) ? null : task;
    }

    /** Returns whether a call that only looks at this path is the simulator's matter. */
    public static boolean simulatesReadOf(String path) {
        Task task = simulated();
        if (task != null && passesThrough(task, path)) {
            if (Steps.isKeeping()) {
                Steps.note("looks at the host's file " + path);
            }
            return false;
        }
        return task != null;
    }

    private static boolean passesThrough(Task task, String path) {
        if (!path.startsWith("/")) {
            return false;
        }
        String plain = path.contains("..") ? FilePaths.collapse(path) : path;
        for (String folder : JVM) {
            if (FilePaths.isWithin(plain, folder)) {
                return true;
            }
        }
        for (Path entry : Storage.of(task).library().entries().values()) {
            if (FilePaths.isWithin(plain, entry.toString())) {
                return true;
            }
        }
        return false;
    }

    /** Returns the host's path of what a node sees in {@code /lib}, or null for any other path. */
    public static @Nullable String hostPathOf(Task task, String path) {
        return Storage.of(task).library().hostPathOf(path);
    }

    /** Opens a file of the host for reading and returns its real descriptor. */
    public static int open(String hostPath) throws IOException {
        enter();
        try {
            RandomAccessFile opener = new RandomAccessFile(hostPath, "r");
            int descriptor = FD.get(opener.getFD());
            // Takes the descriptor from the opener, so that it is not closed with it.
            FD.set(opener.getFD(), -1);
            return descriptor;
        } finally {
            leave();
        }
    }

    /** Lets the calling thread see the host's files instead of its node's while the action runs. */
    public static <T extends @Nullable Object> T onHost(Supplier<T> action) {
        enter();
        try {
            return action.get();
        } finally {
            leave();
        }
    }

    private static void enter() {
        Task task = Task.current();
        if (task != null) {
            ON_HOST.add(task);
        }
    }

    private static void leave() {
        Task task = Task.current();
        if (task != null) {
            ON_HOST.remove(task);
        }
    }

    public static void lifeEnded(Life life) {
        ON_HOST.removeIf(task -> task.life == life);
    }
}
