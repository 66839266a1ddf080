package shop;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import org.opensearch.Version;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.node.Node;
import org.opensearch.plugins.PluginInfo;
import org.opensearch.transport.Netty4ModulePlugin;

/** A node of OpenSearch with its HTTP module on the class path, into which goods are put and found again. */
public final class Shop extends Node {
    private Shop(Environment environment) {
        super(
                environment,
                List.of(new PluginInfo(
                        "transport-netty4",
                        "HTTP and transport",
                        "classpath",
                        Version.CURRENT,
                        "21",
                        Netty4ModulePlugin.class.getName(),
                        List.of(),
                        false)),
                true);
    }

    private static String ask(HttpClient client, String method, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:9200/" + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(body))
                .build();
        return client.send(request, BodyHandlers.ofString()).body();
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(System.getProperty("opensearch.path.home", "/opensearch"));
        Settings settings = Settings.builder()
                .put("path.home", home)
                .put("discovery.type", "single-node")
                .put("node.name", "n1")
                .build();
        Environment environment = new Environment(settings, home.resolve("config"));
        Node node = new Shop(environment).start();
        try (HttpClient client = HttpClient.newHttpClient()) {
            for (int i = 0; i < 20; i++) {
                String colour = i % 3 == 0 ? "green" : "blue";
                ask(client, "PUT", "goods/_doc/" + i, "{\"text\": \"pot %d %s\"}".formatted(i, colour));
            }
            ask(client, "POST", "goods/_refresh", "");
            System.out.println("green: " + ask(client, "GET", "goods/_count?q=text:green", ""));
        }
        Thread.sleep(Long.MAX_VALUE);
    }
}
