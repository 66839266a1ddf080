package dev.faultline.cli;

import dev.faultline.check.format.FileFormat;
import dev.faultline.check.format.FormatException;
import dev.faultline.experiment.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/**
 * A file that is written with an answer. It must not take the place of what was judged.
 *
 * @param option that names it, for people
 */
record AnswerFile(String option, Path file) {

    /** @throws UsageException if the other is the same file, by whatever path */
    void requireApart(AnswerFile other) {
        if (isSame(file, other.file)) {
            throw new UsageException("%s and %s name the same file, %s".formatted(option, other.option, file));
        }
    }

    /** @throws UsageException if it is the history, or a log in the folder that is the history */
    void requireApart(Path history) {
        if (isSame(file, history) || isLogIn(history)) {
            throw new UsageException("%s %s would overwrite the history; name another file".formatted(option, file));
        }
    }

    private static boolean isSame(Path one, Path other) {
        try {
            boolean bothThere = Files.exists(one) && Files.exists(other);
            return bothThere ? Files.isSameFile(one, other) : resolved(one).equals(resolved(other));
        } catch (IOException unknown) {
            return one.toAbsolutePath()
                    .normalize()
                    .equals(other.toAbsolutePath().normalize());
        }
    }

    /** Where a file will be that is not there yet. */
    private static Path resolved(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        return folder == null || !Files.exists(folder)
                ? absolute
                : folder.toRealPath().resolve(absolute.getFileName());
    }

    private boolean isLogIn(Path history) {
        try {
            return Files.isDirectory(history)
                    && Files.isRegularFile(file)
                    && file.toRealPath().startsWith(history.toRealPath())
                    && FileFormat.of(file) == FileFormat.COBRA;
        } catch (IOException | UncheckedIOException | FormatException unknown) {
            return false;
        }
    }

    private void deleteHalf() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // What is told is that it cannot be written.
        }
    }

    /** @throws UsageException if it cannot be written */
    void write(String content) {
        boolean isNew = !Files.exists(file, LinkOption.NOFOLLOW_LINKS);
        try {
            Files.writeString(file, content);
        } catch (IOException failure) {
            if (isNew) {
                deleteHalf();
            }
            throw new UsageException(Failure.of(new UncheckedIOException("cannot write " + file, failure))
                    .sentence());
        }
    }
}
