package dev.faultline.sim;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A class path as its nodes see it: every jar and folder lies in {@code /lib}, each by a name of its own. Where the host
 * has two of one name, as the {@code classes} of two modules, the second is {@code classes-2}.
 */
final class Library {
    static final String FOLDER = "/lib";

    private final Map<String, Path> entries = new LinkedHashMap<>();

    Library(List<Path> classPath) {
        for (Path path : new LinkedHashSet<>(classPath)) {
            String name = String.valueOf(path.getFileName());
            String free = name;
            for (int number = 2; entries.containsKey(free); number++) {
                free = numbered(name, number);
            }
            entries.put(free, path);
        }
    }

    private static String numbered(String name, int number) {
        int end = name.endsWith(".jar") ? name.length() - ".jar".length() : name.length();
        return name.substring(0, end) + "-" + number + name.substring(end);
    }

    /** Returns the jars and folders of the host by the names that nodes know them by, in the order of the class path. */
    Map<String, Path> entries() {
        return entries;
    }

    static String pathOf(String name) {
        return FOLDER + "/" + name;
    }

    /** Returns the value of {@code java.class.path}. */
    String classPath() {
        return entries.keySet().stream().map(Library::pathOf).collect(Collectors.joining(":"));
    }

    /** Returns the host's path of what a node sees in the library, or null for any other path. */
    @Nullable
    String hostPathOf(String path) {
        if (!path.startsWith(FOLDER + "/")) {
            return null;
        }
        String plain = FilePaths.collapse(path);
        for (Map.Entry<String, Path> entry : entries.entrySet()) {
            String own = pathOf(entry.getKey());
            if (FilePaths.isWithin(plain, own)) {
                return entry.getValue() + plain.substring(own.length());
            }
        }
        return null;
    }
}
