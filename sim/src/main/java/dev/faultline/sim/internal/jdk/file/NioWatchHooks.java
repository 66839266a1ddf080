package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.disk.Directory;
import dev.faultline.sim.internal.disk.FileHost;
import dev.faultline.sim.internal.disk.Inode;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/** How programs come to watch directories of their node. Public only to be called by the JDK. */
public final class NioWatchHooks {
    private static final List<WatchEvent.Kind<?>> KINDS = List.of(
            StandardWatchEventKinds.ENTRY_CREATE,
            StandardWatchEventKinds.ENTRY_MODIFY,
            StandardWatchEventKinds.ENTRY_DELETE);

    private NioWatchHooks() {}

    public static boolean isSimulated() {
        return FileHost.simulated() != null;
    }

    public static WatchService newService(Object fileSystem) {
        return new FileWatchService(NioFileHooks.disk(), FileHooks.task());
    }

    public static boolean isOurs(Path path, WatchService service) {
        return service instanceof FileWatchService;
    }

    public static WatchKey register(
            Path path, WatchService service, WatchEvent.Kind<?>[] events, WatchEvent.Modifier[] modifiers)
            throws Exception {
        Set<WatchEvent.Kind<?>> kinds = new LinkedHashSet<>();
        for (WatchEvent.Kind<?> event : events) {
            if (!KINDS.contains(Objects.requireNonNull(event)) && event != StandardWatchEventKinds.OVERFLOW) {
                throw new UnsupportedOperationException(event.name());
            }
            kinds.add(event);
        }
        kinds.remove(StandardWatchEventKinds.OVERFLOW);
        if (kinds.isEmpty()) {
            throw new IllegalArgumentException("No events to register");
        }
        for (WatchEvent.Modifier modifier : modifiers) {
            if (!modifier.getClass().getName().equals("com.sun.nio.file.SensitivityWatchEventModifier")) {
                throw new UnsupportedOperationException("Modifier not supported");
            }
        }
        Inode inode = NioFileHooks.callOn(
                path, tree -> tree.find(NioFileHooks.absolute(path), true).existing());
        if (inode instanceof Directory directory) {
            return ((FileWatchService) service).register(path, directory, kinds);
        }
        throw new NotDirectoryException(path.toString());
    }
}
