package dev.faultline.gallery.jetty;

import dev.faultline.workload.Client;
import dev.faultline.workload.ClientContext;
import dev.faultline.workload.LineProtocol;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Asks one node, which passes on what is not its own; another one after that did not answer. */
public final class HttpResourceClient implements Client {
    private List<String> nodes = List.of();
    private int node;
    private Optional<String> chosen = Optional.empty();
    private Optional<String> answeredBy = Optional.empty();
    private @Nullable Resources resources;

    /** Creates a client that is not connected. */
    public HttpResourceClient() {}

    @Override
    public boolean goThrough(String only) {
        chosen = Optional.of(only);
        return true;
    }

    @Override
    public Optional<String> target() {
        return Optional.of(chosen.orElse(nodes.get(node % nodes.size())));
    }

    /** The node that was asked, though another may have passed the answer on to it. */
    @Override
    public Optional<String> answeredBy() {
        return answeredBy;
    }

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
        String server = target().orElseThrow();
        answeredBy = Optional.empty();
        try {
            String answer = open.ask(server, LineProtocol.line(request));
            answeredBy = Optional.of(server);
            return LineProtocol.reply(request, answer);
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
