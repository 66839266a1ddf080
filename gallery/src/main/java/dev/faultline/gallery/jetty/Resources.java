package dev.faultline.gallery.jetty;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/**
 * Asks nodes by HTTP. {@code GET /KEY} reads, {@code PUT /KEY} writes, and only if the value is that of the header
 * {@value #EXPECTED} where there is one.
 *
 * @param client what connects
 * @param port of every node
 * @param timeoutMillis how long an answer may take
 */
record Resources(HttpClient client, int port, int timeoutMillis) {
    static final String EXPECTED = "Expected-Value";

    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int PRECONDITION_FAILED = 412;
    private static final int UNAVAILABLE = 503;

    /** Returns the status of a response that stands for an answer of a store. */
    static int status(String answer) {
        return switch (answer.split(" ", 2)[0]) {
            case "ok" -> OK;
            case "fail" -> PRECONDITION_FAILED;
            case "unavailable" -> UNAVAILABLE;
            default -> BAD_REQUEST;
        };
    }

    /**
     * Asks a node.
     *
     * @param line as {@link dev.faultline.gallery.Store#answer} understands it
     * @throws java.net.ConnectException if nothing was asked
     * @throws IOException if it is not known what came of it
     */
    String ask(String node, String line) throws IOException, InterruptedException {
        String[] words = line.split(" ", -1);
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://" + node + ":" + port + "/" + words[1]))
                .timeout(Duration.ofMillis(timeoutMillis));
        if (words.length == 4) {
            request.header(EXPECTED, words[2]);
        }
        if (words.length > 2) {
            request.PUT(HttpRequest.BodyPublishers.ofString(words[words.length - 1]));
        }
        HttpResponse<String> response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return switch (response.statusCode()) {
            case OK -> response.body().isEmpty() ? "ok" : "ok " + response.body();
            case PRECONDITION_FAILED -> "fail";
            case UNAVAILABLE -> "unavailable";
            case BAD_REQUEST -> "bad " + words[0];
            default -> throw new IOException("status " + response.statusCode());
        };
    }
}
