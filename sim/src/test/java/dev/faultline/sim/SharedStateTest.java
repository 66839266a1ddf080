package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.awt.GraphicsEnvironment;
import java.beans.PropertyEditorManager;
import java.beans.PropertyEditorSupport;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.ObjectInputFilter;
import java.io.Serial;
import java.lang.management.ManagementFactory;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.rmi.RemoteException;
import java.rmi.registry.LocateRegistry;
import java.rmi.server.RMISocketFactory;
import java.security.Security;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.zone.ZoneRules;
import java.time.zone.ZoneRulesProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.PropertyResourceBundle;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.imageio.spi.IIORegistry;
import javax.imageio.spi.ImageReaderSpi;
import javax.management.MBeanServerFactory;
import javax.management.ObjectName;
import javax.naming.spi.NamingManager;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a program sets in the JDK by its public face, it finds again; a program on another node and a program of the next run
 * find what the first one found before. The fields below are those of {@link OwnStaticsTest}.
 */
@Tag("agent")
class SharedStateTest {
    /** Looks at what there is. */
    private interface Look {
        Object look() throws Exception;
    }

    /** A thing that a program can set. */
    private record Thing(String name, Program.Body set, Look look) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** A level of one's own. */
    private static final class OwnLevel extends Level {
        @Serial
        private static final long serialVersionUID = 1;

        OwnLevel() {
            super("OWN", 42);
        }
    }

    /** Rules for one zone. */
    private static final class OwnZones extends ZoneRulesProvider {
        @Override
        protected Set<String> provideZoneIds() {
            return Set.of("Own/Zone");
        }

        @Override
        protected ZoneRules provideRules(String zone, boolean forCaching) {
            return ZoneRules.of(java.time.ZoneOffset.ofHours(1));
        }

        @Override
        protected NavigableMap<String, ZoneRules> provideVersions(String zone) {
            return new TreeMap<>();
        }
    }

    static Stream<Thing> things() {
        return Stream.of(net(), security(), naming(), rest()).flatMap(List::stream);
    }

    private static List<Thing> net() {
        return List.of(
                new Thing(
                        "URL handlers",
                        () -> URL.setURLStreamHandlerFactory(
                                protocol -> protocol.equals("own") ? new OwnHandler() : null),
                        () -> URI.create("own:x").toURL()),
                new Thing(
                        "file name map",
                        () -> URLConnection.setFileNameMap(name -> "own/" + name),
                        () -> URLConnection.guessContentTypeFromName("x.txt")),
                new Thing(
                        "caches of connections",
                        () -> URLConnection.setDefaultUseCaches("jar", false),
                        () -> URLConnection.getDefaultUseCaches("jar")),
                new Thing(
                        "redirects",
                        () -> HttpURLConnection.setFollowRedirects(false),
                        HttpURLConnection::getFollowRedirects),
                new Thing(
                        "cookies",
                        () -> CookieHandler.setDefault(new CookieManager()),
                        () -> CookieHandler.getDefault() != null),
                new Thing(
                        "proxies",
                        () -> ProxySelector.setDefault(ProxySelector.of(null)),
                        () -> ProxySelector.getDefault().getClass()),
                new Thing(
                        "authenticator",
                        () -> Authenticator.setDefault(new Authenticator() {}),
                        () -> Authenticator.getDefault() != null),
                new Thing("response cache", () -> ResponseCache.setDefault(new NoCache()), ResponseCache::getDefault),
                new Thing(
                        "host names of HTTPS",
                        () -> HttpsURLConnection.setDefaultHostnameVerifier((host, session) -> true),
                        () -> HttpsURLConnection.getDefaultHostnameVerifier()
                                .getClass()
                                .isHidden()),
                new Thing(
                        "RMI sockets",
                        () -> RMISocketFactory.setSocketFactory(RMISocketFactory.getDefaultSocketFactory()),
                        () -> RMISocketFactory.getSocketFactory() != null),
                new Thing("registry", () -> LocateRegistry.createRegistry(1099), () -> {
                    try (Socket socket = new Socket("localhost", 1099)) {
                        return socket.isConnected();
                    } catch (IOException e) {
                        return e.getMessage();
                    }
                }));
    }

