package dev.faultline.sim.internal.machine;

import dev.faultline.sim.MethodPattern;
import dev.faultline.sim.Preemption;
import dev.faultline.sim.internal.code.Probes;
import dev.faultline.sim.internal.disk.Library;
import dev.faultline.sim.internal.disk.LibraryJar;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.vm.Checksum;
import dev.faultline.sim.internal.vm.HostClasses;
import dev.faultline.sim.internal.vm.ObjectSizes;
import dev.faultline.sim.internal.vm.Probed;
import dev.faultline.sim.internal.vm.QuickCompilation;
import dev.faultline.sim.internal.vm.Weaving;
import dev.faultline.sim.internal.vm.WovenClasses;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URI;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sun.net.www.ParseUtil;

/**
 * The files of a class path, by name. It is read once and shared by all nodes and all runs of the JVM that have the same
 * class path, with the woven bytes of each class, which outlive the JVM.
 */
public final class ClassArchive {
    /** One jar or folder, and the place at which nodes see it. */
    record Root(
            Path hostPath,
            String nodePath,
            @Nullable JarFile jar,
            @Nullable Manifest manifest) {
        /** Returns where the host has the file of this name. */
        URL hostUrl(String name) throws MalformedURLException {
            return addressOf(name, hostPath.toUri().toString()).toURL();
        }

        /** Returns where nodes see the file of this name. */
        URI nodeUri(String name) {
            return addressOf(name, nodeFile());
        }

        /** Returns where nodes see the jar or folder itself. */
        URI location() {
            return URI.create(jar == null ? nodeFile() + "/" : nodeFile());
        }

        private String nodeFile() {
            return "file:" + ParseUtil.encodePath(nodePath, false);
        }

        boolean isDirectory(String name) {
            return jar == null
                    ? Files.isDirectory(hostPath.resolve(name))
                    : jar.getJarEntry(name).isDirectory();
        }

        private URI addressOf(String name, String ofRoot) {
            if (jar == null) {
                String folder = ofRoot.endsWith("/") ? ofRoot : ofRoot + "/";
                return URI.create(folder + ParseUtil.encodePath(name, false));
            }
            String inJar = jar.isMultiRelease() ? jar.getJarEntry(name).getRealName() : name;
            return URI.create("jar:" + ofRoot + "!/" + ParseUtil.encodePath(inJar, false));
        }
    }

    private static final Map<List<Object>, ClassArchive> SHARED = new HashMap<>();

    private final Map<String, List<Root>> entries = new HashMap<>();
    private final KeptClasses usual;
    /** Those whose allocations are counted; null before a node asks for one. */
    private @Nullable KeptClasses counted;

    /** Those with probes in methods, by which these are. */
    private final Map<Probes.Wanted, Map<String, Probed>> probedClasses = new HashMap<>();

    private final ObjectSizes sizes = new ObjectSizes(this::classFile);

    private final Preemption preemption;
    private final OtherClasses others;
    private final Checksum contents;
    private @Nullable SharedLibraries sharedLibraries;

