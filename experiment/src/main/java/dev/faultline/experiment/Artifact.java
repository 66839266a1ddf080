package dev.faultline.experiment;

import java.nio.file.Path;

/**
 * A file of a class path.
 *
 * @param coordinate its name: {@code GROUP:NAME:VERSION[:CLASSIFIER]}, {@code faultline:MODULE}, or that of the file
 * @param path a jar, or a folder of classes
 * @param sha256 the hash of its contents, 64 hexadecimal digits; for a folder that of the names and contents in it
 */
public record Artifact(String coordinate, Path path, String sha256) {
    /** Returns a jar or folder that is known by its path alone. */
    static Artifact ofFile(Path path) {
        return new Artifact(String.valueOf(path.getFileName()), path, Sha256.of(path));
    }
}
