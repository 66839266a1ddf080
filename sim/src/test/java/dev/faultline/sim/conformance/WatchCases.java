package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.OnDisk.failure;
import static dev.faultline.sim.conformance.OnDisk.file;
import static java.nio.file.StandardWatchEventKinds.ENTRY_CREATE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_DELETE;
import static java.nio.file.StandardWatchEventKinds.ENTRY_MODIFY;
import static java.nio.file.StandardWatchEventKinds.OVERFLOW;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** How watched folders behave. */
final class WatchCases {
    private static final int SOON_SECONDS = 10;
    private static final int NEVER_MILLIS = 50;

    private WatchCases() {}

    /** Code that is given a watch service of the folder's file system. */
    @FunctionalInterface
    private interface Watching {
        Object run(Path folder, WatchService service) throws Exception;
    }

    private static Case of(String name, String expected, Watching body) {
        return OnDisk.inFolder("watch", name, expected, folder -> {
            try (WatchService service = folder.getFileSystem().newWatchService()) {
                return body.run(folder, service);
            }
        });
    }

    /** Returns the next so many different events, in order. */
    private static String next(WatchService service, int count) throws InterruptedException {
        List<String> events = new ArrayList<>();
        while (events.size() < count) {
            WatchKey key = service.poll(SOON_SECONDS, TimeUnit.SECONDS);
            if (key == null) {
                return events + " and no more";
            }
            for (WatchEvent<?> event : key.pollEvents()) {
                String seen = event.kind().name().substring("ENTRY_".length()) + " " + event.context();
                if (!events.contains(seen)) {
                    events.add(seen);
                }
            }
            key.reset();
        }
        return String.join(", ", events);
    }

