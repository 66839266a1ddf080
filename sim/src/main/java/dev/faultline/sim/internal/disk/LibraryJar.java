package dev.faultline.sim.internal.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.jar.JarFile;

/**
 * A jar of the class path of nodes, which programs get from a {@link java.net.JarURLConnection} too. All nodes and runs
 * have it in common, so a program cannot close it; it goes by the name that nodes know it by.
 */
public final class LibraryJar extends JarFile {
    private final String nodePath;

    public LibraryJar(Path hostPath, String nodePath) throws IOException {
        super(hostPath.toFile(), false, OPEN_READ, Runtime.version());
        this.nodePath = nodePath;
    }

    @Override
    public String getName() {
        return nodePath;
    }

    @Override
    public void close() {
        // It is not the program's.
    }
}
