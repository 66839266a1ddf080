package dev.faultline.sim;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

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
    static List<String> names(String path) {
        return parts(path, '/');
    }

    /** Returns what stands between the separators, where there is anything. */
    static List<String> parts(String text, char separator) {
        List<String> parts = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || text.charAt(i) == separator) {
                if (i > start) {
                    parts.add(text.substring(start, i));
                }
                start = i + 1;
            }
        }
        return parts;
    }
}
