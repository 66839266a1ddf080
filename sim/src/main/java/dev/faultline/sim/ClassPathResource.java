package dev.faultline.sim;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/** What a program reads from its class path by URL: the contents come from memory, whatever the address says. */
final class ClassPathResource {
    private ClassPathResource() {}

    /**
     * Opens it as the JDK does: many a program casts the connection to a file in a jar.
     *
     * @param jar where it lies, or null if in a folder
     */
    static URLConnection open(URL url, byte[] contents, @Nullable JarFile jar) throws MalformedURLException {
        return jar == null ? new InFolder(url, contents) : new InJar(url, contents, jar);
    }

    private static final class InFolder extends URLConnection {
        private final byte[] contents;

        InFolder(URL url, byte[] contents) {
            super(url);
            this.contents = contents;
        }

        @Override
        public void connect() {
            connected = true;
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

    private static final class InJar extends JarURLConnection {
        private final byte[] contents;
        private final JarFile jar;

        InJar(URL url, byte[] contents, JarFile jar) throws MalformedURLException {
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
}
