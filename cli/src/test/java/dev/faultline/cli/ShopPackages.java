package dev.faultline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.experiment.Artifact;
import dev.faultline.experiment.Artifacts;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Proxy;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A shop of docs/apps, compiled, and packed in the ways in which builds pack applications. */
final class ShopPackages {
    static final String MAIN = "shop.Shop";

    private final Path folder;
    private final List<Path> jars;
    private final Path classes;

    /** Compiles with the annotation processors on the class path, of which Micronaut needs its own. */
    ShopPackages(Path folder, String application, List<String> coordinates) {
        this.folder = folder;
        this.jars = resolve(coordinates);
        this.classes = folder.resolve("classes");
        compile(Path.of("../docs/apps", application, "Shop.java"), classes, jars);
    }

    static List<Path> resolve(List<String> coordinates) {
        return Artifacts.ofUser(line -> {}).resolve(coordinates).stream()
                .map(Artifact::path)
                .toList();
    }

    static void compile(Path source, Path classes, List<Path> classPath) {
        String path = classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
        String[] words = {
            "-proc:full", "-parameters", "-d", classes.toString(), "-cp", path + File.pathSeparator, source.toString()
        };
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, words);
        assertThat(status).as("compilation of %s", source).isZero();
    }

    Path classes() {
        return classes;
    }

    /** All classes and resources in one jar, as Maven's shade plugin makes it: of services every line is kept. */
    Path shaded() throws IOException {
        Map<String, byte[]> contents = new LinkedHashMap<>();
        for (Path jar : jars) {
            try (JarFile opened = new JarFile(jar.toFile(), false)) {
                for (JarEntry entry : opened.stream().toList()) {
                    if (!entry.isDirectory() && !entry.getName().equals(JarFile.MANIFEST_NAME)) {
                        add(contents, entry.getName(), opened.getInputStream(entry));
                    }
                }
            }
        }
        Manifest manifest = manifest();
        manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        return write("shaded.jar", manifest, contents);
    }

    private static void add(Map<String, byte[]> contents, String name, InputStream from) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        if (name.startsWith("META-INF/services/") && contents.containsKey(name)) {
            all.write(contents.get(name));
            all.write('\n');
        }
        try (from) {
            all.write(from.readAllBytes());
        }
        contents.put(name, all.toByteArray());
    }

    /** The jar that Spring Boot's Maven plugin makes, by the library that the plugin uses. */
    Path repackaged(String version) throws IOException, ReflectiveOperationException {
        Path plain = write("plain.jar", manifest(), new LinkedHashMap<>());
        Path repackaged = folder.resolve("repackaged.jar");
        List<Path> tools = resolve(List.of("org.springframework.boot:spring-boot-loader-tools:" + version));
        URL[] urls = new URL[tools.size()];
        for (int i = 0; i < urls.length; i++) {
            urls[i] = tools.get(i).toUri().toURL();
        }
        try (URLClassLoader loader = new URLClassLoader(urls, null)) {
            String name = "org.springframework.boot.loader.tools.";
            Class<?> libraries = loader.loadClass(name + "Libraries");
            Class<?> library = loader.loadClass(name + "Library");
            Class<?> scope = loader.loadClass(name + "LibraryScope");
            Object all = Proxy.newProxyInstance(loader, new Class<?>[] {libraries}, (proxy, method, arguments) -> {
                for (Path jar : jars) {
                    Object each = library.getConstructor(File.class, scope)
                            .newInstance(jar.toFile(), scope.getField("COMPILE").get(null));
                    loader.loadClass(name + "LibraryCallback")
                            .getMethod("library", library)
                            .invoke(arguments[0], each);
                }
                return null;
            });
            Class<?> type = loader.loadClass(name + "Repackager");
            Object repackager = type.getConstructor(File.class).newInstance(plain.toFile());
            type.getMethod("setMainClass", String.class).invoke(repackager, MAIN);
            type.getMethod("repackage", File.class, libraries).invoke(repackager, repackaged.toFile(), all);
        }
        return repackaged;
    }

    /** Unpacks a jar into a folder. */
    Path exploded(Path jar) throws IOException {
        Path exploded = folder.resolve("exploded");
        try (JarFile opened = new JarFile(jar.toFile(), false)) {
            for (JarEntry entry : opened.stream().toList()) {
                Path to = exploded.resolve(entry.getName());
                Files.createDirectories(entry.isDirectory() ? to : to.getParent());
                if (!entry.isDirectory()) {
                    try (InputStream from = opened.getInputStream(entry)) {
                        Files.copy(from, to);
                    }
                }
            }
        }
        return exploded;
    }

    private static Manifest manifest() {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, MAIN);
        return manifest;
    }

    /** Writes a jar with these contents and the shop's classes. */
    private Path write(String name, Manifest manifest, Map<String, byte[]> contents) throws IOException {
        Path jar = folder.resolve(name);
        try (Stream<Path> files = Files.walk(classes)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                contents.put(classes.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (Map.Entry<String, byte[]> each : contents.entrySet()) {
                out.putNextEntry(new JarEntry(each.getKey()));
                out.write(each.getValue());
            }
        }
        return jar;
    }
}
