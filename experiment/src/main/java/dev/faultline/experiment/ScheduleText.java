package dev.faultline.experiment;

import dev.faultline.chaos.file.ScheduleFile;
import dev.faultline.chaos.file.ScheduleFile.Format;
import dev.faultline.chaos.file.ScheduleFileException;
import dev.faultline.chaos.file.Surroundings;
import dev.faultline.chaos.scenario.Scenario;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A schedule as it was read: its text, so that workers and those who come later have it, whatever becomes of its file.
 *
 * @param text of the file
 * @param format in which it is written
 * @param source where it came from, for messages
 */
public record ScheduleText(String text, Format format, String source) {
    /**
     * Reads a file.
     *
     * @throws ExperimentException if that cannot be
     */
    public static ScheduleText ofFile(String name) {
        try {
            Path file = Path.of(name);
            if (!Files.exists(file)) {
                throw new ExperimentException("there is no schedule " + name);
            }
            if (!Files.isRegularFile(file)) {
                throw new ExperimentException(name + " is no regular file; a schedule is a file");
            }
            try (InputStream in = Files.newInputStream(file)) {
                byte[] bytes = in.readNBytes(4 * ScheduleFile.SIZE_MAX + 4);
                String text = StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(java.nio.ByteBuffer.wrap(bytes))
                        .toString();
                return new ScheduleText(text, Format.ofName(name), name);
            }
        } catch (CharacterCodingException e) {
            throw new ExperimentException(name + ": is not text in UTF-8", e);
        } catch (IOException e) {
            throw new ExperimentException(name + ": cannot be read: " + Failure.reason(e), e);
        } catch (InvalidPathException e) {
            throw new ExperimentException("'" + name + "' is not a path: " + e.getReason(), e);
        }
    }

    /**
     * Returns what it says.
     *
     * @param surroundings where it will be played
     * @throws ExperimentException if it is no schedule; it tells everything that is wrong
     */
    public Scenario scenario(Surroundings surroundings) {
        try {
            return ScheduleFile.read(text, format, source, surroundings);
        } catch (ScheduleFileException e) {
            throw new ExperimentException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Returns the name that its copy in a run folder has. */
    public String fileName() {
        return format == Format.LINES
                ? "scenario.txt"
                : "scenario." + format.name().toLowerCase(Locale.ROOT);
    }
}
