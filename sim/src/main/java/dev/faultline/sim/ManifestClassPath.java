package dev.faultline.sim;

import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/** The other jars and folders that a jar names in its manifest, as {@code java -jar} and class paths take them. */
public final class ManifestClassPath {
    private static final Pattern SPACES = Pattern.compile(" +");

    private ManifestClassPath() {}

    /**
     * Returns where classes are looked for, in this order: in the class path, and in what the manifests of its jars name. To
     * each belongs what its own manifest names: none to a folder, or to what is no jar.
     */
    public static Map<Path, List<Path>> expand(List<Path> classPath) {
        Map<Path, List<Path>> expanded = new LinkedHashMap<>();
        classPath.forEach(path -> add(path, expanded));
        return expanded;
    }

    private static void add(Path path, Map<Path, List<Path>> expanded) {
        if (!expanded.containsKey(path)) {
            List<Path> others = of(path);
            expanded.put(path, others);
            others.forEach(other -> add(other, expanded));
        }
    }

    private static List<Path> of(Path path) {
        if (!Files.isRegularFile(path)) {
            return List.of();
        }
        try (JarFile jar = new JarFile(path.toFile(), false)) {
            Manifest manifest = jar.getManifest();
            String value =
                    manifest == null ? null : manifest.getMainAttributes().getValue(Attributes.Name.CLASS_PATH);
            return value == null ? List.of() : existing(path.toUri(), value);
        } catch (IOException e) {
            return List.of(); // whoever reads the class path says so
        }
    }

    private static List<Path> existing(URI jar, String value) {
        List<Path> paths = new ArrayList<>();
        for (String address :
                SPACES.splitAsStream(value).filter(word -> !word.isEmpty()).toList()) {
            try {
                Path path = Path.of(jar.resolve(address)).normalize();
                if (Files.exists(path) && !paths.contains(path)) {
                    paths.add(path);
                }
            } catch (IllegalArgumentException | FileSystemNotFoundException e) {
                // As in the JDK, what is no address of a file does not count.
            }
        }
        return paths;
    }
}
