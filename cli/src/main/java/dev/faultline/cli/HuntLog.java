package dev.faultline.cli;

import dev.faultline.experiment.Failure;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/**
 * The file of a hunt: an object of JSON a line, whole lines only. It takes the place of that of the hunt before with its
 * first line. Not thread-safe.
 */
final class HuntLog implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path file;
    private final FileChannel channel;
    private boolean begun;

    /**
     * Opens the file.
     *
     * @throws UsageException if another hunt writes it, or the disk refuses
     */
    HuntLog(Path file) {
        this.file = file;
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            if (!isLocked(channel)) {
                channel.close();
                throw new UsageException(
                        file + " is being written by another hunt; wait for it, or name another folder with --out");
            }
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // a hunt of this JVM
        }
    }

    static String line(Map<String, Object> fields) {
        return JSON.writeValueAsString(fields);
    }

    /** Adds a line. */
    void add(String line) {
        try {
            if (!begun) {
                channel.truncate(0);
                begun = true;
            }
            long start = channel.position();
            ByteBuffer bytes = ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.UTF_8));
            try {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
            } catch (IOException e) {
                channel.truncate(start);
                throw e;
            }
        } catch (IOException e) {
            throw refused(e);
        }
    }

    private UsageException refused(IOException e) {
        return new UsageException("cannot write " + file + ": " + Failure.reason(e));
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            throw refused(e);
        }
    }
}
