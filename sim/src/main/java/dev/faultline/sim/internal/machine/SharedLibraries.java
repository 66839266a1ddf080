package dev.faultline.sim.internal.machine;

import dev.faultline.sim.internal.vm.Weaving;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.ProtectionDomain;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The class loader of what belongs to shared native libraries, above those of all nodes with the same class path. A JVM
 * loads a native library into one class loader only, and from a file of the host; so this happens once, outside the
 * simulation, before the first node starts.
 */
public final class SharedLibraries extends ClassLoader {
    static {
        registerAsParallelCapable();
    }

    private final ClassArchive archive;

    SharedLibraries(ClassArchive archive) {
        super("shared native libraries", ClassLoader.getPlatformClassLoader());
        this.archive = archive;
    }

    /** Loads the libraries that are on the class path. */
    void load() {
        Thread thread = Thread.currentThread();
        ClassLoader context = thread.getContextClassLoader();
        thread.setContextClassLoader(this); // they look for their settings by it
        try {
            loadAll();
        } finally {
            thread.setContextClassLoader(context);
        }
    }

    private void loadAll() {
        for (NativeLibraries.Entry entry : NativeLibraries.ALL) {
            if (entry.isShared() && archive.rootOfClass(entry.firstClass()) != null) {
                Set<Path> before = UnpackedLibraries.mapped();
                try {
                    Class.forName(entry.firstClass(), true, this);
                } catch (ClassNotFoundException | LinkageError e) {
                    // There is none for this machine: its callers will find that out, and do without.
                }
                UnpackedLibraries.delete(entry.library(), before);
            }
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        synchronized (getClassLoadingLock(name)) {
            Class<?> known = findLoadedClass(name);
            if (known != null) {
                return known;
            }
            ClassArchive.Root root = NativeLibraries.ofClass(name) == null ? null : archive.rootOfClass(name);
            return root == null ? super.loadClass(name, resolve) : define(name, root);
        }
    }

    private Class<?> define(String name, ClassArchive.Root root) {
        byte[] bytes = Weaving.installed().ofSharedLibrary(archive.read(root, ClassArchive.fileOf(name)));
        return defineClass(name, bytes, 0, bytes.length, domainOf(root));
    }

    private ProtectionDomain domainOf(ClassArchive.Root root) {
        try {
            CodeSource source = new CodeSource(root.hostPath().toUri().toURL(), (Certificate[]) null);
            return new ProtectionDomain(source, null, this, null);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    protected @Nullable URL findResource(String name) {
        List<ClassArchive.Root> roots = archive.rootsWith(name);
        try {
            return roots.isEmpty() ? null : roots.getFirst().hostUrl(name);
        } catch (MalformedURLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public @Nullable InputStream getResourceAsStream(String name) {
        List<ClassArchive.Root> roots = archive.rootsWith(name);
        return roots.isEmpty()
                ? super.getResourceAsStream(name)
                : new ByteArrayInputStream(archive.read(roots.getFirst(), name));
    }
}
