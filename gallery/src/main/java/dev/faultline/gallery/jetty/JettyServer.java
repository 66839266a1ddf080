package dev.faultline.gallery.jetty;

import dev.faultline.gallery.Owners;
import dev.faultline.gallery.Store;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpTimeoutException;
import java.nio.file.Path;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.Callback;

/** A node of the service. Arguments: its name, the names of all nodes joined by commas, port, folder for data. */
public final class JettyServer extends Handler.Abstract {
    private static final int FORWARD_MILLIS = 3_000;

    private final Owners owners;
    private final Store store;
    private final Resources peers;

    private JettyServer(Owners owners, Store store, Resources peers) {
        this.owners = owners;
        this.store = store;
        this.peers = peers;
    }

    /** Serves until the process ends. */
    public static void main(String[] arguments) throws Exception {
        Owners owners = Owners.of(arguments[0], arguments[1]);
        int port = Integer.parseInt(arguments[2]);
        Server server = new Server(port);
        server.setHandler(new JettyServer(
                owners,
                Store.open(Path.of(arguments[3])),
                new Resources(HttpClient.newHttpClient(), port, FORWARD_MILLIS)));
        server.start();
        server.join();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String line = line(request);
        String answer;
        try {
            answer = owners.own(line) ? store.answer(line) : peers.ask(owners.of(line), line);
        } catch (ConnectException e) {
            answer = "unavailable";
        } catch (HttpTimeoutException e) {
            Response.writeError(request, response, callback, HttpStatus.GATEWAY_TIMEOUT_504);
            return true;
        } catch (IOException e) {
            Response.writeError(request, response, callback, HttpStatus.BAD_GATEWAY_502);
            return true;
        }
        response.setStatus(Resources.status(answer));
        Content.Sink.write(response, true, answer.startsWith("ok ") ? answer.substring(3) : "", callback);
        return true;
    }

    private static String line(Request request) throws IOException {
        String key = Request.getPathInContext(request).substring(1);
        if (HttpMethod.GET.is(request.getMethod())) {
            return "read " + key;
        }
        String value = Content.Source.asString(request);
        String expected = request.getHeaders().get(Resources.EXPECTED);
        return expected == null ? "write " + key + " " + value : "cas " + key + " " + expected + " " + value;
    }
}
