package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.beans.PropertyEditorManager;
import java.beans.PropertyEditorSupport;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.Serial;
import java.lang.management.ManagementFactory;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.ProxySelector;
import java.net.ResponseCache;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.channels.FileChannel;
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
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.logging.Level;
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
                new Thing(
                        "watching of contention",
                        () -> ManagementFactory.getThreadMXBean().setThreadContentionMonitoringEnabled(true),
                        () -> ManagementFactory.getThreadMXBean().isThreadContentionMonitoringEnabled()),
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
}
