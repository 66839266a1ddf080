package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class path of a node, beside the same class path in a class loader of the JDK. */
@Tag("agent")
class ClassPathTest {
    @TempDir
    Path folder;

    private Path plainJar;
    private Path jarOfReleases;
    private Path classes;
    private Path otherClasses;

    @BeforeEach
    void makeClassPath() throws IOException {
        plainJar = jar("plain.jar", false, "assets/", "assets/page.html", "bare/file", "of both/", "of both/a b.txt");
        jarOfReleases = jar(
                "releases.jar",
                true,
                "in-both",
                "META-INF/versions/11/in-both",
                "META-INF/versions/17/only-newer",
                "META-INF/versions/99/too-new");
        classes = Files.createDirectories(folder.resolve("first/classes"));
        otherClasses = Files.createDirectories(folder.resolve("second/classes"));
        for (String name : List.of("of both/z", "of both/\u00e4{1}%41#?.txt", "first-only")) {
            write(classes.resolve(name), "first " + name);
        }
        for (String name : List.of("of both/z", "second-only")) {
            write(otherClasses.resolve(name), "second " + name);
        }
    }

    private Path jar(String name, boolean ofReleases, String... entries) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        if (ofReleases) {
            manifest.getMainAttributes().put(Attributes.Name.MULTI_RELEASE, "true");
        }
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            for (String entry : entries) {
                out.putNextEntry(new ZipEntry(entry));
                if (!entry.endsWith("/")) {
                    out.write((name + " " + entry).getBytes(StandardCharsets.UTF_8));
                }
            }
        }
        return jar;
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Tells what a class loader finds by a name: all addresses, and what is behind each. */
    static void lookUp(ClassLoader loader, String name, Consumer<String> out) throws IOException {
        out.accept("'" + name + "' " + loader.getResource(name));
        try (InputStream in = loader.getResourceAsStream(name)) {
            out.accept("  " + (in == null ? "nothing" : text(in)));
        }
        for (URL url : Collections.list(loader.getResources(name))) {
            URLConnection connection = url.openConnection();
            connection.setUseCaches(false);
            try (InputStream in = connection.getInputStream()) {
                out.accept("  " + url + " " + text(in));
            }
        }
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace('\n', '|');
    }

    static final class LooksUp {
        private LooksUp() {}

        public static void main(String[] names) throws IOException {
            for (String name : names) {
                lookUp(LooksUp.class.getClassLoader(), name, System.out::println);
            }
        }
    }

    @Test
    void resourcesAreFoundByTheNamesByWhichTheJdkFindsThem() throws IOException {
        List<String> names = List.of(
                "assets",
                "assets/",
                "assets/page.html",
                "bare",
                "bare/",
                "bare/file",
                "of both",
                "of both/",
                "of both/z",
                "of both/a b.txt",
                "of both/\u00e4{1}%41#?.txt",
                "in-both",
                "only-newer",
                "META-INF/versions/11/in-both",
                "too-new",
                "first-only",
                "second-only",
                "/",
                "nowhere");
        List<Path> entries = List.of(plainJar, jarOfReleases, classes, otherClasses);
        List<String> inNode = List.of("plain.jar", "releases.jar", "classes", "classes-2");
        List<String> expected = new ArrayList<>();
        List<URL> urls = new ArrayList<>();
        for (Path entry : entries) {
            urls.add(entry.toUri().toURL());
        }
        try (URLClassLoader jdk = new URLClassLoader(urls.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            for (String name : names) {
                lookUp(jdk, name, expected::add);
            }
        }
        expected.replaceAll(line -> {
            String mapped = line;
            for (int i = 0; i < entries.size(); i++) {
                mapped = mapped.replace(entries.get(i).toString(), "/lib/" + inNode.get(i));
            }
            return mapped;
        });

        List<Path> classPath = new ArrayList<>(entries);
        classPath.add(OneNode.testClasses());
        OneNode.Outcome outcome = OneNode.run(
                SimulationOptions.withSeed(1),
                Program.main(LooksUp.class.getName(), names.toArray(new String[0])),
                spec -> spec.withClassPath(classPath));

        assertThat(outcome.lines()).containsExactlyElementsOf(expected);
        assertThat(expected)
                .contains(
                        "'assets' jar:file:/lib/plain.jar!/assets",
                        "'only-newer' jar:file:/lib/releases.jar!/META-INF/versions/17/only-newer",
                        "'second-only' file:/lib/classes-2/second-only");
    }

    static final class LooksAround {
        private LooksAround() {}

        public static void main(String[] arguments) throws Exception {
            ClassLoader own = LooksAround.class.getClassLoader();
            String file = LooksAround.class.getName().replace('.', '/') + ".class";
            System.out.println(ClassLoader.getSystemClassLoader() == own);
            System.out.println(new URLClassLoader(new URL[0]).getParent() == own);
            System.out.println(
                    Objects.requireNonNull(ClassLoader.getSystemResource(file)).equals(own.getResource(file)));
            System.out.println(ClassLoader.getSystemResource("org/junit/jupiter/api/Test.class"));
            System.out.println(Collections.list(own.getResources("META-INF/MANIFEST.MF")));
            URL source = LooksAround.class.getProtectionDomain().getCodeSource().getLocation();
            try (URLClassLoader again = new URLClassLoader(new URL[] {source}, null)) {
                System.out.println(again.loadClass(LooksAround.class.getName()) != LooksAround.class);
            }
        }
    }

    @Test
    void theSystemClassLoaderIsThatOfTheProcessWhichDoesNotSeeTheHostsClasses() {
        OneNode.Outcome outcome = OneNode.run(
                SimulationOptions.withSeed(1),
                Program.main(LooksAround.class.getName()),
                spec -> spec.withClassPath(List.of(OneNode.testClasses())));

        assertThat(outcome.lines()).containsExactly("true", "true", "true", "null", "[]", "true");
    }

    @Test
    void twoFoldersOfOneNameAreTwoFoldersOfTheLibrary() {
        OneNode.Outcome outcome = OneNode.run(
                SimulationOptions.withSeed(1),
                Program.code(() -> {
                    System.out.println(System.getProperty("java.class.path"));
                    System.out.println(List.of(new File("/lib").list()));
                    System.out.println(Files.readString(Path.of("/lib/classes/first-only")));
                    System.out.println(Files.readString(Path.of("/lib/classes-2/second-only")));
                    System.out.println(new File("/lib/classes/second-only").exists());
                    System.out.println(new File("/lib/..").isDirectory());
                    System.out.println(Files.exists(Path.of("/lib/../lib/plain.jar")));
                }),
                spec -> spec.withClassPath(List.of(classes, otherClasses, plainJar)));

        assertThat(outcome.lines())
                .containsExactly(
                        "/lib/classes:/lib/classes-2:/lib/plain.jar",
                        "[classes, classes-2, plain.jar]",
                        "first first-only",
                        "second second-only",
                        "false",
                        "true",
                        "true");
    }

    static final class LooksBeside {
        private LooksBeside() {}

        public static void main(String[] arguments) throws Exception {
            System.out.println(System.getProperty("java.class.path"));
            ClassLoader own = LooksBeside.class.getClassLoader();
            for (URL url : Collections.list(own.getResources("in"))) {
                System.out.println(url);
            }
            System.out.println(own.getResource("META-INF/MANIFEST.MF"));
            System.out.println(Files.readString(Path.of("/lib/app/settings")));
            System.out.println(List.of(new File("/lib").list()));
        }
    }

    @Test
    void aJarWithAClassPathOfItsOwnLiesInItsFolderWithTheJarsThatItNames() throws IOException {
        Path app = Files.createDirectories(folder.resolve("app"));
        Path other = Files.createDirectories(folder.resolve("other"));
        write(app.resolve("settings"), "beside the jar");
        jarWithClassPath(
                app.resolve("run.jar"), "lib/first.jar no/such.jar conf/ ../other/second.jar http://host/x.jar");
        jarWithClassPath(Files.createDirectories(app.resolve("lib")).resolve("first.jar"), "third.jar");
        jarWithClassPath(app.resolve("lib/third.jar"), "first.jar"); // round and round
        jarWithClassPath(other.resolve("second.jar"), "");
        write(app.resolve("conf/in"), "in a folder");

        OneNode.Outcome outcome = OneNode.run(
                SimulationOptions.withSeed(1),
                Program.main(LooksBeside.class.getName()),
                spec -> spec.withClassPath(List.of(app.resolve("run.jar"), OneNode.testClasses())));

        assertThat(outcome.lines())
                .containsExactly(
                        "/lib/app/run.jar:/lib/" + OneNode.testClasses().getFileName(),
                        "jar:file:/lib/app/run.jar!/in",
                        "jar:file:/lib/app/lib/first.jar!/in",
                        "jar:file:/lib/app/lib/third.jar!/in",
                        "file:/lib/app/conf/in",
                        "jar:file:/lib/second.jar!/in",
                        "jar:file:/lib/app/run.jar!/META-INF/MANIFEST.MF",
                        "beside the jar",
                        "[app, second.jar, " + OneNode.testClasses().getFileName() + "]");
    }

    private static void jarWithClassPath(Path jar, String classPath) throws IOException {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
            out.putNextEntry(new ZipEntry("in"));
            out.write(1);
        }
    }
}
