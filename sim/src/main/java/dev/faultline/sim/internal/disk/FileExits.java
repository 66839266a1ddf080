package dev.faultline.sim.internal.disk;

import dev.faultline.sim.internal.kernel.Life;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files that programs want deleted when they exit. A killed process deletes nothing. */
public final class FileExits {
    private static final Map<Life, Set<String>> PATHS = new HashMap<>();

    private FileExits() {}

    public static void add(Life process, String path) {
        PATHS.computeIfAbsent(process, any -> new LinkedHashSet<>()).add(path);
    }

    /** The process exits of its own accord and its hooks have run: the last comes first. */
    public static void exiting(Life process) {
        List<String> paths = new ArrayList<>(PATHS.getOrDefault(process, Set.of()));
        for (String path : paths.reversed()) {
            try {
                ((Storage) process.machine).calls().tree().delete(path);
            } catch (PosixException e) {
                // As in the JDK: what cannot be deleted stays, and nobody is told.
            }
        }
    }

    public static void lifeEnded(Life process) {
        PATHS.remove(process);
    }
}
