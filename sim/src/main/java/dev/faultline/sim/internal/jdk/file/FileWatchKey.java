package dev.faultline.sim.internal.jdk.file;

import dev.faultline.sim.internal.disk.Directory;
import dev.faultline.sim.internal.disk.FileWatches;
import dev.faultline.sim.internal.machine.SimProcess;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.Watchable;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One directory that a program watches. Repeated events are counted as the JDK counts them. */
final class FileWatchKey implements FileWatches.Watcher, WatchKey {
    /** As many events wait as in the JDK; one more, and they all give way to an overflow. */
    private static final int EVENTS_MAX = 512;

    final Directory directory;
    Set<WatchEvent.Kind<?>> kinds;

    private final FileWatchService service;
    private final Path path;
    private List<Occurrence> events = new ArrayList<>();
    private boolean valid = true;
    private boolean signalled;

    FileWatchKey(FileWatchService service, Path path, Directory directory, Set<WatchEvent.Kind<?>> kinds) {
        this.service = service;
        this.path = path;
        this.directory = directory;
        this.kinds = kinds;
    }

    /** An event and how often it has happened in a row. */
    private static final class Occurrence implements WatchEvent<Object> {
        private final WatchEvent.Kind<Object> kind;
        private final @Nullable Path name;
        private int count = 1;

        Occurrence(WatchEvent.Kind<Object> kind, @Nullable Path name) {
            this.kind = kind;
            this.name = name;
        }

        @Override
        public WatchEvent.Kind<Object> kind() {
            return kind;
        }

        @Override
        public int count() {
            return count;
        }

        @Override
        public @Nullable Object context() {
            return name;
        }
    }

    @Override
    public SimProcess life() {
        return service.process;
    }

    // ---- what happens on the disk

    /** Called when it happens; the program learns of it a little later. */
    @Override
    public void happened(FileWatches.Change change, String name) {
        WatchEvent.Kind<?> kind = switch (change) {
            case CREATED -> StandardWatchEventKinds.ENTRY_CREATE;
            case CHANGED -> StandardWatchEventKinds.ENTRY_MODIFY;
            case REMOVED -> StandardWatchEventKinds.ENTRY_DELETE;
        };
        if (kinds.contains(kind)) {
            Path context = path.getFileSystem().getPath(name);
            service.later(() -> arrive(kind, context));
        }
    }

    @Override
    public void directoryGone() {
        service.later(() -> {
            valid = false;
            signal();
        });
    }

    @SuppressWarnings("unchecked") // an event kind is never asked for an object of its type
    private void arrive(WatchEvent.Kind<?> kind, Path name) {
        if (!valid || isRepeated(kind, name)) {
            return;
        }
        boolean overflows = events.size() >= EVENTS_MAX;
        if (overflows) {
            events.clear();
        }
        events.add(new Occurrence(
                (WatchEvent.Kind<Object>) (overflows ? StandardWatchEventKinds.OVERFLOW : kind),
                overflows ? null : name));
        signal();
    }

    /** Counts the event to one that waits: the last of all, or the last with this name if both are changes. */
    private boolean isRepeated(WatchEvent.Kind<?> kind, Path name) {
        for (int i = events.size() - 1; i >= 0; i--) {
            Occurrence earlier = events.get(i);
            boolean isLast = i == events.size() - 1;
            boolean isSame = earlier.kind.equals(kind) && Objects.equals(earlier.name, name);
            if ((isLast && earlier.kind.equals(StandardWatchEventKinds.OVERFLOW))
                    || (isSame && (isLast || kind.equals(StandardWatchEventKinds.ENTRY_MODIFY)))) {
                earlier.count++;
                return true;
            }
            if (Objects.equals(earlier.name, name)) {
                return false;
            }
        }
        return false;
    }

    private void signal() {
        if (!signalled) {
            signalled = true;
            service.enqueue(this);
        }
    }

    // ---- what the program asks

    @Override
    public boolean isValid() {
        return valid;
    }

    @Override
    public List<WatchEvent<?>> pollEvents() {
        List<WatchEvent<?>> polled = new ArrayList<>(events);
        events = new ArrayList<>();
        return polled;
    }

    @Override
    public boolean reset() {
        if (signalled && valid) {
            signalled = false;
            if (!events.isEmpty()) {
                signal();
            }
        }
        return valid;
    }

    @Override
    public void cancel() {
        if (valid) {
            valid = false;
            service.cancelled(this);
        }
    }

    void serviceClosed() {
        valid = false;
    }

    @Override
    public Watchable watchable() {
        return path;
    }
}
