package dev.faultline.sim;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the HTTP clients of the JDK keep for the whole JVM: no node may find it from another, or from its former life. */
@Tag("agent")
class HttpTest {
    private final List<String> log = new ArrayList<>();

    private void get(String who) throws Exception {
        var connection = URI.create("http://server:80/").toURL().openConnection();
        connection.setReadTimeout(5000);
        String answer = new String(connection.getInputStream().readAllBytes());
        log.add(who + " " + answer + " cookies " + (CookieHandler.getDefault() != null));
        CookieHandler.setDefault(new CookieManager());
    }

    /** Answers who shows a password, and counts those who show none. */
    private static void serveToThoseWhoShowAPassword(List<String> asked) throws Exception {
        HttpServer http = HttpServer.create(new InetSocketAddress(80), 0);
        http.createContext("/", exchange -> {
            boolean shown = exchange.getRequestHeaders().containsKey("Authorization");
            asked.add(exchange.getRemoteAddress().getAddress().getHostAddress() + " " + shown);
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"r\"");
            exchange.sendResponseHeaders(shown ? 200 : 401, -1);
            exchange.close();
        });
        http.start();
    }

    @Test
    void aProcessDoesNotInheritCredentialsOrHandlersOfUrls() {
        List<String> asked = new ArrayList<>();
        Program.Body client = () -> {
            URL.setURLStreamHandlerFactory(protocol -> null);
            Authenticator.setDefault(new Authenticator() {
                @Override
                protected PasswordAuthentication getPasswordAuthentication() {
                    return new PasswordAuthentication("user", "secret".toCharArray());
                }
            });
            for (int i = 0; i < 2; i++) {
                HttpURLConnection connection = (HttpURLConnection)
                        URI.create("http://server:80/").toURL().openConnection();
                log.add("answer " + connection.getResponseCode());
            }
            try {
                URL.setURLStreamHandlerFactory(protocol -> null);
            } catch (Error e) {
                log.add(e.getMessage());
            }
        };
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(2))) {
            simulation
                    .add(NodeSpec.of("server", Program.code(() -> serveToThoseWhoShowAPassword(asked))))
                    .start();
            Node one = simulation.add(NodeSpec.of("one", Program.code(client)));
            Node two = simulation.add(NodeSpec.of("two", Program.code(client)));
            simulation.after(Duration.ofSeconds(1), one::start);
            simulation.after(Duration.ofSeconds(3), two::start);
            simulation.run(Duration.ofSeconds(20));
        }
        assertThat(log)
                .containsExactly(
                        "answer 200",
                        "answer 200",
                        "factory already defined",
                        "answer 200",
                        "answer 200",
                        "factory already defined");
        assertThat(asked)
                .containsExactly(
                        "10.0.0.2 false",
                        "10.0.0.2 true",
                        "10.0.0.2 true",
                        "10.0.0.3 false",
                        "10.0.0.3 true",
                        "10.0.0.3 true");
    }

    @Test
    void aProcessDoesNotInheritConnectionsOrCookies() {
        try (Simulation simulation = Simulation.create(SimulationOptions.withSeed(2))) {
            Node server = simulation.add(NodeSpec.of("server", Program.code(() -> {
                HttpServer http = HttpServer.create(new InetSocketAddress(80), 0);
                http.createContext("/", exchange -> {
                    byte[] from = exchange.getRemoteAddress()
                            .getAddress()
                            .getHostAddress()
                            .getBytes();
                    exchange.sendResponseHeaders(200, from.length);
                    exchange.getResponseBody().write(from);
                    exchange.close();
                });
                http.start();
            })));
            Node one = simulation.add(NodeSpec.of("one", Program.code(() -> {
                get("one");
                Thread.sleep(600_000);
            })));
            Node two = simulation.add(NodeSpec.of("two", Program.code(() -> get("two"))));
            server.start();
            simulation.after(Duration.ofSeconds(1), one::start);
            simulation.after(Duration.ofSeconds(2), two::start);
            simulation.after(Duration.ofSeconds(3), () -> {
                one.kill();
                one.start();
            });
            simulation.run(Duration.ofSeconds(20));
        }
        assertThat(log)
                .containsExactly(
                        "one 10.0.0.2 cookies false", "two 10.0.0.3 cookies false", "one 10.0.0.2 cookies false");
    }
}
