package dev.faultline.sim;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Files that programs want deleted when they exit. A killed process deletes nothing. */
final class FileExits {
    private static final Map<SimProcess, Set<String>> PATHS = new HashMap<>();

    private FileExits() {}

    static void add(SimProcess process, String path) {
        PATHS.computeIfAbsent(process, any -> new LinkedHashSet<>()).add(path);
    }

    /** The process exits of its own accord and its hooks have run: the last comes first. */
    static void exiting(SimProcess process) {
        List<String> paths = new ArrayList<>(PATHS.getOrDefault(process, Set.of()));
        for (String path : paths.reversed()) {
            try {
                process.node.disk().calls().tree().delete(path);
            } catch (PosixException e) {
                // As in the JDK: what cannot be deleted stays, and nobody is told.
            }
        }
    }

    static void processEnded(SimProcess process) {
        PATHS.remove(process);
    }
}
