package dev.faultline.bench.house;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * The class files in one jar or folder, in the order of their names.
 *
 * @param module the module that it holds the classes of, by the name of the jar, or of the folder that {@code
 *     target/classes} is in
 * @param models the classes; descriptors of modules and packages are left out
 */
record ClassFiles(String module, List<ClassModel> models) {
    private static final String OWN = "dev/faultline/";

    /** Returns those of a jar or folder. */
    static ClassFiles in(Path path) {
        return new ClassFiles(moduleOf(path), models(path, ""));
    }

    /** Returns those of Faultline that the class path of this JVM names, but for its tests. */
    static List<Path> ofFaultline() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                .map(Path::of)
                .filter(path -> Files.exists(path) && !path.endsWith("test-classes"))
                .filter(path -> !models(path, OWN).isEmpty())
                .toList();
    }

    private static String moduleOf(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        int names = absolute.getNameCount();
        int last = absolute.endsWith("target/classes") ? names - 3 : names - 1;
        return last < 0
                ? "/"
                : absolute.getName(last)
                        .toString()
                        .replaceFirst("^faultline-", "")
                        .replaceFirst("\\.jar$", "");
    }

    private static List<ClassModel> models(Path path, String prefix) {
        if (!Files.exists(path)) {
            throw new IllegalArgumentException(path + ": there is no such jar or folder of classes");
        }
        try {
            return Files.isDirectory(path) ? ofFolder(path, prefix) : ofJar(path, prefix);
        } catch (ZipException e) {
            throw new IllegalArgumentException(path + " is neither a folder nor a jar: " + e.getMessage(), e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the classes in " + path, e);
        }
    }

    private static List<ClassModel> ofFolder(Path folder, String prefix) throws IOException {
        Path start = folder.resolve(prefix);
        if (!Files.isDirectory(start)) {
            return List.of();
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(start)) {
            files = all.filter(file -> isClass(name(folder, file))).sorted().toList();
        }
        List<ClassModel> models = new ArrayList<>();
        for (Path file : files) {
            models.add(parse(Files.readAllBytes(file), file.toString()));
        }
        return models;
    }

    private static String name(Path folder, Path file) {
        return folder.relativize(file).toString().replace(File.separatorChar, '/');
    }

    private static List<ClassModel> ofJar(Path jar, String prefix) throws IOException {
        List<ClassModel> models = new ArrayList<>();
        try (ZipFile zip = new ZipFile(jar.toFile())) {
            List<String> names = zip.stream()
                    .map(ZipEntry::getName)
                    .filter(name -> name.startsWith(prefix) && isClass(name))
                    .sorted()
                    .toList();
            for (String name : names) {
                try (InputStream bytes = zip.getInputStream(zip.getEntry(name))) {
                    models.add(parse(bytes.readAllBytes(), jar + "!" + name));
                }
            }
        }
        return models;
    }

    /** Versions for other releases of Java are left out, as what is under META-INF is. */
    private static boolean isClass(String name) {
        return name.endsWith(".class")
                && !name.startsWith("META-INF/")
                && !name.endsWith("package-info.class")
                && !name.endsWith("module-info.class");
    }

    private static ClassModel parse(byte[] bytes, String place) {
        try {
            return ClassFile.of().parse(bytes);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(place + " is no class file that this JDK reads: " + e.getMessage(), e);
        }
    }
}
