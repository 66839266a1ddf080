package dev.faultline.sim.conformance;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A key pair for TLS with a certificate that it signs itself: RSA, for localhost and server, valid from 2000 to 2099. */
public final class TestKeys {
    private static final char[] PASSWORD = "faultline".toCharArray();
    /** Read when the class is loaded, outside of every simulation: the file is one of the host. */
    private static final byte[] STORE = read();

    private TestKeys() {}

    private static byte[] read() {
        try (InputStream in = TestKeys.class.getResourceAsStream("localhost.p12")) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns a new context that has the key and trusts its certificate only. */
    public static SSLContext context() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(new ByteArrayInputStream(STORE), PASSWORD);
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(store);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    /** Loads the keys; to be called before a simulation begins. */
    public static void prepare() {}
}
