package dev.faultline.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarFile;

/** Looks for classes in a class path. */
final class ClassFiles {
    private ClassFiles() {}

    static boolean isIn(List<Path> classPath, String className) {
        String file = className.replace('.', '/') + ".class";
        return classPath.stream().anyMatch(entry -> holds(entry, file));
    }

    private static boolean holds(Path entry, String file) {
        if (Files.isDirectory(entry)) {
            return Files.isRegularFile(entry.resolve(file));
        }
        try (JarFile jar = new JarFile(entry.toFile())) {
            return jar.getEntry(file) != null;
        } catch (IOException e) {
            throw new UsageException(entry + " is neither a folder nor a jar: " + e.getMessage());
        }
    }
}