    private static List<Thing> security() {
        return List.of(
                new Thing(
                        "security property",
                        () -> Security.setProperty("networkaddress.cache.ttl", "7"),
                        () -> Security.getProperty("networkaddress.cache.ttl")),
                new Thing(
                        "providers",
                        () -> Security.removeProvider("SunEC"),
                        () -> Security.getProvider("SunEC") != null),
                new Thing(
                        "default context of TLS",
                        () -> SSLContext.setDefault(SSLContext.getInstance("TLSv1.2")),
                        () -> SSLContext.getDefault().getProtocol()),
                new Thing(
                        "filter of deserialization",
                        () -> ObjectInputFilter.Config.setSerialFilter(ObjectInputFilter.Config.createFilter("!*")),
                        ObjectInputFilter.Config::getSerialFilter));
    }

    private static List<Thing> naming() {
        return List.of(
                new Thing(
                        "initial contexts",
                        () -> NamingManager.setInitialContextFactoryBuilder(environment -> null),
                        NamingManager::hasInitialContextFactoryBuilder),
                new Thing(
                        "bean servers",
                        () -> MBeanServerFactory.createMBeanServer("own"),
                        () -> MBeanServerFactory.findMBeanServer(null).stream()
                                .map(each -> each.getDefaultDomain())
                                .toList()),
                new Thing(
                        "beans",
                        () -> ManagementFactory.getPlatformMBeanServer()
                                .createMBean("javax.management.timer.Timer", new ObjectName("own:type=x")),
                        () -> ManagementFactory.getPlatformMBeanServer().isRegistered(new ObjectName("own:type=x"))),
                new Thing("JDBC", () -> DriverManager.setLoginTimeout(9), DriverManager::getLoginTimeout));
    }