    static List<Case> cases() {
        return List.of(
                of("a new file is told", "CREATE f", (d, s) -> {
                    d.register(s, ENTRY_CREATE);
                    file(d, "f", "");
                    return next(s, 1);
                }),
                of("a new folder is told", "CREATE a", (d, s) -> {
                    d.register(s, ENTRY_CREATE);
                    Files.createDirectory(d.resolve("a"));
                    return next(s, 1);
                }),
                of("a new link is told", "CREATE l", (d, s) -> {
                    d.register(s, ENTRY_CREATE);
                    Files.createSymbolicLink(d.resolve("l"), Path.of("x"));
                    return next(s, 1);
                }),
                of("a write is told", "MODIFY f", (d, s) -> {
                    Path f = file(d, "f", "");
                    d.register(s, ENTRY_MODIFY);
                    Files.writeString(f, "x");
                    return next(s, 1);
                }),
                of("a change of permissions is told", "MODIFY f", (d, s) -> {
                    Path f = file(d, "f", "");
                    d.register(s, ENTRY_MODIFY);
                    f.toFile().setExecutable(true);
                    return next(s, 1);
                }),
                of("a deletion is told", "DELETE f", (d, s) -> {
                    Path f = file(d, "f", "");
                    d.register(s, ENTRY_DELETE);
                    Files.delete(f);
                    return next(s, 1);
                }),
                of("a move is a deletion and a creation", "DELETE f, CREATE g", (d, s) -> {
                    Path f = file(d, "f", "");
                    d.register(s, ENTRY_CREATE, ENTRY_DELETE);
                    Files.move(f, d.resolve("g"));
                    return next(s, 2);
                }),
                of("a move out is a deletion", "DELETE f", (d, s) -> {
                    Path a = Files.createDirectory(d.resolve("a"));
                    Path f = file(a, "f", "");
                    a.register(s, ENTRY_CREATE, ENTRY_DELETE);
                    Files.move(f, d.resolve("f"));
                    return next(s, 1);
                }),
                of("a life of a file", "CREATE f, MODIFY f, DELETE f", (d, s) -> {
                    d.register(s, ENTRY_CREATE, ENTRY_MODIFY, ENTRY_DELETE);
                    Files.delete(file(d, "f", "x"));
                    return next(s, 3);
                }),
                of("only the kinds asked for are told", "DELETE f", (d, s) -> {
                    d.register(s, ENTRY_DELETE);
                    Files.delete(file(d, "f", "x"));
                    return next(s, 1);
                }),
                of("folders below are not watched", "CREATE last", (d, s) -> {
                    Path a = Files.createDirectory(d.resolve("a"));
                    d.register(s, ENTRY_CREATE);
                    file(a, "f", "");
                    file(d, "last", "");
                    return next(s, 1);
                }),
                of("where nothing happens nothing is told", "null null", (d, s) -> {
                    d.register(s, ENTRY_CREATE);
                    return s.poll() + " " + s.poll(NEVER_MILLIS, TimeUnit.MILLISECONDS);
                }),
                of("a key is told once until it is reset", "CREATE f; null; CREATE g", (d, s) -> {
                    d.register(s, ENTRY_CREATE);
                    file(d, "f", "");
                    WatchKey key = s.poll(SOON_SECONDS, TimeUnit.SECONDS);
                    String first = "CREATE " + key.pollEvents().getFirst().context();
                    file(d, "g", "");
                    WatchKey none = s.poll(NEVER_MILLIS, TimeUnit.MILLISECONDS);
                    key.reset();
                    return first + "; " + none + "; " + next(s, 1);
                }),
                of("the context is relative to the folder", "f true", (d, s) -> {
                    d.register(s, ENTRY_CREATE);
                    file(d, "f", "");
                    WatchKey key = s.poll(SOON_SECONDS, TimeUnit.SECONDS);
                    return key.pollEvents().getFirst().context() + " "
                            + key.watchable().equals(d);
                }),
                of("repeated writes are counted", "true", (d, s) -> {
                    Path f = file(d, "f", "");
                    d.register(s, ENTRY_MODIFY);
                    try (var out = Files.newOutputStream(f)) {
                        for (int i = 0; i < 20; i++) {
                            out.write(i);
                            out.flush();
                            Files.setLastModifiedTime(f, java.nio.file.attribute.FileTime.fromMillis(i));
                        }
                    }
                    Thread.sleep(NEVER_MILLIS);
                    WatchKey key = s.poll(SOON_SECONDS, TimeUnit.SECONDS);
                    List<WatchEvent<?>> events = key.pollEvents();
                    return events.size() == 1 && events.getFirst().count() > 1;
                }),
                of("registering again gives the same key", "true CREATE g", (d, s) -> {
                    WatchKey key = d.register(s, ENTRY_DELETE);
                    boolean same = key == d.register(s, ENTRY_CREATE);
                    Files.move(file(d, "f", ""), d.resolve("g"));
                    String first = next(s, 1);
                    return same + " " + (first.equals("CREATE f") ? next(s, 1) : first.replace("CREATE f, ", ""));
                }),
                of("a cancelled key is told no more", "false null", (d, s) -> {
                    WatchKey key = d.register(s, ENTRY_CREATE);
                    key.cancel();
                    file(d, "f", "");
                    return key.isValid() + " " + s.poll(NEVER_MILLIS, TimeUnit.MILLISECONDS);
                }),
                of("the key of a deleted folder is no longer valid", "true false", (d, s) -> {
                    Path a = Files.createDirectory(d.resolve("a"));
                    WatchKey key = a.register(s, ENTRY_CREATE);
                    Files.delete(a);
                    boolean same = s.poll(SOON_SECONDS, TimeUnit.SECONDS) == key;
                    return same + " " + key.reset();
                }),
                of("take waits", "CREATE f", (d, s) -> {
                    d.register(s, ENTRY_CREATE);
                    Thread later = new Thread(() -> {
                        try {
                            Thread.sleep(NEVER_MILLIS);
                            file(d, "f", "");
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    later.start();
                    WatchKey key = s.take();
                    return "CREATE " + key.pollEvents().getFirst().context();
                }),
                of("take can be interrupted", "InterruptedException", (d, s) -> {
                    Thread.currentThread().interrupt();
                    return failure(s::take);
                }),
                of("closing wakes who waits", "ClosedWatchServiceException", (d, s) -> {
                    Thread later = new Thread(() -> {
                        try {
                            Thread.sleep(NEVER_MILLIS);
                            s.close();
                        } catch (Exception e) {
                            throw new IllegalStateException(e);
                        }
                    });
                    later.start();
                    return failure(s::take);
                }),
                of("a closed service refuses", "ClosedWatchServiceException ClosedWatchServiceException", (d, s) -> {
                    s.close();
                    return failure(s::poll) + " " + failure(() -> d.register(s, ENTRY_CREATE));
                }),
                of("closing makes keys invalid", "false", (d, s) -> {
                    WatchKey key = d.register(s, ENTRY_CREATE);
                    s.close();
                    return key.isValid();
                }),
                of("a file cannot be watched", "NotDirectoryException DIR/f", (d, s) -> {
                    Path f = file(d, "f", "");
                    return failure(() -> f.register(s, ENTRY_CREATE));
                }),
                of(
                        "what is missing cannot be watched",
                        "NoSuchFileException DIR/x",
                        (d, s) -> failure(() -> d.resolve("x").register(s, ENTRY_CREATE))),
                of(
                        "no kinds are too few",
                        "IllegalArgumentException No events to register",
                        (d, s) -> failure(() -> d.register(s, OVERFLOW))));
    }
}
