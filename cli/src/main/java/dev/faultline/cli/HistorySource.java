package dev.faultline.cli;

import dev.faultline.check.Limits;
import dev.faultline.experiment.Failure;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A history that can be read several times. What comes through a pipe or standard input is kept in a file until it is
 * closed.
 *
 * @param name for people
 * @param unread why it was not read to its end; then there is nothing to judge
 */
record HistorySource(String name, Path file, boolean temporary, Optional<String> unread) implements AutoCloseable {

    private static final String STANDARD_INPUT = "-";
    private static final int BUFFER = 1 << 16;
    private static final int MILLIS_BETWEEN_LOOKS = 10;

    /** @throws UsageException if there is no such file */
    static HistorySource of(String given, Limits limits) {
        if (given.equals(STANDARD_INPUT)) {
            return kept("standard input", () -> System.in, limits);
        }
        Path file = Path.of(given);
        if (!Files.exists(file)) {
            throw new UsageException("there is no file or folder " + file);
        }
        return Files.isRegularFile(file) || Files.isDirectory(file)
                ? new HistorySource(given, file, false, Optional.empty())
                : kept(given, () -> Files.newInputStream(file), limits);
    }

    private interface Opening {
        InputStream open() throws IOException;
    }

    /** Waits for another thread, as nothing else ends a read for which nobody writes. */
    private static HistorySource kept(String name, Opening opening, Limits limits) {
        Path file;
        try {
            file = Files.createTempFile("faultline-", ".history");
            file.toFile().deleteOnExit();
        } catch (IOException failure) {
            throw new UsageException("cannot keep " + name + " in a file: " + Failure.reason(failure));
        }
        AtomicReference<String> problem = new AtomicReference<>("");
        Thread copying = Thread.ofPlatform().daemon().start(() -> problem.set(copy(opening, file, limits)));
        try {
            while (!copying.join(Duration.ofMillis(MILLIS_BETWEEN_LOOKS))) {
                if (limits.stop().getAsBoolean()) {
                    return new HistorySource(name, file, true, Optional.of("the time was over while it was read"));
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new HistorySource(name, file, true, Optional.of("it was interrupted while it was read"));
        }
        String what = problem.get();
        return new HistorySource(name, file, true, what.isEmpty() ? Optional.empty() : Optional.of(what));
    }

    /** Returns what ended it early; empty if nothing did. */
    private static String copy(Opening opening, Path file, Limits limits) {
        long copied = 0;
        byte[] buffer = new byte[BUFFER];
        try (InputStream in = opening.open();
                OutputStream out = Files.newOutputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                copied += read;
                if (copied > limits.memoryBytes()) {
                    return "it has more bytes than the memory allowed";
                }
                out.write(buffer, 0, read);
            }
            return "";
        } catch (IOException failure) {
            return "it could not be read: " + Failure.reason(failure);
        }
    }

    @Override
    public void close() {
        if (temporary) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException failure) {
                throw new UncheckedIOException("cannot delete " + file, failure);
            }
        }
    }
}
