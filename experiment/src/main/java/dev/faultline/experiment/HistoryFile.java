package dev.faultline.experiment;

import dev.faultline.journal.HistoryWriter;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the history of a run is written: into its folder; where it has none, into a temporary file if it is judged from a file, and else
 * nowhere.
 */
final class HistoryFile implements AutoCloseable {
    private final HistoryWriter writer;
    private final Optional<Path> file;
    private final boolean isTemporary;

    private HistoryFile(HistoryWriter writer, Optional<Path> file, boolean isTemporary) {
        this.writer = writer;
        this.file = file;
        this.isTemporary = isTemporary;
    }

    /** Begins a history for a check; {@code place} is its file in the folder of the run, if there is one. */
    static HistoryFile of(CheckSpec check, Optional<Path> place) {
        if (place.isPresent()) {
            return new HistoryFile(HistoryWriter.create(place.get()), place, false);
        }
        if (check.isInMemory()) {
            return new HistoryFile(HistoryWriter.to(OutputStream.nullOutputStream()), Optional.empty(), false);
        }
        try {
            Path temporary = Files.createTempFile("faultline-history", ".jsonl");
            temporary.toFile().deleteOnExit(); // for a JVM that is ended in the middle of a run
            return new HistoryFile(
                    HistoryWriter.to(new FileOutputStream(temporary.toFile())), Optional.of(temporary), true);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write down the history of the run, which is to be judged", e);
        }
    }

    HistoryWriter writer() {
        return writer;
    }

    /** Completes the file, and returns it; empty if there is none. Nothing can be written any more. */
    Optional<Path> finish() {
        writer.close();
        return file;
    }

    @Override
    public void close() {
        writer.close();
        if (isTemporary) {
            file.ifPresent(temporary -> temporary.toFile().delete());
        }
    }
}
