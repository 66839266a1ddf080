package dev.faultline.experiment;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

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
                if (Files.exists(path)) {
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

    String className(Section section, String key, String what) {
        String name = section.requiredText(key, what);
        if (!name.isBlank() && !CLASS_NAME.matcher(name).matches()) {
            section.problem(key, "'" + name + "' is not the name of a class, like org.example.Server");
        }
        return name;
    }
}
