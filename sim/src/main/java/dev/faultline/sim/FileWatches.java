package dev.faultline.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who watches which directories of a disk. Told of every change as it happens, as {@code inotify} is; what is written
 * through a mapping is not noticed, there as here.
 */
final class FileWatches {
    /** What happens to a name in a directory. */
    enum Change {
        CREATED,
        CHANGED,
        REMOVED
    }

    private final Map<Directory, List<FileWatchKey>> watched = new LinkedHashMap<>();

    void add(Directory directory, FileWatchKey key) {
        watched.computeIfAbsent(directory, any -> new ArrayList<>()).add(key);
    }

    void remove(Directory directory, FileWatchKey key) {
        List<FileWatchKey> keys = watched.get(directory);
        if (keys != null && keys.remove(key) && keys.isEmpty()) {
            watched.remove(directory);
        }
    }

    void created(Directory directory, String name) {
        tell(directory, Change.CREATED, name);
    }

    void removed(Directory directory, String name) {
        tell(directory, Change.REMOVED, name);
    }

    private void tell(Directory directory, Change change, String name) {
        for (FileWatchKey key : List.copyOf(watched.getOrDefault(directory, List.of()))) {
            key.happened(change, name);
        }
    }

    /** The contents or attributes have changed: all who watch a directory with a name for it are told. */
    void changed(Inode inode) {
        for (Directory directory : List.copyOf(watched.keySet())) {
            directory.entries().forEach(entry -> {
                if (entry.getValue() == inode) {
                    tell(directory, Change.CHANGED, entry.getKey());
                }
            });
        }
    }

    /** The directory does not exist any more. */
    void gone(Directory directory) {
        List<FileWatchKey> keys = watched.remove(directory);
        if (keys != null) {
            keys.forEach(FileWatchKey::directoryGone);
        }
    }

    void processEnded(SimProcess process) {
        watched.values().forEach(keys -> keys.removeIf(key -> key.process() == process));
        watched.values().removeIf(List::isEmpty);
    }
}
