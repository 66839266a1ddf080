package dev.faultline.experiment;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;

/** Looks for classes in a class path. The first entry that has one decides. */
record ClassFiles(List<Path> entries) {
    /** Copies the list. */
    ClassFiles {
        entries = List.copyOf(entries);
    }

    /**
     * Returns a class of that name, as {@link Class#getName} gives it.
     *
     * @throws ExperimentException if an entry, or what it holds for the class, cannot be read
     */
    Optional<ClassModel> find(String className) {
        String file = className.replace('.', '/') + ".class";
        for (Path entry : entries) {
            Optional<byte[]> bytes = read(entry, file);
            if (bytes.isPresent()) {
                try {
                    return Optional.of(ClassFile.of().parse(bytes.get()));
                } catch (IllegalArgumentException e) {
                    throw new ExperimentException(
                            "class " + className + " of " + entry + " is no class file: " + e.getMessage());
                }
            }
        }
        return Optional.empty();
    }

    /** Returns whether one is a jar with jars in it, whose classes are not found here. */
    boolean haveJarsInside() {
        return entries.stream().anyMatch(entry -> {
            if (Files.isDirectory(entry)) {
                return false;
            }
            try (JarFile jar = new JarFile(entry.toFile())) {
                return jar.stream().anyMatch(inside -> inside.getName().endsWith(".jar"));
            } catch (IOException e) {
                throw new ExperimentException(entry + " is neither a folder nor a jar: " + e.getMessage());
            }
        });
    }

    private static Optional<byte[]> read(Path entry, String file) {
        try {
            if (Files.isDirectory(entry)) {
                Path found = entry.resolve(file);
                return Files.isRegularFile(found) ? Optional.of(Files.readAllBytes(found)) : Optional.empty();
            }
            try (JarFile jar = new JarFile(entry.toFile())) {
                ZipEntry found = jar.getEntry(file);
                return found == null
                        ? Optional.empty()
                        : Optional.of(jar.getInputStream(found).readAllBytes());
            }
        } catch (IOException e) {
            throw new ExperimentException(entry + " is neither a folder nor a jar: " + e.getMessage());
        }
    }
}
