package dev.faultline.workload;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Talks to any system whose nodes speak this protocol of lines over TCP: the simplest way to test a server of one's own.
 *
 * <p>A request is a line: {@code read KEY}, {@code write KEY VALUE}, {@code cas KEY OLD NEW}, or what else {@link LineProtocol} has. Its reply
 * is one of:
 *
 * <ul>
 *   <li>{@code ok}: it was carried out; {@code ok VALUE}: this was read, {@code ok nil} or {@code ok} if there was nothing
 *   <li>{@code fail}: it was not carried out and will not be, as a cas that found another value
 *   <li>{@code moved NODE}: nothing was done; the client asks that node
 *   <li>{@code unavailable}: nothing was done; the client asks the next node when it has the next request
 *   <li>{@code bad REASON}: nothing was done, the request was not understood
 * </ul>
 *
 * A connection that ends or stays silent leaves open what came of the request. Lines end with {@code \n} and are in UTF-8.
 *
 * <p>Settings, in {@code [client.settings]} of an experiment: {@code port}, the same at every node. How long a reply may
 * take is the workload's {@code operation-timeout}.
 */
public final class LineClient implements Client {
    private static final int CONNECT_MILLIS = 1_000;

    private List<String> nodes = List.of();
    private int port;
    private int timeoutMillis;
    /** The node to ask first. */
    private int node;

    /** The node to ask first each time; empty if any will do. */
    private Optional<String> home = Optional.empty();

    private @Nullable Connection connection;
    private Optional<String> answeredBy = Optional.empty();

    /** Makes one that is not connected. */
    public LineClient() {}

    /** A reply {@code moved} is followed all the same; the next request goes to the node again. */
    @Override
    public boolean goThrough(String chosen) {
        home = Optional.of(chosen);
        return true;
    }

    @Override
    public Optional<String> target() {
        return Optional.of(home.orElse(nodes.get(node)));
    }

    @Override
    public Optional<String> answeredBy() {
        return answeredBy;
    }

    /**
     * Connects to the first node that can be reached, beginning with one that depends on the client's number; or to the one
     * that was chosen.
     */
    @Override
    public void open(ClientContext context) throws IOException {
        nodes = context.nodes();
        port = context.number("port");
        timeoutMillis = context.operationTimeoutMillis();
        node = home.map(nodes::indexOf).orElse(context.number() % nodes.size());
        int choices = home.isPresent() ? 1 : nodes.size();
        for (int tried = 1; connection == null; tried++) {
            try {
                connection = connect();
            } catch (IOException e) {
                if (tried == choices) {
                    throw e;
                }
                node = (node + 1) % nodes.size();
            }
        }
    }

    @Override
    public Reply invoke(Request request) throws IOException {
        answeredBy = Optional.empty();
        if (home.isPresent() && node != nodes.indexOf(home.get())) {
            close();
            node = nodes.indexOf(home.get());
        }
        for (int asked = 0; asked <= nodes.size(); asked++) {
            Connection current = connection;
            if (current == null) {
                try {
                    current = connect();
                    connection = current;
                } catch (IOException e) {
                    answeredBy = Optional.empty();
                    return elsewhere(nodes.get(node) + " cannot be reached");
                }
            }
            String answer = current.ask(LineProtocol.line(request));
            answeredBy = Optional.of(nodes.get(node));
            int target = answer.startsWith("moved ") ? nodes.indexOf(answer.substring("moved ".length())) : -1;
            if (target < 0) {
                return reply(request, answer);
            }
            close();
            node = target;
        }
        return elsewhere("sent from node to node");
    }

    private Reply reply(Request request, String answer) throws IOException {
        if (answer.equals("unavailable") || answer.startsWith("moved ")) {
            return elsewhere(nodes.get(node) + ": " + answer);
        }
        return LineProtocol.reply(request, answer);
    }

    /** Fails, and asks the next node when there is another request. */
    private Reply elsewhere(String reason) throws IOException {
        close();
        node = (node + 1) % nodes.size();
        return new Reply.Fail(reason);
    }

    private Connection connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(nodes.get(node), port), Math.min(CONNECT_MILLIS, timeoutMillis));
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(timeoutMillis);
            InputStreamReader reader = new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8);
            return new Connection(socket, new BufferedReader(reader));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        Connection open = connection;
        connection = null;
        if (open != null) {
            open.socket().close();
        }
    }

    private record Connection(Socket socket, BufferedReader in) {
        String ask(String line) throws IOException {
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            String answer = in.readLine();
            if (answer == null) {
                throw new IOException("the connection ended");
            }
            return answer;
        }
    }
}