    private ClassArchive(List<Path> classPath, Preemption preemption) throws IOException {
        this.preemption = preemption;
        others = new OtherClasses(preemption, sizes);
        Checksum contents = Weaving.installed().checksum().add(String.valueOf(wovenFor(preemption)));
        for (Map.Entry<Path, String> root : Library.of(classPath).roots().entrySet()) {
            addRoot(root.getKey(), root.getValue(), contents);
        }
        this.contents = contents;
        usual = KeptClasses.of("", contents);
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

    private void addRoot(Path path, String nodePath, Checksum contents) throws IOException {
        if (Files.isDirectory(path)) {
            addFolder(new Root(path, nodePath, null, null), contents);
        } else {
            JarFile jar = new LibraryJar(path, nodePath);
            addJar(new Root(path, nodePath, jar, jar.getManifest()), jar, contents);
        }
    }

    private void addFolder(Root root, Checksum contents) throws IOException {
        try (Stream<Path> files = Files.walk(root.hostPath())) {
            for (Path file : files.sorted().toList()) {
                String name = root.hostPath().relativize(file).toString();
                if (name.isEmpty()) {
                    addEntry(root, name);
                } else if (Files.isDirectory(file)) {
                    addDirectory(root, name + "/");
                } else if (Files.isRegularFile(file)) {
                    addEntry(root, name);
                    contents.add(name).add(Files.readAllBytes(file));
                }
            }
        }
    }

    private void addJar(Root root, JarFile jar, Checksum contents) {
        // A jar of several releases has some files only for the newer ones; programs ask for them by the usual name.
        Stream<JarEntry> ofThisRelease = jar.isMultiRelease() ? jar.versionedStream() : Stream.empty();
        for (JarEntry entry : Stream.concat(jar.stream(), ofThisRelease).toList()) {
            if (entry.isDirectory()) {
                addDirectory(root, entry.getName());
            } else {
                addEntry(root, entry.getName());
                contents.add(entry.getName()).add(entry.getSize()).add(entry.getCrc());
            }
        }
    }

    /** Adds it with and without the slash at the end: class loaders of the JDK find it by either. */
    private void addDirectory(Root root, String name) {
        addEntry(root, name);
        addEntry(root, name.substring(0, name.length() - 1));
    }

    private void addEntry(Root root, String name) {
        List<Root> known = entries.computeIfAbsent(name, key -> new ArrayList<>(1));
        if (known.isEmpty() || known.getLast() != root) {
            known.add(root);
        }
    }

    /** Returns the roots that have a file of this name, in the order of the class path. */
    List<Root> rootsWith(String name) {
        return entries.getOrDefault(name, List.of());
    }

    /** Returns the contents of the file in that root. To unpack them is work of the simulator, on which no run depends. */
    byte[] read(Root root, String name) {
        return Task.outside(() -> readOnHost(root, name));
    }

    private static byte[] readOnHost(Root root, String name) {
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
        List<Root> found = entries.get(fileOf(className));
        return found == null ? null : found.getFirst();
    }

    /**
     * Returns a class of another class loader of the program, as nodes are to define it; work of the simulator, on which no
     * run depends.
     *
     * @param isOfFile whether it comes from a file, and not from code that generates it: then it is kept
     * @throws ClassWeaving.UnwovenException if it cannot be woven
     */
    byte[] wovenOfOther(byte[] original, boolean isOfFile, Probes probes) {
        WovenClasses kept = kept(probes).ofLoaders();
        return ClassWeaving.weave(
                original, original, () -> Task.outside(() -> others.woven(original, isOfFile, probes, kept)));
    }

    /**
     * Returns the class as nodes are to define it.
     *
     * @throws ClassWeaving.UnwovenException if it cannot be woven
     */
    byte[] wovenClass(String className, Root root, ClassLoader loader, Probes probes) {
        if (probes.want(className)) {
            return probedClass(className, root, loader, probes);
        }
        WovenClasses kept = kept(probes).ofNodes();
        byte[] woven = kept.get(className);
        if (woven == null) {
            byte[] original = read(root, fileOf(className));
            woven = ClassWeaving.weave(original, original, () -> woven(loader, original, probes));
            kept.put(className, woven);
        }
        return woven;
    }

    private byte[] woven(ClassLoader loader, byte[] original, Probes probes) {
        byte[] woven = Weaving.installed()
                .ofApplication(loader, preemption, name -> entries.containsKey(name + ".class"), original);
        return probes.areOfAllocations() ? Weaving.installed().withAllocations(loader, sizes, woven) : woven;
    }

    private KeptClasses kept(Probes probes) {
        return probes.areOfAllocations() ? counted() : usual;
    }

    private synchronized KeptClasses counted() {
        KeptClasses kept = counted;
        if (kept == null) {
            kept = KeptClasses.of("counted-", contents);
            counted = kept;
        }
        return kept;
    }

    /** Returns the file of a class that programs see, by its internal name; null if there is none. */
    private byte @Nullable [] classFile(String name) {
        Root root = rootOfClass(name);
        return root == null ? Task.outside(() -> HostClasses.fileOfJdk(name)) : read(root, fileOf(name));
    }

    /** It depends on the run, so it is not kept beyond this JVM. */
    private byte[] probedClass(String className, Root root, ClassLoader loader, Probes probes) {
        Map<String, Probed> known = probedClasses.computeIfAbsent(probes.wanted(), _ -> new HashMap<>());
        Probed probed = known.get(className);
        if (probed == null) {
            byte[] original = read(root, fileOf(className));
            probed = ClassWeaving.weave(original, new Probed(original, List.of(), List.of()), () -> {
                Probed made = Weaving.installed().withProbes(loader, probes.patterns(), original);
                return new Probed(woven(loader, made.bytes(), probes), made.sites(), made.others());
            });
            known.put(className, probed);
        }
        probes.found(probed);
        return probed.bytes();
    }

    /** Returns the names of all classes, ascending. */
    List<String> classNames() {
        return entries.keySet().stream()
                .filter(name ->
                        name.endsWith(".class") && !name.endsWith("-info.class") && !name.startsWith("META-INF/"))
                .map(name ->
                        name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                .sorted()
                .toList();
    }

    /** Returns what probes for the pattern would find in the classes that it means; to be asked outside of turns. */
    Stream<Probed> probed(MethodPattern pattern) {
        return classNames().stream()
                .filter(pattern::matchesClass)
                .map(name -> probed(pattern, read(rootsWith(fileOf(name)).getFirst(), fileOf(name))));
    }

    private static Probed probed(MethodPattern pattern, byte[] original) {
        Probed none = new Probed(original, List.of(), List.of());
        try {
            return ClassWeaving.weave(
                    original, none, () -> Weaving.installed().withProbes(HostClasses.HOST, List.of(pattern), original));
        } catch (ClassWeaving.UnwovenException e) {
            return none; // a process that wants the class is told
        }
    }

    /** Returns the classes that some process with such probes has defined, in the order in which they were first needed. */
    List<String> classesDefinedBefore(Probes probes) {
        return kept(probes).ofNodes().names();
    }

    boolean isVerified(String className, Probes probes) {
        return kept(probes).ofNodes().isVerified(className);
    }

    void verified(String className, Probes probes) {
        kept(probes).ofNodes().verified(className);
    }

    static String fileOf(String className) {
        return className.replace('.', '/') + ".class";
    }
}
