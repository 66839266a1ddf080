package dev.faultline.sim.internal.jdk.socket;

import dev.faultline.sim.internal.jdk.Patch;
import java.util.List;

/** Where the HTTP clients of the JDK ask for what there is one of in a JVM. */
public final class HttpPatches {
    private static final String WWW = "sun/net/www/http/";
    private static final String CLIENT = "jdk/internal/net/http/HttpClientImpl";

    private HttpPatches() {}

    public static List<Patch> all() {
        String https = "sun/net/www/protocol/https/HttpsClient";
        String stream = WWW + "KeepAliveStream";
        return List.of(
                read(WWW + "HttpClient", WWW + "HttpClient.kac", "keptConnections"),
                read(https, https + ".kac", "keptConnections"),
                read(stream, stream + ".queue", "unreadStreams"),
                read(stream, stream + ".cleanerThread", "unreadStreamsThread"),
                read(CLIENT, CLIENT + ".ASYNC_POOL", "asyncPool"),
                read(CLIENT + "$DelegatingExecutor", CLIENT + ".ASYNC_POOL", "asyncPool"),
                new Patch.Call(
                        CLIENT,
                        "<init>(Ljdk/internal/net/http/HttpClientBuilderImpl;"
                                + "Ljdk/internal/net/http/HttpClientImpl$SingleFacadeFactory;)V",
                        "java/util/concurrent/atomic/AtomicLong.incrementAndGet()J",
                        HttpHooks.class,
                        "clientNumber"),
                read(
                        "sun/net/www/protocol/http/AuthCacheImpl",
                        "sun/net/www/protocol/http/AuthCacheImpl.caches",
                        "credentials"),
                read("java/net/URL", "java/net/URL.factory", "urlHandlerFactory"),
                read("java/net/URL", "java/net/URL.handlers", "urlHandlers"),
                new Patch.Replace(
                        "java/net/URL",
                        "setURLStreamHandlerFactory(Ljava/net/URLStreamHandlerFactory;)V",
                        HttpHooks.class,
                        "inSimulation",
                        "setUrlHandlerFactory"),
                read("java/net/CookieHandler", "java/net/CookieHandler.cookieHandler", "cookieHandler"),
                set("java/net/CookieHandler", "setCookieHandler"),
                read("java/net/ResponseCache", "java/net/ResponseCache.theResponseCache", "responseCache"),
                set("java/net/ResponseCache", "setResponseCache"),
                read("java/net/Authenticator", "java/net/Authenticator.theAuthenticator", "authenticator"),
                set("java/net/Authenticator", "setAuthenticator"),
                read("java/net/ProxySelector", "java/net/ProxySelector.theProxySelector", "proxySelector"),
                set("java/net/ProxySelector", "setProxySelector"));
    }

    private static Patch read(String owner, String field, String hook) {
        return new Patch.StaticRead(owner, "*", field, HttpHooks.class, hook);
    }

    private static Patch set(String owner, String hook) {
        return new Patch.Replace(owner, "setDefault(L" + owner + ";)V", HttpHooks.class, "inSimulation", hook);
    }
}
