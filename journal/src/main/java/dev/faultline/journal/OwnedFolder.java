package dev.faultline.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder for what is not finished, that one process owns: nobody else can take it meanwhile, and it is deleted when it
 * is closed, also if the JVM is ended by a signal before. What a process that was killed left behind is nobody's: the
 * next one that wants the folder clears it.
 *
 * <p>For one thread, beside that which ends the JVM.
 */
public final class OwnedFolder implements AutoCloseable {
    private static final String PREFIX = "faultline-";
    /** A thread that still writes may make a file while the folder is deleted. */
    private static final int ATTEMPTS = 20;

    private static final int PAUSE_MILLIS = 20;

    private final Path path;
    private final FolderLock lock;
    private final boolean withParent;
    private final Runnable duty = this::deleteAtEnd;
    private boolean closed;

    private OwnedFolder(Path path, FolderLock lock, boolean withParent) {
        this.path = path;
        this.lock = lock;
        this.withParent = withParent;
        JvmEnd.add(duty);
    }

    /**
     * Takes the folder at this path, which is made if it is not there, and emptied if nobody owns it.
     *
     * @throws FolderInUseException if somebody owns it who is still there
     * @throws UncheckedIOException if it cannot be made
     */
    public static OwnedFolder take(Path path) {
        try {
            return JvmEnd.make(() -> take(path, false));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + path, e);
        }
    }

    /**
     * Takes a folder, for those who let the end of the JVM wait; with the parent means that the folder it is in goes with it,
     * unless there is more in that.
     */
    static OwnedFolder take(Path path, boolean withParent) {
        OwnedFolder folder = new OwnedFolder(path, FolderLock.of(path), withParent);
        try {
            for (Path entry : folder.contents()) {
                delete(entry);
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot clear " + path, e);
        }
    }

    /**
     * Makes a folder in that of temporary files, and clears those of the same purpose whose owners are gone.
     *
     * @param purpose a word that becomes a part of its name
     * @throws UncheckedIOException if it cannot be made
     */
    public static OwnedFolder temporary(String purpose) {
        Path parent = Path.of(System.getProperty("java.io.tmpdir"));
        String prefix = PREFIX + purpose + "-";
        try {
            for (Path left : entries(parent)) {
                if (String.valueOf(left.getFileName()).startsWith(prefix)
                        && Files.exists(left.resolve(FolderLock.FILE))) {
                    clear(left);
                }
            }
            while (true) {
                try {
                    return take(Files.createTempDirectory(parent, prefix));
                } catch (FolderInUseException e) {
                    // Somebody who clears what others left was quicker; the next one has another name.
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make a folder in " + parent, e);
        }
    }

    private static void clear(Path left) {
        try {
            take(left).close();
        } catch (FolderInUseException | UncheckedIOException e) {
            // Its owner is at work, or is another user.
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    /** What is in it, but its lock, in the order of names. */
    List<Path> contents() throws IOException {
        return entries(path).stream()
                .filter(entry -> !entry.endsWith(FolderLock.FILE))
                .toList();
    }

    private static List<Path> entries(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }

    /** Deletes a file, or a folder with what is in it; a link goes, what it points to stays. */
    static void delete(Path entry) throws IOException {
        if (!Files.exists(entry, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(entry, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.deleteIfExists(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                Files.deleteIfExists(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private void delete() throws IOException {
        lock.giveUp();
        delete(path);
        Path parent = path.getParent();
        if (withParent && parent != null && entries(parent).isEmpty()) {
            Files.deleteIfExists(parent);
        }
    }

    /**
     * Writes a text file in the folder, and makes the folders that it is in. When the JVM is being ended this does not
     * return: what is written then would stay.
     *
     * @param file a path in the folder
     * @throws IllegalArgumentException if it leads out of the folder
     * @throws UncheckedIOException if it cannot be written
     */
    public void write(Path file, String text) {
        if (!file.normalize().startsWith(path.normalize())) {
            throw new IllegalArgumentException(file + " leads out of " + path);
        }
        try {
            JvmEnd.make(() -> {
                writeOpen(file, text);
                return file;
            });
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file, e);
        }
    }

    private synchronized void writeOpen(Path file, String text) throws IOException {
        if (closed) {
            throw new IllegalStateException(path + " is closed");
        }
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, text);
    }

    private synchronized void deleteAtEnd() {
        if (closed) {
            return; // by close, for whose end this has waited
        }
        closed = true;
        for (int attempt = 1; ; attempt++) {
            try {
                delete();
                pause();
                if (attempt == ATTEMPTS || !Files.exists(path)) {
                    return;
                }
            } catch (IOException e) {
                if (attempt == ATTEMPTS) {
                    throw new UncheckedIOException("cannot delete " + path, e);
                }
            }
        }
    }

    /** Leaves a thread of the run that is being ended the time to make a file again, so that this is seen. */
    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Deletes it with all that is in it. If the JVM is ended meanwhile, its end waits for that.
     *
     * @throws UncheckedIOException if the disk refuses
     */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try (lock) {
            delete();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot delete " + path, e);
        } finally {
            JvmEnd.dismiss(duty); // not before it is gone
        }
    }
}
