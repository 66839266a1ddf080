package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;
import static dev.faultline.sim.conformance.Expect.isTrue;
import static dev.faultline.sim.conformance.Expect.meanwhile;
import static dev.faultline.sim.conformance.Expect.soon;
import static dev.faultline.sim.conformance.Expect.thrown;

import java.io.IOException;
import java.io.InputStream;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** {@link Socket} and {@link ServerSocket}. */
final class SocketCases {
    private static final List<Case> CASES = new ArrayList<>();

    static {
        opening();
        streams();
        ends();
        waits();
        options();
    }

    private SocketCases() {}

    static List<Case> cases() {
        return List.copyOf(CASES);
    }

    private static void add(String name, Case.Body body) {
        CASES.add(new Case("sockets", name, body));
    }

    /** A connection within this host. */
    private record Pair(ServerSocket listener, Socket client, Socket server) implements AutoCloseable {
        static Pair open() throws IOException {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort());
            return new Pair(listener, client, listener.accept());
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
            listener.close();
        }
    }

    private static void opening() {
        add("a connection knows both of its addresses", () -> {
            try (Pair pair = Pair.open()) {
                equal(pair.client.getLocalPort(), pair.server.getPort());
                equal(pair.client.getPort(), pair.server.getLocalPort());
                equal(pair.client.getRemoteSocketAddress(), pair.server.getLocalSocketAddress());
                isTrue(pair.client.getInetAddress().isLoopbackAddress(), "loopback");
            }
        });
        add("a port that nobody listens on refuses", () -> {
            int port;
            try (ServerSocket listener = new ServerSocket(0)) {
                port = listener.getLocalPort();
            }
            equal(
                    thrown(ConnectException.class, () -> new Socket(InetAddress.getLoopbackAddress(), port)),
                    "Connection refused");
        });
        add("a port in use cannot be bound again", () -> {
            try (ServerSocket listener = new ServerSocket(0)) {
                int port = listener.getLocalPort();
                thrown(BindException.class, () -> new ServerSocket(port));
            }
        });
        add("a closed server's port can be bound at once", () -> {
            int port;
            try (Pair pair = Pair.open()) {
                port = pair.listener.getLocalPort();
            }
            new ServerSocket(port, 50, InetAddress.getLoopbackAddress()).close();
        });
        add("an unresolved address is an unknown host", () -> {
            try (Socket socket = new Socket()) {
                thrown(
                        UnknownHostException.class,
                        () -> socket.connect(InetSocketAddress.createUnresolved("nowhere.invalid", 1)));
            }
        });
        add("a connected socket does not connect again", () -> {
            try (Pair pair = Pair.open()) {
                thrown(SocketException.class, () -> pair.client.connect(pair.listener.getLocalSocketAddress()));
            }
        });
        add("a bound server has not to be bound again", () -> {
            try (ServerSocket listener = new ServerSocket(0)) {
                thrown(SocketException.class, () -> listener.bind(new InetSocketAddress(0)));
            }
        });
        add("an unbound server does not accept", () -> {
            try (ServerSocket listener = new ServerSocket()) {
                equal(listener.isBound(), false);
                equal(listener.getLocalPort(), -1);
                thrown(SocketException.class, listener::accept);
            }
        });
        add("a socket keeps the port that it was bound to", () -> {
            try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                    Socket client = new Socket()) {
                client.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                int port = client.getLocalPort();
                client.connect(listener.getLocalSocketAddress());
                try (Socket server = listener.accept()) {
                    equal(server.getPort(), port);
                }
            }
        });
        add("a pending connection waits in the backlog", () -> {
            try (ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
                    Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
                client.getOutputStream().write(42);
                try (Socket server = listener.accept()) {
                    equal(server.getInputStream().read(), 42);
                }
            }
        });
    }

    private static void streams() {
        add("bytes arrive complete and in order", () -> {
            try (Pair pair = Pair.open()) {
                byte[] data = new byte[300_000];
                new Random(4).nextBytes(data);
                var writer = meanwhile(() -> {
                    pair.client.getOutputStream().write(data);
                    pair.client.shutdownOutput();
                    return null;
                });
                isTrue(Arrays.equals(pair.server.getInputStream().readAllBytes(), data), "equal");
                writer.result();
            }
        });
        add("both directions are independent", () -> {
            try (Pair pair = Pair.open()) {
                pair.client.getOutputStream().write(1);
                pair.server.getOutputStream().write(2);
                equal(pair.client.getInputStream().read(), 2);
                equal(pair.server.getInputStream().read(), 1);
            }
        });
        add("a read of no bytes returns at once", () -> {
            try (Pair pair = Pair.open()) {
                equal(pair.client.getInputStream().read(new byte[0]), 0);
            }
        });
        add("available tells what can be read", () -> {
            try (Pair pair = Pair.open()) {
                pair.client.getOutputStream().write(new byte[7]);
                equal(pair.server.getInputStream().read(), 0);
                equal(pair.server.getInputStream().available(), 6);
            }
        });
        add("a read takes what is there, not all it could", () -> {
            try (Pair pair = Pair.open()) {
                pair.client.getOutputStream().write(new byte[5]);
                equal(pair.server.getInputStream().read(new byte[100]), 5);
            }
        });
        add("urgent data stands in line where asked for", () -> {
            try (Pair pair = Pair.open()) {
                pair.server.setOOBInline(true);
                pair.client.sendUrgentData(33);
                equal(pair.server.getInputStream().read(), 33);
            }
        });
        add("a stream of a closed socket is closed", () -> {
            try (Pair pair = Pair.open()) {
                var in = pair.client.getInputStream();
                in.close();
                equal(pair.client.isClosed(), true);
                thrown(SocketException.class, in::read);
            }
        });
    }

    private static void ends() {
        add("the end of a stream is read for ever", () -> {
            try (Pair pair = Pair.open()) {
                pair.client.close();
                equal(pair.server.getInputStream().read(), -1);
                equal(pair.server.getInputStream().read(), -1);
            }
        });
        add("a half-closed connection still receives", () -> {
            try (Pair pair = Pair.open()) {
                pair.client.shutdownOutput();
                equal(pair.server.getInputStream().read(), -1);
                pair.server.getOutputStream().write(9);
                equal(pair.client.getInputStream().read(), 9);
                thrown(
                        SocketException.class,
                        () -> pair.client.getOutputStream().write(1));
            }
        });
        add("shut input reads as the end", () -> {
            try (Pair pair = Pair.open()) {
                InputStream in = pair.client.getInputStream();
                pair.client.shutdownInput();
                equal(in.read(), -1);
                thrown(SocketException.class, pair.client::getInputStream);
                equal(pair.client.isInputShutdown(), true);
                equal(pair.client.isOutputShutdown(), false);
            }
        });
        add("linger of zero resets the other side", () -> {
            try (Pair pair = Pair.open()) {
                pair.client.setSoLinger(true, 0);
                pair.client.close();
                equal(
                        thrown(
                                SocketException.class,
                                () -> pair.server.getInputStream().read()),
                        "Connection reset");
            }
        });
        add("writing to who has gone fails in the end", () -> {
            try (Pair pair = Pair.open()) {
                pair.server.close();
                thrown(SocketException.class, () -> {
                    for (int i = 0; i < 1000; i++) {
                        pair.client.getOutputStream().write(new byte[100]);
                        Thread.sleep(1);
                    }
                });
            }
        });
        add("closing with unread bytes ends the stream of the other side, whose writes then fail", () -> {
            try (Pair pair = Pair.open()) {
                pair.client.getOutputStream().write(new byte[100]);
                Thread.sleep(50);
                equal(pair.server.getInputStream().read(), 0);
                pair.server.close();
                Thread.sleep(50);
                equal(pair.client.getInputStream().read(), -1);
                equal(
                        thrown(
                                SocketException.class,
                                () -> pair.client.getOutputStream().write(1)),
                        "Broken pipe");
            }
        });
        add("a closed server resets whom it has not accepted", () -> {
            ServerSocket listener = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
            try (Socket client = new Socket(listener.getInetAddress(), listener.getLocalPort())) {
                Thread.sleep(50);
                listener.close();
                thrown(SocketException.class, () -> client.getInputStream().read());
            }
        });
        add("a closed socket refuses everything", () -> {
            Socket socket = new Socket();
            socket.close();
            equal(thrown(SocketException.class, () -> socket.setSoTimeout(1)), "Socket is closed");
            equal(thrown(SocketException.class, socket::getInputStream), "Socket is closed");
            equal(thrown(SocketException.class, () -> socket.connect(new InetSocketAddress(1))), "Socket is closed");
        });
    }

    private static void waits() {
        add("accept ends at its timeout", () -> {
            try (ServerSocket listener = new ServerSocket(0)) {
                listener.setSoTimeout(30);
                equal(thrown(SocketTimeoutException.class, listener::accept), "Accept timed out");
            }
        });
        add("a read ends at its timeout, and the socket lives on", () -> {
            try (Pair pair = Pair.open()) {
                pair.client.setSoTimeout(30);
                long before = System.nanoTime();
                equal(
                        thrown(
                                SocketTimeoutException.class,
                                () -> pair.client.getInputStream().read()),
                        "Read timed out");
                isTrue(System.nanoTime() - before >= 29_000_000, "it waited");
                pair.server.getOutputStream().write(5);
                pair.client.setSoTimeout(0);
                equal(pair.client.getInputStream().read(), 5);
            }
        });
        add("closing wakes a reader", () -> {
            try (Pair pair = Pair.open()) {
                soon(pair.client::close);
                equal(
                        thrown(
                                SocketException.class,
                                () -> pair.client.getInputStream().read()),
                        "Socket closed");
            }
        });
        add("closing wakes an accept", () -> {
            try (ServerSocket listener = new ServerSocket(0)) {
                soon(listener::close);
                equal(thrown(SocketException.class, listener::accept), "Socket closed");
            }
        });
        add("an interrupt does not wake a reader on a platform thread", () -> {
            try (Pair pair = Pair.open()) {
                var reader = meanwhile(() -> pair.client.getInputStream().read());
                Thread.sleep(50);
                reader.thread().interrupt();
                Thread.sleep(50);
                pair.server.getOutputStream().write(8);
                equal(reader.result(), 8);
            }
        });
        add("an interrupt of a virtual thread that reads closes its socket", () -> {
            try (Pair pair = Pair.open()) {
                List<String> seen = new ArrayList<>();
                Thread reader = Thread.ofVirtual().start(() -> {
                    try {
                        pair.client.getInputStream().read();
                    } catch (IOException e) {
                        seen.add(e.getMessage() + " " + Thread.currentThread().isInterrupted());
                    }
                });
                Thread.sleep(50);
                reader.interrupt();
                reader.join();
                equal(seen, List.of("Closed by interrupt true"));
                isTrue(pair.client.isClosed(), "closed");
                equal(pair.server.getInputStream().read(), -1);
            }
        });
        add("an interrupt of a virtual thread that accepts closes its listener", () -> {
            try (ServerSocket listener = new ServerSocket(0)) {
                List<String> seen = new ArrayList<>();
                Thread acceptor = Thread.ofVirtual().start(() -> {
                    try {
                        listener.accept();
                    } catch (IOException e) {
                        seen.add(e.getMessage());
                    }
                });
                Thread.sleep(50);
                acceptor.interrupt();
                acceptor.join();
                equal(seen, List.of("Closed by interrupt"));
                isTrue(listener.isClosed(), "closed");
            }
        });
        add("a virtual thread that is interrupted already still reads what is there", () -> {
            try (Pair pair = Pair.open()) {
                pair.server.getOutputStream().write(5);
                Thread.sleep(50);
                List<Integer> seen = new ArrayList<>();
                Thread reader = Thread.ofVirtual().start(() -> {
                    Thread.currentThread().interrupt();
                    try {
                        seen.add(pair.client.getInputStream().read());
                    } catch (IOException e) {
                        seen.add(-2);
                    }
                });
                reader.join();
                equal(seen, List.of(5));
            }
        });
        add("a writer waits for a slow reader", () -> {
            try (Pair pair = Pair.open()) {
                byte[] data = new byte[20_000_000];
                var writer = meanwhile(() -> {
                    pair.client.getOutputStream().write(data);
                    pair.client.shutdownOutput();
                    return null;
                });
                Thread.sleep(100);
                isTrue(writer.thread().isAlive(), "it waits");
                equal(pair.server.getInputStream().readAllBytes().length, data.length);
                writer.result();
            }
        });
    }

    private static void options() {
        add("options keep what was set", () -> {
            try (Socket socket = new Socket()) {
                socket.setTcpNoDelay(true);
                socket.setKeepAlive(true);
                socket.setSoLinger(true, 7);
                socket.setReuseAddress(true);
                equal(socket.getTcpNoDelay(), true);
                equal(socket.getKeepAlive(), true);
                equal(socket.getSoLinger(), 7);
                equal(socket.getReuseAddress(), true);
                socket.setSoLinger(false, 7);
                equal(socket.getSoLinger(), -1);
            }
        });
        add("options by name and by method are the same", () -> {
            try (Socket socket = new Socket()) {
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
                equal(socket.getTcpNoDelay(), true);
                isTrue(socket.supportedOptions().contains(StandardSocketOptions.SO_LINGER), "SO_LINGER");
            }
        });
        add("impossible values are refused", () -> {
            try (Socket socket = new Socket()) {
                thrown(IllegalArgumentException.class, () -> socket.setSoTimeout(-1));
                thrown(IllegalArgumentException.class, () -> socket.setReceiveBufferSize(0));
                thrown(IllegalArgumentException.class, () -> socket.setTrafficClass(256));
                thrown(IllegalArgumentException.class, () -> new InetSocketAddress(70_000));
            }
        });
    }
}
