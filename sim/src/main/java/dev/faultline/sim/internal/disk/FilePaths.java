package dev.faultline.sim.internal.disk;

import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.vm.Words;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** Paths as text. */
public final class FilePaths {
    private FilePaths() {}

    /** Returns the path as seen from the root; what is relative starts at the node's working directory. */
    public static String absolute(Task task, String path) {
        if (path.startsWith("/")) {
            return path;
        }
        String directory = Storage.of(task).calls().workingDirectory();
        return path.isEmpty() ? directory : under(directory, path);
    }

    public static String under(String directory, String name) {
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }

    /** Takes {@code .}, {@code ..} and repeated slashes out of an absolute path, without regard to links. */
    public static String collapse(String path) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : names(path)) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }

    /** Returns whether a plain path is that of the folder, or of something in it. */
    static boolean isWithin(String path, String folder) {
        return path.startsWith(folder)
                && (path.length() == folder.length() || path.charAt(folder.length()) == '/' || folder.equals("/"));
    }

    /** Returns the names in a path, without the empty ones. */
    public static List<String> names(String path) {
        return Words.parts(path, '/');
    }
}