    private static List<Thing> rest() {
        return List.of(
                new Thing("log levels", OwnLevel::new, () -> {
                    try {
                        return Level.parse("OWN");
                    } catch (IllegalArgumentException e) {
                        return "none";
                    }
                }),
                new Thing(
                        "loggers",
                        () -> Logger.getLogger("").setLevel(Level.OFF),
                        () -> Logger.getLogger("").getLevel()),
                new Thing(
                        "time zones",
                        () -> ZoneRulesProvider.registerProvider(new OwnZones()),
                        () -> ZoneRulesProvider.getAvailableZoneIds().contains("Own/Zone")),
                new Thing("locale", () -> Locale.setDefault(Locale.JAPAN), Locale::getDefault),
                new Thing(
                        "time zone",
                        () -> TimeZone.setDefault(TimeZone.getTimeZone("Asia/Tokyo")),
                        () -> TimeZone.getDefault().getID()),
                new Thing(
                        "handler of exceptions",
                        () -> Thread.setDefaultUncaughtExceptionHandler((thread, e) -> {}),
                        () -> Thread.getDefaultUncaughtExceptionHandler() != null),
                new Thing(
                        "editors of properties",
                        () -> PropertyEditorManager.registerEditor(Thing.class, PropertyEditorSupport.class),
                        () -> PropertyEditorManager.findEditor(Thing.class) != null),
                new Thing(
                        "readers of images",
                        () -> IIORegistry.getDefaultInstance().deregisterAll(ImageReaderSpi.class),
                        () -> IIORegistry.getDefaultInstance()
                                .getServiceProviders(ImageReaderSpi.class, false)
                                .hasNext()),
                new Thing(
                        "locks of files",
                        () -> {
                            FileChannel channel = FileChannel.open(
                                    Path.of("/own"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                            channel.lock();
                        },
                        () -> {
                            if (!Files.exists(Path.of("/own"))) {
                                return "none";
                            }
                            try (FileChannel channel = FileChannel.open(Path.of("/own"), StandardOpenOption.WRITE)) {
                                return channel.tryLock() != null;
                            } catch (java.nio.channels.OverlappingFileLockException e) {
                                return "locked";
                            }
                        }));
    }

    /** What the JDK reads once, when a process first needs it: most of it properties. */
    static Stream<Thing> settings() {
        return Stream.of(
                new Thing(
                        "jdk.tls.client.protocols",
                        () -> System.setProperty("jdk.tls.client.protocols", "TLSv1.2"),
                        () -> List.of(SSLContext.getDefault()
                                .getDefaultSSLParameters()
                                .getProtocols())),
                new Thing(
                        "java.util.PropertyResourceBundle.encoding",
                        () -> System.setProperty("java.util.PropertyResourceBundle.encoding", "ISO-8859-1"),
                        () -> new PropertyResourceBundle(
                                        new ByteArrayInputStream(new byte[] {'k', '=', (byte) 0xC3, (byte) 0xA4}))
                                .getString("k")),
                new Thing(
                        "java.awt.headless",
                        () -> System.setProperty("java.awt.headless", "false"),
                        GraphicsEnvironment::isHeadless),
                new Thing(
                        "log of events of security",
                        () -> Logger.getLogger("jdk.event.security").setLevel(Level.FINE),
                        SharedStateTest::eventsOfSecurity),
                new Thing("http.agent", () -> System.setProperty("http.agent", "own"), SharedStateTest::userAgent),
                new Thing(
                        "jdk.httpclient.redirects.retrylimit",
                        () -> System.setProperty("jdk.httpclient.redirects.retrylimit", "1"),
                        SharedStateTest::answersToRedirects));
    }

    private static int eventsOfSecurity() {
        List<LogRecord> records = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                records.add(record);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("jdk.event.security");
        logger.addHandler(handler);
        Security.setProperty("own.property", "x");
        logger.removeHandler(handler);
        return records.size();
    }

    private static String userAgent() throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            Thread client = new Thread(() -> {
                try {
                    URI.create("http://localhost:" + server.getLocalPort() + "/")
                            .toURL()
                            .openStream()
                            .close();
                } catch (IOException ignored) {
                    // there is no answer
                }
            });
            client.start();
            try (Socket socket = server.accept();
                    BufferedReader reader = new BufferedReader(
                            new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))) {
                return reader.lines()
                        .filter(line -> line.startsWith("User-Agent"))
                        .map(line -> String.valueOf(line.startsWith("User-Agent: own")))
                        .findFirst()
                        .orElseThrow();
            }
        }
    }

    private static int answersToRedirects() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress("localhost", 0), 0);
        server.createContext("/", exchange -> {
            exchange.getResponseHeaders().add("Location", "/" + asked.incrementAndGet());
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        URI uri = URI.create("http://localhost:" + server.getAddress().getPort() + "/");
        try (HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build()) {
            client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.discarding());
        } catch (IOException ignored) {
            // too many
        }
        server.stop(0);
        return asked.get();
    }

    /** Handles nothing. */
    private static final class OwnHandler extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            throw new IOException("nothing there");
        }
    }

    /** Keeps nothing. */
    private static final class NoCache extends ResponseCache {
        @Override
        public java.net.CacheResponse get(URI uri, String method, java.util.Map<String, List<String>> headers) {
            return null;
        }

        @Override
        public java.net.CacheRequest put(URI uri, URLConnection connection) {
            return null;
        }
    }

    private static List<String> run(Thing thing) {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> seen.add(line));
            Program.Body setting = () -> {
                System.out.println(look(thing));
                thing.set().run();
                System.out.println(look(thing));
                Thread.sleep(10_000);
            };
            simulation.add(NodeSpec.of("a", Program.code(setting))).start();
            simulation.run(Duration.ofSeconds(1));
            simulation
                    .add(NodeSpec.of("b", Program.code(() -> System.out.println(look(thing)))))
                    .start();
            simulation.run(Duration.ofSeconds(1));
        }
        return seen;
    }

    private static String look(Thing thing) throws Exception {
        try {
            return String.valueOf(thing.look().look());
        } catch (RemoteException | java.net.MalformedURLException e) {
            return e.getMessage();
        }
    }

    @ParameterizedTest
    @MethodSource("things")
    void isEachProcessesOwn(Thing thing) {
        List<String> first = run(thing);
        assertThat(first).hasSize(3);
        assertThat(first.get(1)).as("after it was set").isNotEqualTo(first.get(0));
        assertThat(first.get(2)).as("on the other node").isEqualTo(first.get(0));
        assertThat(run(thing)).as("in the next run").isEqualTo(first);
    }

    @ParameterizedTest
    @MethodSource("settings")
    void isReadByEachProcess(Thing setting) {
        List<String> none = first(setting, List.of("b"));
        assertThat(none).hasSize(1);
        List<String> both = first(setting, List.of("set", "b"));
        assertThat(both).hasSize(2);
        assertThat(both.get(0)).as("where it is set").isNotEqualTo(none.get(0));
        assertThat(both.get(1)).as("on the other node").isEqualTo(none.get(0));
        assertThat(first(setting, List.of("b"))).as("in the next run").isEqualTo(none);
    }

    private static List<String> first(Thing setting, List<String> nodes) {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> seen.add(line));
            for (String node : nodes) {
                Program.Body body = () -> {
                    if (node.equals("set")) {
                        setting.set().run();
                    }
                    System.out.println(look(setting));
                };
                simulation.add(NodeSpec.of(node, Program.code(body))).start();
                simulation.run(Duration.ofSeconds(30));
            }
        }
        return seen;
    }
}
