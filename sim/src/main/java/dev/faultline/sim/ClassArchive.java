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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The files of a class path, by name. It is read once and shared by all nodes and all runs of the JVM that have the same
 * class path, with the woven bytes of each class.
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
    private final Map<String, byte[]> wovenClasses = new HashMap<>();
    private final List<String> definedClasses = new ArrayList<>();
    private final Set<String> verifiedClasses = new HashSet<>();
    private final Preemption preemption;
    private @Nullable SharedLibraries sharedLibraries;

    private ClassArchive(List<Path> classPath, Preemption preemption) throws IOException {
        this.preemption = preemption;
        for (Path path : classPath) {
            addRoot(path);
        }
        QuickCompilation.of(entries.keySet());
    }

    /** Returns the archive of the class path, with classes woven for these points of preemption. */
    static synchronized ClassArchive of(List<Path> classPath, Preemption preemption) {
        List<Object> key = new ArrayList<>(classPath);
        key.add(preemption.weavesMonitors());
        key.add(preemption.weavesCalls() ? preemption.callSites() : 0.0);
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

    private void addRoot(Path path) throws IOException {
        String nodePath = "/lib/" + path.getFileName();
        if (Files.isDirectory(path)) {
            Root root = new Root(path, nodePath, null, null);
            roots.add(root);
            try (Stream<Path> files = Files.walk(path)) {
                files.filter(Files::isRegularFile)
                        .map(file -> path.relativize(file).toString())
                        .sorted()
                        .forEach(name -> addEntry(root, name));
            }
        } else {
            JarFile jar = new JarFile(path.toFile(), false, JarFile.OPEN_READ, Runtime.version());
            Root root = new Root(path, nodePath, jar, jar.getManifest());
            roots.add(root);
            Enumeration<JarEntry> all = jar.entries();
            while (all.hasMoreElements()) {
                JarEntry entry = all.nextElement();
                if (!entry.isDirectory()) {
                    addEntry(root, entry.getName());
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
            definedClasses.add(className);
        }
        return woven;
    }

    /** Returns the classes that some process has defined, in the order in which they were first needed. */
    List<String> classesDefinedBefore() {
        return List.copyOf(definedClasses);
    }

    boolean isVerified(String className) {
        return verifiedClasses.contains(className);
    }

    void verified(String className) {
        verifiedClasses.add(className);
    }

    static String fileOf(String className) {
        return className.replace('.', '/') + ".class";
    }
}
