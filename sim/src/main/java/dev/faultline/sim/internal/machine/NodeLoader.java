package dev.faultline.sim.internal.machine;

import dev.faultline.sim.NodeSpec;
import dev.faultline.sim.Preemption;
import dev.faultline.sim.Rng;
import dev.faultline.sim.UnmodelledUse;
import dev.faultline.sim.internal.code.Probes;
import dev.faultline.sim.internal.disk.ResourceInJar;
import dev.faultline.sim.internal.kernel.ClassDefiner;
import dev.faultline.sim.internal.kernel.ClassHashes;
import dev.faultline.sim.internal.kernel.IdentityHash;
import dev.faultline.sim.internal.kernel.Steps;
import dev.faultline.sim.internal.kernel.Task;
import dev.faultline.sim.internal.kernel.Unmodelled;
import dev.faultline.sim.internal.vm.BytecodeVerification;
import dev.faultline.sim.internal.vm.HostClasses;
import dev.faultline.sim.internal.vm.Vm;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * The application class loader of one process of a node: its own copy of every class of the class path, so its own
 * statics. Above it are the JDK and, by name only, classes that the caller shares.
 */
public final class NodeLoader extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    /** The JDK's own one is called so, too; messages and stack traces have it. */
    static final String NAME = "app";

    private final String node;
    private final ClassArchive archive;
    private final List<String> sharedClasses;
    private final Probes probes;
    private final Map<String, ProtectionDomain> domains = new HashMap<>();

    private NodeLoader(String node, ClassArchive archive, List<String> sharedClasses, Probes probes) {
        super(NAME, ClassLoader.getPlatformClassLoader());
        this.node = node;
        this.archive = archive;
        this.sharedClasses = sharedClasses;
        this.probes = probes;
    }

    static NodeLoader create(NodeSpec spec, Preemption preemption, Probes probes) {
        ClassArchive archive = ClassArchive.of(spec.classPath(), preemption);
        archive.sharedLibraries();
        // Programs have sets of loaders; the JDK draws the hash code of one when it is made, for its name.
        long number = Rng.mix(spec.name().hashCode());
        NodeLoader loader = IdentityHash.drawing(
                number,
                IdentityHash.addressFor(Thread.currentThread()),
                () -> JdkServices.offered(new NodeLoader(spec.name(), archive, spec.sharedClasses(), probes)));
        IdentityHash.give(loader, number);
        return loader;
    }

    /**
     * Returns a class of another class loader of the program, as it is to be defined.
     *
     * @param isOfFile whether it comes from a file, and not from code that generates it
     * @throws ClassFormatError if it cannot be woven
     */
    public byte[] wovenOfOther(byte[] original, boolean isOfFile) {
        try {
            return archive.wovenOfOther(original, isOfFile, probes);
        } catch (ClassWeaving.UnwovenException e) {
            throw refused(e);
        }
    }

    /** Says what a program tries to load in vain, and returns what it is told. */
    private static ClassFormatError refused(ClassWeaving.UnwovenException unwoven) {
        String what = String.valueOf(unwoven.getMessage());
        Task task = Task.current();
        if (task != null) {
            Unmodelled.report(task, UnmodelledUse.Kind.CLASS, what);
        }
        return new ClassFormatError(what + "; what it does would not be simulated");
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            for (String prefix : sharedClasses) {
                if (name.startsWith(prefix)) {
                    return HostClasses.HOST.loadClass(name);
                }
            }
            if (NativeLibraries.ofClass(name) != null && archive.rootOfClass(name) != null) {
                return archive.sharedLibraries().loadClass(name);
            }
            ClassArchive.Root root = name.startsWith("java.") ? null : archive.rootOfClass(name);
            return root == null ? ClassHashes.give(super.loadClass(name, resolve)) : define(name, root);
        }
    }

    /** Returns a class of that name that this loader has loaded and whose initialiser has ended well; null if there is none. */
    @Nullable
    Class<?> initialized(String name) {
        Class<?> type = findLoadedClass(name);
        return type == null || Vm.UNSAFE.shouldBeInitialized(type) ? null : type;
    }

    private Class<?> define(String name, ClassArchive.Root root) {
        try {
            return Task.current() == null ? defineHere(name, root) : ClassDefiner.define(() -> defineHere(name, root));
        } catch (ClassWeaving.UnwovenException e) {
            throw refused(e);
        }
    }

    /**
     * Defines the classes that processes before this one have put to use; cheaper now than one by one in a turn. Classes
     * that were only looked at, most of them by the verifier, which has no work here, are left until asked for.
     */
    void preload() {
        for (String name : archive.classesDefinedBefore(probes)) {
            if (BytecodeVerification.isPossible() && !archive.isVerified(name, probes)) {
                continue;
            }
            try {
                Class<?> type = loadClass(name, false);
                if (type.getClassLoader() == this && !probes.want(name)) {
                    BytecodeVerification.spare(type);
                }
            } catch (ClassNotFoundException | LinkageError e) {
                // Then the program will find that out, at the same place as ever.
            }
        }
    }

    /** Remembers what need not be verified again; to be called when the process has ended. */
    void keepVerified() {
        for (String name : archive.classesDefinedBefore(probes)) {
            Class<?> type = archive.isVerified(name, probes) || probes.want(name) ? null : findLoadedClass(name);
            if (type != null && type.getClassLoader() == this && BytecodeVerification.isDone(type)) {
                archive.verified(name, probes);
            }
        }
    }

    private Class<?> defineHere(String name, ClassArchive.Root root) {
        byte[] bytes = archive.wovenClass(name, root, this, probes);
        int dot = name.lastIndexOf('.');
        if (dot > 0 && getDefinedPackage(name.substring(0, dot)) == null) {
            definePackage(name.substring(0, dot), root.manifest());
        }
        Class<?> type = defineClass(name, bytes, 0, bytes.length, domainOf(root));
        if (!Thread.currentThread().isVirtual()) {
            // Maps of classes are common, and their order must not follow from where a class was first asked for its
            // hash.
            IdentityHash.give(type, Rng.mix(Rng.mix(node.hashCode()) + name.hashCode()));
        }
        return type;
    }

    private void definePackage(String name, @Nullable Manifest manifest) {
        Attributes main = manifest == null ? new Attributes() : manifest.getMainAttributes();
        Attributes own = manifest == null ? null : manifest.getAttributes(name.replace('.', '/') + "/");
        definePackage(
                name,
                value(own, main, Attributes.Name.SPECIFICATION_TITLE),
                value(own, main, Attributes.Name.SPECIFICATION_VERSION),
                value(own, main, Attributes.Name.SPECIFICATION_VENDOR),
                value(own, main, Attributes.Name.IMPLEMENTATION_TITLE),
                value(own, main, Attributes.Name.IMPLEMENTATION_VERSION),
                value(own, main, Attributes.Name.IMPLEMENTATION_VENDOR),
                null);
    }

    private static @Nullable String value(@Nullable Attributes own, Attributes main, Attributes.Name name) {
        String value = own == null ? null : own.getValue(name);
        return value != null ? value : main.getValue(name);
    }

    private ProtectionDomain domainOf(ClassArchive.Root root) {
        return domains.computeIfAbsent(root.nodePath(), _ -> {
            try {
                CodeSource source = new CodeSource(root.location().toURL(), (Certificate[]) null);
                return new ProtectionDomain(source, null, this, null);
            } catch (MalformedURLException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    // ---- resources

    @Override
    public @Nullable URL getResource(String name) {
        URL own = findResource(name);
        if (own != null) {
            return own;
        }
        URL ofJdk = super.getResource(name);
        return ofJdk == null || isOfSimulator(ofJdk) ? null : ofJdk;
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        List<URL> all = Collections.list(findResources(name));
        List<URL> ofJdk = Collections.list(getParent().getResources(name));
        ofJdk.removeIf(NodeLoader::isOfSimulator);
        all.addAll(ofJdk);
        return Collections.enumeration(all);
    }

    /** The simulator is on the boot class path, with a place on the host that no program must see. */
    private static boolean isOfSimulator(URL url) {
        return url.toString().startsWith(HostClasses.OWN_JAR);
    }

    @Override
    protected @Nullable URL findResource(String name) {
        List<ClassArchive.Root> roots = archive.rootsWith(name);
        return roots.isEmpty() ? null : urlOf(roots.getFirst(), name);
    }

    @Override
    protected Enumeration<URL> findResources(String name) {
        List<URL> urls = new ArrayList<>();
        archive.rootsWith(name).forEach(root -> urls.add(urlOf(root, name)));
        return Collections.enumeration(urls);
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        List<ClassArchive.Root> roots = archive.rootsWith(name);
        if (!roots.isEmpty() && !roots.getFirst().isDirectory(name)) {
            return new ByteArrayInputStream(contents(roots.getFirst(), name));
        }
        URL url = getResource(name);
        try {
            return url == null ? null : url.openStream();
        } catch (IOException e) {
            return null;
        }
    }

    private byte[] contents(ClassArchive.Root root, String name) {
        byte[] contents = archive.read(root, name);
        if (Steps.isKeeping()) {
            Steps.note("reads " + name + " of the host's class path, " + contents.length + " bytes with hash code "
                    + Arrays.hashCode(contents));
        }
        return contents;
    }

    private URL urlOf(ClassArchive.Root root, String name) {
        try {
            return root.jar() == null
                    ? root.nodeUri(name).toURL()
                    : URL.of(root.nodeUri(name), new JarHandler(root, root.jar(), name));
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Opens a file in a jar from memory of the simulator. */
    private final class JarHandler extends URLStreamHandler {
        private final ClassArchive.Root root;
        private final JarFile jar;
        private final String name;

        JarHandler(ClassArchive.Root root, JarFile jar, String name) {
            this.root = root;
            this.jar = jar;
            this.name = name;
        }

        @Override
        protected URLConnection openConnection(URL url) throws MalformedURLException {
            return new ResourceInJar(url, contents(root, name), jar);
        }
    }
}
