package dev.faultline.sim.internal.disk;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds what paths stand for, following links. */
final class FileLookup {
    private static final int LINKS_FOLLOWED_MAX = 40;
    private static final int NAME_LENGTH_MAX = 255;

    /** Where a path leads: the last name, the directory it is in, and what it stands for. */
    public record Place(
            Directory directory, String name, @Nullable Inode inode) {
        public Inode existing() {
            if (inode == null) {
                throw new PosixException(PosixError.ENOENT);
            }
            return inode;
        }
    }

    private final Directory root;

    FileLookup(Directory root) {
        this.root = root;
    }

    /** Finds what the path stands for; with {@code follow}, a link at its end is followed. */
    Place find(String path, boolean follow) {
        return find(root, path, follow, 0);
    }

    private Place find(Directory from, String path, boolean follow, int depth) {
        if (depth > LINKS_FOLLOWED_MAX) {
            throw new PosixException(PosixError.ELOOP);
        }
        Directory directory = path.startsWith("/") ? root : from;
        List<String> names = FilePaths.names(path);
        boolean mustBeDirectory = path.endsWith("/") || path.endsWith("/.");
        Place place = new Place(directory, ".", directory);
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            if (name.equals(".")) {
                continue;
            }
            directory = directoryAt(place);
            if (name.equals("..")) {
                Directory up = directory.parent == null ? root : directory.parent;
                place = new Place(up, ".", up);
                continue;
            }
            if (name.length() > NAME_LENGTH_MAX) {
                throw new PosixException(PosixError.ENAMETOOLONG);
            }
            place = new Place(directory, name, directory.get(name));
            boolean last = i == names.size() - 1;
            if (place.inode() instanceof InodeLink link && (!last || follow || mustBeDirectory)) {
                place = find(directory, link.target, true, depth + 1);
            }
        }
        if (mustBeDirectory && place.inode() != null) {
            directoryAt(place);
        }
        return place;
    }

    static Directory directoryAt(Place place) {
        if (place.existing() instanceof Directory directory) {
            return directory;
        }
        throw new PosixException(PosixError.ENOTDIR);
    }

    /** Returns the path without links, {@code .} and {@code ..}. */
    String realPath(String path) {
        Inode inode = find(path, true).existing();
        Place place = find(path, true);
        return inode instanceof Directory directory
                ? pathOf(directory)
                : (pathOf(place.directory()).equals("/") ? "" : pathOf(place.directory())) + "/" + place.name();
    }

    private static String pathOf(Directory directory) {
        if (directory.parent == null) {
            return "/";
        }
        String name = directory.parent.names().stream()
                .filter(candidate -> directory.parent.get(candidate) == directory)
                .findFirst()
                .orElseThrow(() -> new PosixException(PosixError.ENOENT));
        String above = pathOf(directory.parent);
        return above.equals("/") ? "/" + name : above + "/" + name;
    }

    /** Returns every path but that of the root, ascending. */
    Map<String, Inode> all() {
        Map<String, Inode> all = new TreeMap<>();
        List<Map.Entry<String, Directory>> open = new ArrayList<>();
        open.add(Map.entry("", root));
        while (!open.isEmpty()) {
            Map.Entry<String, Directory> next = open.removeLast();
            for (Map.Entry<String, Inode> entry : next.getValue().entries()) {
                String path = next.getKey() + "/" + entry.getKey();
                all.put(path, entry.getValue());
                if (entry.getValue() instanceof Directory directory) {
                    open.add(Map.entry(path, directory));
                }
            }
        }
        return all;
    }
}
