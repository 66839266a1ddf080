package dev.faultline.sim.internal.disk;

import dev.faultline.sim.ManifestClassPath;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A class path as its nodes see it: every jar and folder lies in {@code /lib}, each by a name of its own. Where the host
 * has two of one name, as the {@code classes} of two modules, the second is {@code classes-2}. A jar whose manifest has
 * a {@code Class-Path} of other files lies in its folder, with everything that is there, for it finds them by their
 * place.
 *
 * <p>Thread-safe. What a class path holds is looked at once in a JVM.
 */
public final class Library {
    public static final String FOLDER = "/lib";

    private static final Map<List<Path>, Library> KNOWN = new HashMap<>();

    /** What of the host lies in the folder, by name. */
    private final Map<String, Path> entries = new LinkedHashMap<>();
    /** Where classes are looked for, in this order: by their places on the host, those that nodes see. */
    private final Map<Path, String> roots = new LinkedHashMap<>();
    /** Of these, what was named, and not only in a manifest. */
    private final List<String> named = new ArrayList<>();

    private Library(List<Path> classPath) {
        ManifestClassPath.expand(classPath).forEach(this::add);
        for (Path path : classPath) {
            String seen = Objects.requireNonNull(roots.get(path));
            if (!named.contains(seen)) {
                named.add(seen);
            }
        }
    }

    /** Returns the library of the class path: jars and folders of the host. */
    public static synchronized Library of(List<Path> classPath) {
        return KNOWN.computeIfAbsent(List.copyOf(classPath), Library::new);
    }

    private void add(Path path, List<Path> others) {
        Path folder = path.toAbsolutePath().getParent();
        if (others.isEmpty() || folder == null) {
            roots.put(path, place(path));
        } else {
            roots.put(path, place(folder) + "/" + path.getFileName());
        }
    }

    private String place(Path path) {
        String seen = nodePathOf(path);
        return seen == null ? pathOf(put(path)) : seen;
    }

    private @Nullable String nodePathOf(Path path) {
        for (Map.Entry<String, Path> entry : entries.entrySet()) {
            if (path.startsWith(entry.getValue())
                    && !entry.getValue().toString().isEmpty()) {
                Path inside = entry.getValue().relativize(path);
                return pathOf(entry.getKey()) + (inside.toString().isEmpty() ? "" : "/" + inside);
            }
        }
        return null;
    }

    private String put(Path path) {
        String name = String.valueOf(path.getFileName());
        String free = name;
        for (int number = 2; entries.containsKey(free); number++) {
            free = numbered(name, number);
        }
        entries.put(free, path);
        return free;
    }

    private static String numbered(String name, int number) {
        int end = name.endsWith(".jar") ? name.length() - ".jar".length() : name.length();
        return name.substring(0, end) + "-" + number + name.substring(end);
    }

    /** Returns what lies in the folder, by the names that nodes know it by: the jars and folders of the host. */
    public Map<String, Path> entries() {
        return entries;
    }

    /** Returns where classes are looked for, in order: the jars and folders of the host, and their places in nodes. */
    public Map<Path, String> roots() {
        return roots;
    }

    private static String pathOf(String name) {
        return FOLDER + "/" + name;
    }

    /** Returns the value of {@code java.class.path}. */
    public String classPath() {
        return String.join(":", named);
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
