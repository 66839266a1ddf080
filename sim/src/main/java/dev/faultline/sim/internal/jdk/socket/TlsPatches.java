package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.jdk.Patch;
import java.util.List;

/** Where TLS of the JDK asks for what there is one of in a JVM. */
public final class TlsPatches {
    private static final String CONTEXT = "javax/net/ssl/SSLContext";
    private static final String HTTPS = "javax/net/ssl/HttpsURLConnection";
    private static final String FACTORY = "Ljavax/net/ssl/SSLSocketFactory;";
    private static final String DEFAULT = "sun/security/ssl/SSLContextImpl$DefaultSSLContext";
    private static final String HOLDER = "sun/security/ssl/SSLContextImpl$DefaultManagersHolder";
    private static final String STORES = "sun/security/ssl/TrustStoreManager";

    private TlsPatches() {}

    public static List<Patch> all() {
        return List.of(
                replace(CONTEXT, "getDefault()L" + CONTEXT + ";", "context"),
                replace(CONTEXT, "setDefault(L" + CONTEXT + ";)V", "setContext"),
                replace(HTTPS, "getDefaultSSLSocketFactory()" + FACTORY, "httpsFactory"),
                replace(HTTPS, "setDefaultSSLSocketFactory(" + FACTORY + ")V", "setHttpsFactory"),
                initial("getTrustManagers()[Ljavax/net/ssl/TrustManager;", "trustManagersOfJvm"),
                initial("getKeyManagers()[Ljavax/net/ssl/KeyManager;", "keyManagersOfJvm"),
                read(DEFAULT, HOLDER + ".trustManagers", "trustManagers"),
                read(DEFAULT, HOLDER + ".keyManagers", "keyManagers"),
                read(STORES, STORES + ".tam", "trustStores"),
                // The numbers that hide the timing of a key are drawn once for the key and then follow from each other.
                new Patch.Bracket(
                        "sun/security/rsa/RSACore",
                        "getBlindingRandomPair(Ljava/math/BigInteger;Ljava/math/BigInteger;Ljava/math/BigInteger;)"
                                + "Lsun/security/rsa/RSACore$BlindingRandomPair;"));
    }

    private static Patch replace(String owner, String method, String hook) {
        return new Patch.Replace(owner, method, TlsHooks.class, "inSimulation", hook);
    }

    private static Patch initial(String target, String hook) {
        return new Patch.Call(HOLDER, "<clinit>()V", HOLDER + "." + target, TlsHooks.class, hook);
    }

    private static Patch read(String owner, String field, String hook) {
        return new Patch.StaticRead(owner, "*", field, TlsHooks.class, hook);
    }
}
