package dev.faultline.sim;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a class path, by name. It is read once and shared by all nodes and all runs of the JVM that have the same
 * class path, with the woven bytes of each class, which outlive the JVM.
 */
final class ClassArchive {
    /** One jar or folder, and the place at which nodes see it. */
    record Root(
            Path hostPath,
            String nodePath,
            @Nullable JarFile jar,
            @Nullable Manifest manifest) {
        /** Returns where the host has the file of this name. */
        URL hostUrl(String name) throws MalformedURLException {
            return jar == null
                    ? hostPath.resolve(name).toUri().toURL()
                    : URI.create("jar:" + hostPath.toUri() + "!/" + name.replace(" ", "%20"))
                            .toURL();
        }
    }

    private record Entry(Root root, String name) {}

    private static final Map<List<Object>, ClassArchive> SHARED = new HashMap<>();

    private final List<Root> roots = new ArrayList<>();
    private final Map<String, List<Entry>> entries = new HashMap<>();
    private final WovenClasses wovenClasses;
    private final Preemption preemption;
    private @Nullable SharedLibraries sharedLibraries;

    private ClassArchive(List<Path> classPath, Preemption preemption) throws IOException {
        this.preemption = preemption;
        Checksum contents = Agent.checksum().add(String.valueOf(wovenFor(preemption)));
        for (Path path : classPath) {
            addRoot(path, contents);
        }
        wovenClasses = WovenClasses.of("nodes", contents);
        QuickCompilation.of(entries.keySet());
    }

    /** Returns what of the points of preemption is woven into classes. */
    private static List<Object> wovenFor(Preemption preemption) {
        return List.of(preemption.weavesMonitors(), preemption.weavesCalls() ? preemption.callSites() : 0.0);
    }

    /** Returns the archive of the class path, with classes woven for these points of preemption. */
    static synchronized ClassArchive of(List<Path> classPath, Preemption preemption) {
        List<Object> key = new ArrayList<>(classPath);
        key.addAll(wovenFor(preemption));
        ClassArchive known = SHARED.get(key);
        if (known != null) {
            return known;
        }
        try {
            ClassArchive archive = new ClassArchive(classPath, preemption);
            SHARED.put(key, archive);
            return archive;
        } catch (IOException e) {
            throw new UncheckedIOException("class path " + classPath + " cannot be read: " + e.getMessage(), e);
        }
    }

    /** Returns the class loader of what all nodes with this class path share; the native libraries are in it. */
    synchronized ClassLoader sharedLibraries() {
        SharedLibraries shared = sharedLibraries;
        if (shared == null) {
            shared = new SharedLibraries(this);
            shared.load();
            sharedLibraries = shared;
        }
        return shared;
    }

    private void addRoot(Path path, Checksum contents) throws IOException {
        String nodePath = "/lib/" + path.getFileName();
        if (Files.isDirectory(path)) {
            Root root = new Root(path, nodePath, null, null);
            roots.add(root);
            try (Stream<Path> files = Files.walk(path)) {
                for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                    addEntry(root, path.relativize(file).toString());
                    contents.add(path.relativize(file).toString()).add(Files.readAllBytes(file));
                }
            }
        } else {
            JarFile jar = new LibraryJar(path, nodePath);
            Root root = new Root(path, nodePath, jar, jar.getManifest());
            roots.add(root);
            Enumeration<JarEntry> all = jar.entries();
            while (all.hasMoreElements()) {
                JarEntry entry = all.nextElement();
                if (!entry.isDirectory()) {
                    addEntry(root, entry.getName());
                    contents.add(entry.getName()).add(entry.getSize()).add(entry.getCrc());
                }
            }
        }
    }

    private void addEntry(Root root, String name) {
        entries.computeIfAbsent(name, key -> new ArrayList<>(1)).add(new Entry(root, name));
    }

    List<Root> roots() {
        return roots;
    }

    /** Returns the roots that have a file of this name, in the order of the class path. */
    List<Root> rootsWith(String name) {
        return entries.getOrDefault(name, List.of()).stream().map(Entry::root).toList();
    }

    /** Returns the contents of the file in that root. */
    byte[] read(Root root, String name) {
        try {
            if (root.jar() == null) {
                return Files.readAllBytes(root.hostPath().resolve(name));
            }
            try (InputStream in = root.jar().getInputStream(root.jar().getJarEntry(name))) {
                return in.readAllBytes();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(root.hostPath() + " lost " + name + " while in use", e);
        }
    }

    /** Returns the first root that has the class, or null. */
    @Nullable
    Root rootOfClass(String className) {
        List<Entry> found = entries.get(fileOf(className));
        return found == null ? null : found.getFirst().root();
    }

    /** Returns the class as nodes are to define it. */
    byte[] wovenClass(String className, Root root, ClassLoader loader) {
        byte[] woven = wovenClasses.get(className);
        if (woven == null) {
            byte[] original = read(root, fileOf(className));
            byte[] changed = Agent.applicationWeaver(loader, preemption, name -> entries.containsKey(name + ".class"))
                    .weave(original);
            woven = changed == null ? original : changed;
            wovenClasses.put(className, woven);
        }
        return woven;
    }

    /** Returns the classes that some process has defined, in the order in which they were first needed. */
    List<String> classesDefinedBefore() {
        return wovenClasses.names();
    }

    boolean isVerified(String className) {
        return wovenClasses.isVerified(className);
    }

    void verified(String className) {
        wovenClasses.verified(className);
    }

    static String fileOf(String className) {
        return className.replace('.', '/') + ".class";
    }
}
