package dev.faultline.experiment;

import dev.faultline.journal.Manifest;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the user has put on the class path of the tool itself, such as formats of logs. Faults look for records with them, so
 * that they shape a run as its programs do.
 */
final class ToolClassPath {
    /** Where the launcher finds it. */
    static final String VARIABLE = "FAULTLINE_CLASS_PATH";

    /** How its files are told from those of nodes. */
    private static final String MARK = VARIABLE + "/";

    private ToolClassPath() {}

    /** Returns its jars and folders, in order: what stands on the class path of this JVM beside the launcher's own jars. */
    static List<Artifact> artifacts() {
        String home = System.getProperty("faultline.home");
        return home == null ? List.of() : artifacts(Path.of(home, "lib"), System.getProperty("java.class.path"));
    }

    static List<Artifact> artifacts(Path own, String classPath) {
        Path jars = own.toAbsolutePath().normalize();
        return Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().normalize())
                .filter(path -> !jars.equals(path.getParent()) && Files.exists(path))
                .distinct()
                .map(path -> new Artifact(MARK + path.getFileName(), path, Sha256.of(path)))
                .toList();
    }

    /** Returns those of a run, by name and hash, in an order that does not depend on how a host lists the jars of a folder. */
    static List<String> of(List<Manifest.Artifact> artifacts) {
        return artifacts.stream()
                .filter(artifact -> artifact.coordinate().startsWith(MARK))
                .map(artifact ->
                        artifact.coordinate().substring(MARK.length()) + " (" + Sha256.shown(artifact.sha256()) + ")")
                .sorted()
                .toList();
    }
}
