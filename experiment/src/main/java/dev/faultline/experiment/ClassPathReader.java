package dev.faultline.experiment;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Reads what a table says about where its classes are. */
final class ClassPathReader {
    private static final Pattern CLASS_NAME = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
            + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*");

    private final Path folder;
    private final Problems problems;

    /** Makes one for a file in this folder. */
    ClassPathReader(Path folder, Problems problems) {
        this.folder = folder.toAbsolutePath();
        this.problems = problems;
    }

    List<String> artifacts(Section section) {
        List<String> artifacts = new ArrayList<>();
        for (Template artifact : section.filled("artifacts")) {
            try {
                artifacts.add(Coordinate.parse(artifact.text()).toString());
            } catch (ExperimentException e) {
                problems.add(artifact.place(), String.valueOf(e.getMessage()));
            }
        }
        return artifacts;
    }

    List<Path> classPath(Section section) {
        List<Path> paths = new ArrayList<>();
        for (Template entry : section.filled("class-path")) {
            try {
                Path path = folder.resolve(entry.text()).normalize();
                Path parent = path.getParent();
                if (path.endsWith("*") && parent != null) {
                    paths.addAll(jarsIn(parent, entry));
                } else if (Files.exists(path)) {
                    paths.add(path);
                } else {
                    problems.add(entry.place(), "there is no file or folder " + path);
                }
            } catch (InvalidPathException e) {
                problems.add(entry.place(), "'" + entry.text() + "' is not a path: " + e.getReason());
            }
        }
        return paths;
    }

    /** Returns the jars of a folder, for {@code folder/*}, as the java launcher does, but in the order of their names. */
    private List<Path> jarsIn(Path jars, Template entry) {
        if (!Files.isDirectory(jars)) {
            problems.add(entry.place(), "there is no folder " + jars);
            return List.of();
        }
        try (Stream<Path> files = Files.list(jars)) {
            List<Path> found = files.filter(
                            file -> file.toString().toLowerCase(Locale.ROOT).endsWith(".jar"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                problems.add(entry.place(), "there is no jar in the folder " + jars);
            }
            return found;
        } catch (IOException e) {
            problems.add(entry.place(), "folder " + jars + " cannot be read: " + e.getMessage());
            return List.of();
        }
    }

    /** Returns the jar that {@code jar} names, in the place of {@code main} and a class path; empty if there is none. */
    Optional<MainJar> jar(Section section) {
        if (!section.has("jar")) {
            return Optional.empty();
        }
        for (String other : List.of("main", "class-path", "artifacts")) {
            if (section.has(other)) {
                section.problem(
                        other, "stands beside jar, which brings its own main class and class path, as java -jar does");
            }
        }
        String path = section.text("jar", "");
        try {
            return Optional.of(MainJar.of(folder.resolve(path).normalize()));
        } catch (InvalidPathException e) {
            section.problem("jar", "'" + path + "' is not a path: " + e.getReason());
        } catch (ExperimentException e) {
            section.problem("jar", String.valueOf(e.getMessage()));
        }
        return Optional.of(new MainJar(folder, "none"));
    }

    String className(Section section, String key, String what) {
        String name = section.requiredText(key, what);
        if (!name.isBlank() && !CLASS_NAME.matcher(name).matches()) {
            section.problem(key, "'" + name + "' is not the name of a class, like org.example.Server");
        }
        return name;
    }
}
