package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;
import static dev.faultline.sim.conformance.Expect.isTrue;
import static dev.faultline.sim.conformance.Expect.thrown;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.HttpsURLConnection;

/** The JDK's own HTTP server and its two clients. */
final class HttpCases {
    private static final List<Case> CASES = new ArrayList<>();

    static {
        TestKeys.prepare();
        connections();
        clients();
    }

    private HttpCases() {}

    static List<Case> cases() {
        return List.copyOf(CASES);
    }

    private static void add(String name, Case.Body body) {
        CASES.add(new Case("HTTP", name, body));
    }

    /** A server that echoes; it remembers the ports of its clients. */
    private static final class Echo implements AutoCloseable {
        final HttpServer server;
        final Set<Integer> ports = ConcurrentHashMap.newKeySet();
        private final ExecutorService executor = Executors.newFixedThreadPool(4);

        Echo(HttpServer server) {
            this.server = server;
            server.createContext("/echo", exchange -> {
                ports.add(exchange.getRemoteAddress().getPort());
                byte[] body = exchange.getRequestBody().readAllBytes();
                exchange.getResponseHeaders().add("X-Method", exchange.getRequestMethod());
                exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.createContext("/moved", exchange -> {
                exchange.getResponseHeaders().add("Location", "/echo");
                exchange.sendResponseHeaders(302, -1);
                exchange.close();
            });
            server.createContext("/slow", exchange -> {
                try {
                    Thread.sleep(3000);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                exchange.sendResponseHeaders(204, -1);
                exchange.close();
            });
            server.createContext("/cookie", exchange -> {
                exchange.getResponseHeaders().add("Set-Cookie", "taste=sweet; Path=/");
                List<String> cookies = exchange.getRequestHeaders().getOrDefault("Cookie", List.of());
                byte[] body = cookies.toString().getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
                exchange.close();
            });
            server.setExecutor(executor);
            server.start();
        }

        static Echo open() throws IOException {
            return new Echo(HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
        }

        static Echo secure() throws Exception {
            HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setHttpsConfigurator(new HttpsConfigurator(TestKeys.context()));
            return new Echo(server);
        }

        URI uri(String path) {
            String scheme = server instanceof HttpsServer ? "https" : "http";
            return URI.create(scheme + "://localhost:" + server.getAddress().getPort() + path);
        }

        @Override
        public void close() {
            server.stop(0);
            executor.shutdownNow();
        }
    }

    private static String get(HttpURLConnection connection) throws IOException {
        return new String(connection.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String post(HttpURLConnection connection, String body) throws IOException {
        connection.setDoOutput(true);
        connection.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
        return get(connection);
    }

    private static HttpURLConnection connect(Echo echo, String path) throws IOException {
        return (HttpURLConnection) echo.uri(path).toURL().openConnection();
    }

    private static void connections() {
        add("a connection posts and is answered", () -> {
            try (Echo echo = Echo.open()) {
                HttpURLConnection connection = connect(echo, "/echo");
                equal(post(connection, "hello"), "hello");
                equal(connection.getHeaderField("X-Method"), "POST");
                equal(connection.getResponseCode(), 200);
            }
        });
        add("connections one after the other use one socket", () -> {
            try (Echo echo = Echo.open()) {
                for (int i = 0; i < 5; i++) {
                    equal(post(connect(echo, "/echo"), "m" + i), "m" + i);
                }
                equal(echo.ports.size(), 1);
            }
        });
        add("a connection that asks to be closed is", () -> {
            try (Echo echo = Echo.open()) {
                for (int i = 0; i < 3; i++) {
                    HttpURLConnection connection = connect(echo, "/echo");
                    connection.setRequestProperty("Connection", "close");
                    equal(post(connection, "m"), "m");
                }
                equal(echo.ports.size(), 3);
            }
        });
        add("redirects are followed where wanted", () -> {
            try (Echo echo = Echo.open()) {
                equal(connect(echo, "/moved").getResponseCode(), 200);
                HttpURLConnection stays = connect(echo, "/moved");
                stays.setInstanceFollowRedirects(false);
                equal(stays.getResponseCode(), 302);
                equal(connect(echo, "/nothing").getResponseCode(), 404);
            }
        });
        add("a slow answer ends at the read timeout", () -> {
            try (Echo echo = Echo.open()) {
                HttpURLConnection connection = connect(echo, "/slow");
                connection.setReadTimeout(50);
                thrown(SocketTimeoutException.class, connection::getResponseCode);
            }
        });
        add("a server that is stopped refuses", () -> {
            Echo echo = Echo.open();
            echo.close();
            thrown(ConnectException.class, () -> connect(echo, "/echo").getResponseCode());
        });
        add("a cookie handler is for all connections", () -> {
            try (Echo echo = Echo.open()) {
                CookieHandler.setDefault(new CookieManager());
                equal(get(connect(echo, "/cookie")), "[]");
                equal(get(connect(echo, "/cookie")), "[taste=sweet]");
                CookieHandler.setDefault(null);
                equal(get(connect(echo, "/cookie")), "[]");
            }
        });
        add("a connection speaks TLS", () -> {
            try (Echo echo = Echo.secure()) {
                HttpsURLConnection connection = (HttpsURLConnection) connect(echo, "/echo");
                connection.setSSLSocketFactory(TestKeys.context().getSocketFactory());
                equal(post(connection, "secret"), "secret");
            }
        });
    }

    private static HttpRequest request(Echo echo, String path, String body) {
        return HttpRequest.newBuilder(echo.uri(path))
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(20))
                .build();
    }

    private static void clients() {
        add("a client sends and is answered", () -> {
            try (Echo echo = Echo.open();
                    HttpClient client = HttpClient.newHttpClient()) {
                HttpResponse<String> response =
                        client.send(request(echo, "/echo", "hello"), HttpResponse.BodyHandlers.ofString());
                equal(response.statusCode(), 200);
                equal(response.body(), "hello");
                equal(response.headers().firstValue("X-Method").orElseThrow(), "POST");
            }
        });
        add("a client's many requests are answered each", () -> {
            try (Echo echo = Echo.open();
                    HttpClient client = HttpClient.newHttpClient()) {
                List<CompletableFuture<String>> answers = new ArrayList<>();
                for (int i = 0; i < 10; i++) {
                    answers.add(client.sendAsync(request(echo, "/echo", "m" + i), HttpResponse.BodyHandlers.ofString())
                            .thenApply(HttpResponse::body));
                }
                for (int i = 0; i < 10; i++) {
                    equal(answers.get(i).get(20, TimeUnit.SECONDS), "m" + i);
                }
            }
        });
        add("a client's requests one after the other use one socket", () -> {
            try (Echo echo = Echo.open();
                    HttpClient client = HttpClient.newHttpClient()) {
                for (int i = 0; i < 5; i++) {
                    equal(
                            client.send(request(echo, "/echo", "x"), HttpResponse.BodyHandlers.ofString())
                                    .body(),
                            "x");
                }
                equal(echo.ports.size(), 1);
            }
        });
        add("a client's request ends at its timeout", () -> {
            try (Echo echo = Echo.open();
                    HttpClient client = HttpClient.newHttpClient()) {
                HttpRequest slow = HttpRequest.newBuilder(echo.uri("/slow"))
                        .timeout(Duration.ofMillis(50))
                        .build();
                thrown(HttpTimeoutException.class, () -> client.send(slow, HttpResponse.BodyHandlers.discarding()));
            }
        });
        add("a client that finds nobody fails", () -> {
            Echo echo = Echo.open();
            echo.close();
            try (HttpClient client = HttpClient.newHttpClient()) {
                thrown(
                        ConnectException.class,
                        () -> client.send(request(echo, "/echo", "x"), HttpResponse.BodyHandlers.ofString()));
            }
        });
        add("a client speaks TLS", () -> {
            try (Echo echo = Echo.secure();
                    HttpClient client = HttpClient.newBuilder()
                            .sslContext(TestKeys.context())
                            .build()) {
                HttpResponse<String> response =
                        client.send(request(echo, "/echo", "secret"), HttpResponse.BodyHandlers.ofString());
                equal(response.body(), "secret");
                equal(response.sslSession().orElseThrow().getProtocol(), "TLSv1.3");
            }
        });
        add("a client follows redirects where told to", () -> {
            try (Echo echo = Echo.open();
                    HttpClient client = HttpClient.newBuilder()
                            .followRedirects(HttpClient.Redirect.NORMAL)
                            .build()) {
                HttpRequest moved = HttpRequest.newBuilder(echo.uri("/moved")).build();
                HttpResponse<Void> response = client.send(moved, HttpResponse.BodyHandlers.discarding());
                equal(response.statusCode(), 200);
                isTrue(response.previousResponse().isPresent(), "it was moved");
            }
        });
        add("a server that speaks no WebSocket is told apart", () -> {
            try (Echo echo = Echo.open();
                    HttpClient client = HttpClient.newHttpClient()) {
                URI uri = URI.create(echo.uri("/echo").toString().replace("http:", "ws:"));
                CompletableFuture<WebSocket> socket =
                        client.newWebSocketBuilder().buildAsync(uri, new WebSocket.Listener() {});
                try {
                    socket.get(20, TimeUnit.SECONDS);
                    throw new AssertionError("a WebSocket of a plain server");
                } catch (java.util.concurrent.ExecutionException e) {
                    equal(e.getCause().getClass(), java.net.http.WebSocketHandshakeException.class);
                }
            }
        });
    }
}
