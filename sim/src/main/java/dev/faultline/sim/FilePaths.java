package dev.faultline.sim;

import java.util.ArrayDeque;
import java.util.Deque;

/** Paths as text. */
final class FilePaths {
    private FilePaths() {}

    /** Returns the path as seen from the root; what is relative starts at the node's working directory. */
    static String absolute(Task task, String path) {
        if (path.startsWith("/")) {
            return path;
        }
        String directory = task.process.node.disk().calls().workingDirectory();
        return path.isEmpty() ? directory : under(directory, path);
    }

    static String under(String directory, String name) {
        return directory.endsWith("/") ? directory + name : directory + "/" + name;
    }

    /** Takes {@code .}, {@code ..} and repeated slashes out of an absolute path, without regard to links. */
    static String collapse(String path) {
        Deque<String> names = new ArrayDeque<>();
        for (String name : path.split("/")) {
            if (name.equals("..")) {
                names.pollLast();
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.addLast(name);
            }
        }
        return "/" + String.join("/", names);
    }
}
