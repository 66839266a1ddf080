package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.awt.GraphicsEnvironment;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.Security;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.PropertyResourceBundle;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the JDK reads once, when it first needs it, from properties that a program sets, it reads once for each process: on
 * another node, and in the next run, it is as if nothing had been set.
 */
@Tag("agent")
class SharedSettingsTest {
    /** Looks at what there is. */
    private interface Look {
        Object look() throws Exception;
    }

    /** A setting, and how a program sees what the JDK has read. */
    private record Setting(String name, Program.Body set, Look look) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** What the JDK reads once, when a process first needs it: most of it properties. */
    static Stream<Setting> settings() {
        return Stream.of(
                new Setting(
                        "jdk.tls.client.protocols",
                        () -> System.setProperty("jdk.tls.client.protocols", "TLSv1.2"),
                        () -> List.of(SSLContext.getDefault()
                                .getDefaultSSLParameters()
                                .getProtocols())),
                new Setting(
                        "java.util.PropertyResourceBundle.encoding",
                        () -> System.setProperty("java.util.PropertyResourceBundle.encoding", "ISO-8859-1"),
                        () -> new PropertyResourceBundle(
                                        new ByteArrayInputStream(new byte[] {'k', '=', (byte) 0xC3, (byte) 0xA4}))
                                .getString("k")),
                new Setting(
                        "java.awt.headless",
                        () -> System.setProperty("java.awt.headless", "false"),
                        GraphicsEnvironment::isHeadless),
                new Setting(
                        "log of events of security",
                        () -> Logger.getLogger("jdk.event.security").setLevel(Level.FINE),
                        SharedSettingsTest::eventsOfSecurity),
                new Setting("http.agent", () -> System.setProperty("http.agent", "own"), SharedSettingsTest::userAgent),
                new Setting(
                        "jdk.httpclient.redirects.retrylimit",
                        () -> System.setProperty("jdk.httpclient.redirects.retrylimit", "1"),
                        SharedSettingsTest::answersToRedirects));
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

    @ParameterizedTest
    @MethodSource("settings")
    void isReadByEachProcess(Setting setting) {
        List<String> none = first(setting, List.of("b"));
        assertThat(none).hasSize(1);
        List<String> both = first(setting, List.of("set", "b"));
        assertThat(both).hasSize(2);
        assertThat(both.get(0)).as("where it is set").isNotEqualTo(none.get(0));
        assertThat(both.get(1)).as("on the other node").isEqualTo(none.get(0));
        assertThat(first(setting, List.of("b"))).as("in the next run").isEqualTo(none);
    }

    private static List<String> first(Setting setting, List<String> nodes) {
        List<String> seen = new ArrayList<>();
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(1))) {
            simulation.onOutput((node, line) -> seen.add(line));
            for (String node : nodes) {
                Program.Body body = () -> {
                    if (node.equals("set")) {
                        setting.set().run();
                    }
                    System.out.println(setting.look().look());
                };
                simulation.add(NodeSpec.of(node, Program.code(body))).start();
                simulation.run(Duration.ofSeconds(30));
            }
        }
        return seen;
    }
}
