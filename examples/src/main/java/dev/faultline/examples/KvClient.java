package dev.faultline.examples;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * A connection of a client to one node of the store. Not thread-safe: one request at a time.
 *
 * <p>It follows no redirection; the caller decides whom to ask after {@code moved}.
 */
public final class KvClient implements AutoCloseable {
    private final Socket socket;
    private final LineReader in;

    private KvClient(Socket socket) throws IOException {
        this.socket = socket;
        in = new LineReader(socket.getInputStream());
    }

    /**
     * Connects to a node.
     *
     * @param address {@code HOST:PORT} of the node's client port
     * @param timeout at least a millisecond
     * @throws IllegalArgumentException when the address or the timeout is none
     * @throws IOException when nobody answers in time; certainly nothing was done
     */
    public static KvClient connect(String address, Duration timeout) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(Address.parse(address).resolve(), millis(timeout));
            socket.setTcpNoDelay(true);
            return new KvClient(socket);
        } catch (IOException | IllegalArgumentException e) {
            socket.close();
            throw e;
        }
    }

    /**
     * Sends a request and waits for its reply.
     *
     * @param line see {@link KvServer}
     * @param timeout at least a millisecond
     * @return the reply; empty when its fate is unknown. The connection is closed then: a late reply would be taken for
     *     that to the next request
     * @throws IllegalArgumentException when the line is more than one, or the timeout is none
     */
    public Optional<String> request(String line, Duration timeout) {
        if (line.indexOf('\n') >= 0 || line.indexOf('\r') >= 0) {
            throw new IllegalArgumentException("a request is a single line");
        }
        int timeoutMillis = millis(timeout);
        try {
            socket.setSoTimeout(timeoutMillis);
            socket.getOutputStream().write((line + "\n").getBytes(StandardCharsets.UTF_8));
            Optional<String> reply = in.next();
            if (reply.isEmpty()) {
                close();
            }
            return reply;
        } catch (IOException silence) {
            close();
            return Optional.empty();
        }
    }

    private static int millis(Duration timeout) {
        long millis = timeout.toMillis();
        if (millis < 1 || millis > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("a timeout is at least a millisecond: " + timeout);
        }
        return (int) millis;
    }

    /** Whether another request can be sent. */
    public boolean isOpen() {
        return !socket.isClosed();
    }

    /** Closes the connection. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // Nothing is left to be lost.
        }
    }

    /**
     * Sends one request and prints the reply.
     *
     * @param args {@code HOST:PORT COMMAND...}; exit status 0 for {@code ok}, 1 for any other reply, 2 when the fate is
     *     unknown, 254 for wrong usage
     */
    public static void main(String[] args) {
        if (args.length < 2) {
            System.err.println("usage: KvClient HOST:PORT " + Command.GRAMMAR);
            System.exit(254);
        }
        String line = String.join(" ", Arrays.copyOfRange(args, 1, args.length));
        try (KvClient client = connect(args[0], Duration.ofSeconds(1))) {
            String reply = client.request(line, Duration.ofSeconds(5)).orElse("unknown");
            System.out.println(reply);
            System.exit(reply.startsWith("ok") ? 0 : reply.equals("unknown") ? 2 : 1);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(254);
        } catch (IOException e) {
            System.out.println("unavailable");
            System.exit(1);
        }
    }
}
