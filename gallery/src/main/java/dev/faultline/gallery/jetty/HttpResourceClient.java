package dev.faultline.gallery.jetty;

import dev.faultline.experiment.Client;
import dev.faultline.experiment.ClientContext;
import dev.faultline.experiment.LineProtocol;
import dev.faultline.experiment.Reply;
import dev.faultline.experiment.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks one node, which passes on what is not its own; another one after that did not answer. */
public final class HttpResourceClient implements Client {
    private List<String> nodes = List.of();
    private int node;
    private @Nullable Resources resources;

    /** Creates a client that is not connected. */
    public HttpResourceClient() {}

    @Override
    public void open(ClientContext context) {
        nodes = context.nodes();
        node = context.number();
        resources = new Resources(HttpClient.newHttpClient(), context.number("port"), context.operationTimeoutMillis());
    }

    @Override
    public Reply invoke(Request request) throws InterruptedException, IOException {
        Resources open = resources;
        if (open == null) {
            throw new IllegalStateException("not open");
        }
        String server = nodes.get(node % nodes.size());
        try {
            return LineProtocol.reply(request, open.ask(server, LineProtocol.line(request)));
        } catch (ConnectException e) {
            node++;
            return new Reply.Fail(server + " cannot be reached");
        } catch (IOException e) {
            node++;
            return new Reply.Unknown(String.valueOf(e));
        }
    }

    @Override
    public void close() {
        Resources open = resources;
        resources = null;
        if (open != null) {
            open.client().shutdownNow();
        }
    }
}
