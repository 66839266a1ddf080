package dev.faultline.sim.internal.disk;

import dev.faultline.sim.internal.kernel.Life;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Who watches which directories of a disk. Told of every change as it happens, as {@code inotify} is; what is written
 * through a mapping is not noticed, there as here.
 */
public final class FileWatches {
    /** What happens to a name in a directory. */
    public enum Change {
        CREATED,
        CHANGED,
        REMOVED
    }

    /** Who watches a directory. */
    public interface Watcher {
        /** Returns whose it is. */
        Life life();

        /** Called when something happens in the directory. */
        void happened(Change change, String name);

        /** Called when the directory is no more. */
        void directoryGone();
    }

    private final Map<Directory, List<Watcher>> watched = new LinkedHashMap<>();

    public void add(Directory directory, Watcher key) {
        watched.computeIfAbsent(directory, any -> new ArrayList<>()).add(key);
    }

    public void remove(Directory directory, Watcher key) {
        List<Watcher> keys = watched.get(directory);
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
        for (Watcher key : List.copyOf(watched.getOrDefault(directory, List.of()))) {
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
        List<Watcher> keys = watched.remove(directory);
        if (keys != null) {
            keys.forEach(Watcher::directoryGone);
        }
    }

    public void lifeEnded(Life life) {
        watched.values().forEach(keys -> keys.removeIf(key -> key.life() == life));
        watched.values().removeIf(List::isEmpty);
    }
}
