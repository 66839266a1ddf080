package dev.faultline.sim.internal.disk;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.jar.JarFile;

/**
 * What a program reads by URL from a jar of its class path: the contents come from memory, whatever the address says. It
 * is a connection to the jar as the JDK's is, because many a program casts it to one.
 */
public final class ResourceInJar extends JarURLConnection {
    private final byte[] contents;
    private final JarFile jar;

    public ResourceInJar(URL url, byte[] contents, JarFile jar) throws MalformedURLException {
        super(url);
        this.contents = contents;
        this.jar = jar;
    }

    @Override
    public void connect() {
        connected = true;
    }

    @Override
    public JarFile getJarFile() {
        connect();
        return jar;
    }

    @Override
    public InputStream getInputStream() {
        return new ByteArrayInputStream(contents);
    }

    @Override
    public long getContentLengthLong() {
        return contents.length;
    }
}
