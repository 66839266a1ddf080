package dev.faultline.journal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The lock of a folder: a file in it that the operating system keeps locked for one process, and unlocks when that is
 * gone, however it ended. The file holds the number of the process.
 *
 * <p>Closing any channel to the file would unlock it for the whole process. So nothing in a JVM opens a file that this
 * JVM has locked, and what is in it is read by the channel that tries to lock it.
 */
final class FolderLock implements AutoCloseable {
    static final String FILE = "lock";

    /** What the last owner leaves in the file before it deletes it: who opened it before holds a file without a name. */
    private static final String GONE = "gone";

    private static final int ATTEMPTS = 50;
    private static final long PAUSE_MILLIS = 10;
    private static final int LONGEST = 32;

    /** The folders that this JVM has locked. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path folder;
    private final FileChannel channel;

    private FolderLock(Path folder, FileChannel channel) {
        this.folder = folder;
        this.channel = channel;
    }

    /**
     * Locks a folder, and makes it if it is not there.
     *
     * @throws FolderInUseException if another has locked it
     * @throws UncheckedIOException if the folder or the file cannot be made
     */
    static FolderLock of(Path path) {
        Path folder = path.toAbsolutePath().normalize();
        if (!HELD.add(folder)) {
            throw new FolderInUseException(
                    path, Long.toString(ProcessHandle.current().pid()));
        }
        boolean locked = false;
        try {
            FolderLock lock = lock(path, folder);
            locked = true;
            return lock;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot make " + path, e);
        } finally {
            if (!locked) {
                HELD.remove(folder);
            }
        }
    }

    private static FolderLock lock(Path path, Path folder) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Files.createDirectories(folder);
            FileChannel channel;
            try {
                channel = FileChannel.open(
                        folder.resolve(FILE),
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
            } catch (NoSuchFileException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                continue; // its last owner has just deleted the folder
            }
            boolean free = channel.tryLock() != null;
            String content = read(channel);
            if (free && (!content.equals(GONE) || attempt == ATTEMPTS)) {
                FolderLock lock = new FolderLock(folder, channel);
                lock.write(Long.toString(ProcessHandle.current().pid()));
                return lock;
            }
            channel.close();
            if (!free && !content.equals(GONE)) {
                throw new FolderInUseException(path, content);
            }
            pause();
        }
    }

    private static String read(FileChannel channel) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LONGEST);
        int length = Math.max(0, channel.read(bytes, 0));
        return new String(bytes.array(), 0, length, StandardCharsets.UTF_8);
    }

    private void write(String content) throws IOException {
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)), 0);
    }

    /** Marks the file as one that is about to be deleted. */
    void giveUp() throws IOException {
        write(GONE);
    }

    @Override
    public void close() throws IOException {
        HELD.remove(folder);
        channel.close();
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
