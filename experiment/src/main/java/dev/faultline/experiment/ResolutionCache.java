package dev.faultline.experiment;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Remembers in files which artifacts a question was answered with.
 *
 * <p>An entry is a text file: a line with the version of the format, a line with the coordinates asked for, and a line
 * for each artifact with coordinate, hash, size, time of modification in milliseconds, and path, with tabs between them.
 * An entry that is damaged, or any of whose files is gone or changed, counts as none. A new entry replaces the old one
 * in one step, so that processes may share the folder.
 */
final class ResolutionCache {
    private static final String FORMAT = "faultline artifacts 1";
    private static final int FIELDS = 5;

    private final Path folder;

    ResolutionCache(Path folder) {
        this.folder = folder;
    }

    Optional<List<Artifact>> find(List<Coordinate> coordinates) {
        try {
            List<String> lines = Files.readAllLines(entry(coordinates));
            if (lines.size() < 2
                    || !lines.get(0).equals(FORMAT)
                    || !lines.get(1).equals(question(coordinates))) {
                return Optional.empty();
            }
            List<Artifact> artifacts = new ArrayList<>();
            for (String line : lines.subList(2, lines.size())) {
                String[] fields = line.split("\t", FIELDS);
                Path path = Path.of(fields[FIELDS - 1]);
                if (!(fields[2] + "\t" + fields[3]).equals(state(path))) {
                    return Optional.empty();
                }
                artifacts.add(new Artifact(fields[0], path, fields[1]));
            }
            return Optional.of(artifacts);
        } catch (IOException | InvalidPathException | ArrayIndexOutOfBoundsException none) {
            return Optional.empty();
        }
    }

    /** Writes an entry; returns what to tell the user if that is not possible. */
    Optional<String> remember(List<Coordinate> coordinates, List<Artifact> artifacts) {
        StringBuilder text = new StringBuilder(FORMAT + "\n" + question(coordinates) + "\n");
        try {
            for (Artifact artifact : artifacts) {
                text.append(String.join(
                                "\t",
                                artifact.coordinate(),
                                artifact.sha256(),
                                state(artifact.path()),
                                artifact.path().toString()))
                        .append('\n');
            }
            Path entry = entry(coordinates);
            Path unfinished =
                    Files.createTempFile(Files.createDirectories(folder.resolve("artifacts")), "entry", ".unfinished");
            Files.writeString(unfinished, text, StandardCharsets.UTF_8);
            Files.move(unfinished, entry, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("cannot remember artifacts in " + folder + ", they are resolved again next time: " + e);
        }
    }

    private static String state(Path path) throws IOException {
        return Files.size(path) + "\t" + Files.getLastModifiedTime(path).toMillis();
    }

    private static String question(List<Coordinate> coordinates) {
        return coordinates.stream().map(Coordinate::toString).collect(Collectors.joining(" "));
    }

    private Path entry(List<Coordinate> coordinates) {
        return folder.resolve("artifacts").resolve(Sha256.ofText(question(coordinates)) + ".txt");
    }
}
