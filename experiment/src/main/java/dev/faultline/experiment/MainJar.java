package dev.faultline.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;

/**
 * A jar that {@code java -jar} runs.
 *
 * @param path the file
 * @param main the class that its manifest names
 */
record MainJar(Path path, String main) {
    /**
     * Reads the manifest.
     *
     * @throws ExperimentException if the file is no such jar
     */
    static MainJar of(Path path) {
        if (!Files.isRegularFile(path)) {
            throw new ExperimentException(
                    (Files.exists(path) ? path + " is a folder, not a jar" : "there is no file " + path)
                            + "; give the jar that java -jar runs");
        }
        try (JarFile jar = new JarFile(path.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            String main = manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.MAIN_CLASS);
            if (main == null || main.isBlank()) {
                throw new ExperimentException(path + " has no Main-Class in its manifest, so java -jar cannot run it;"
                        + " use class-path and main instead");
            }
            return new MainJar(path, main.strip());
        } catch (IOException e) {
            throw new ExperimentException(path + " cannot be read as a jar: " + e.getMessage());
        }
    }
}
