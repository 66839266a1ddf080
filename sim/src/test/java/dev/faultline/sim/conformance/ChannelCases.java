package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;
import static dev.faultline.sim.conformance.Expect.isTrue;
import static dev.faultline.sim.conformance.Expect.meanwhile;
import static dev.faultline.sim.conformance.Expect.soon;
import static dev.faultline.sim.conformance.Expect.thrown;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.IllegalBlockingModeException;
import java.nio.channels.NoConnectionPendingException;
import java.nio.channels.NotYetBoundException;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Stream channels and selectors. */
final class ChannelCases {
    private static final List<Case> CASES = new ArrayList<>();

    static {
        channels();
        selectors();
        keys();
    }

    private ChannelCases() {}

    static List<Case> cases() {
        return List.copyOf(CASES);
    }

    private static void add(String area, String name, Case.Body body) {
        CASES.add(new Case(area, name, body));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static ServerSocketChannel listening() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    /** A connection within this host. */
    private record Pair(ServerSocketChannel listener, SocketChannel client, SocketChannel server)
            implements AutoCloseable {
        static Pair open() throws IOException {
            ServerSocketChannel listener = listening();
            SocketChannel client = SocketChannel.open(listener.getLocalAddress());
            return new Pair(listener, client, listener.accept());
        }

        @Override
        public void close() throws IOException {
            client.close();
            server.close();
            listener.close();
        }
    }

    private static void channels() {
        String area = "stream channels";
        add(area, "a channel reads and writes", () -> {
            try (Pair pair = Pair.open()) {
                equal(pair.client.write(bytes("hello")), 5);
                ByteBuffer target = ByteBuffer.allocateDirect(10);
                equal(pair.server.read(target), 5);
                equal(pair.client.getRemoteAddress(), pair.server.getLocalAddress());
            }
        });
        add(area, "gathering and scattering", () -> {
            try (Pair pair = Pair.open()) {
                equal(pair.client.write(new ByteBuffer[] {bytes("ab"), bytes("cd")}), 4L);
                ByteBuffer[] targets = {ByteBuffer.allocate(3), ByteBuffer.allocate(3)};
                equal(pair.server.read(targets), 4L);
                equal(targets[1].position(), 1);
            }
        });
        add(area, "a non-blocking read returns nothing where there is nothing", () -> {
            try (Pair pair = Pair.open()) {
                pair.server.configureBlocking(false);
                equal(pair.server.read(ByteBuffer.allocate(1)), 0);
            }
        });
        add(area, "a non-blocking write stops at full buffers", () -> {
            try (Pair pair = Pair.open()) {
                pair.client.configureBlocking(false);
                ByteBuffer source = ByteBuffer.allocate(50_000_000);
                int written = pair.client.write(source);
                isTrue(written > 0 && source.hasRemaining(), "a part is written");
            }
        });
        add(area, "a non-blocking accept returns nothing where there is nobody", () -> {
            try (ServerSocketChannel listener = listening()) {
                listener.configureBlocking(false);
                equal(listener.accept(), null);
            }
        });
        add(area, "unconnected channels refuse", () -> {
            try (SocketChannel channel = SocketChannel.open();
                    ServerSocketChannel listener = ServerSocketChannel.open()) {
                thrown(NotYetConnectedException.class, () -> channel.read(ByteBuffer.allocate(1)));
                thrown(NotYetConnectedException.class, () -> channel.write(ByteBuffer.allocate(1)));
                thrown(NoConnectionPendingException.class, channel::finishConnect);
                thrown(NotYetBoundException.class, listener::accept);
                thrown(
                        UnresolvedAddressException.class,
                        () -> channel.connect(InetSocketAddress.createUnresolved("nowhere.invalid", 1)));
            }
        });
        add(area, "a refused connection closes the channel", () -> {
            InetSocketAddress nobody;
            try (ServerSocketChannel listener = listening()) {
                nobody = (InetSocketAddress) listener.getLocalAddress();
            }
            SocketChannel channel = SocketChannel.open();
            thrown(ConnectException.class, () -> channel.connect(nobody));
            equal(channel.isOpen(), false);
        });
        add(area, "a connected channel does not connect again", () -> {
            try (Pair pair = Pair.open()) {
                thrown(AlreadyConnectedException.class, () -> pair.client.connect(pair.listener.getLocalAddress()));
            }
        });
        add(area, "closing wakes a channel's reader", () -> {
            try (Pair pair = Pair.open()) {
                soon(pair.client::close);
                thrown(AsynchronousCloseException.class, () -> pair.client.read(ByteBuffer.allocate(1)));
                thrown(ClosedChannelException.class, () -> pair.client.read(ByteBuffer.allocate(1)));
            }
        });
        add(area, "an interrupt closes a channel that reads", () -> {
            try (Pair pair = Pair.open()) {
                Thread self = Thread.currentThread();
                soon(self::interrupt);
                thrown(ClosedByInterruptException.class, () -> pair.client.read(ByteBuffer.allocate(1)));
                equal(Thread.interrupted(), true);
            }
        });
        add(area, "half-closed channels read on", () -> {
            try (Pair pair = Pair.open()) {
                pair.client.shutdownOutput();
                equal(pair.server.read(ByteBuffer.allocate(1)), -1);
                pair.server.write(bytes("x"));
                equal(pair.client.read(ByteBuffer.allocate(1)), 1);
                thrown(AsynchronousCloseException.class, () -> pair.client.write(bytes("y")));
            }
        });
    }

    private static void selectors() {
        String area = "selectors";
        add(area, "a selector sees accept, connect, read and write", () -> {
            try (ServerSocketChannel listener = listening();
                    SocketChannel client = SocketChannel.open();
                    Selector selector = Selector.open()) {
                listener.configureBlocking(false);
                listener.register(selector, SelectionKey.OP_ACCEPT);
                client.configureBlocking(false);
                client.register(selector, SelectionKey.OP_CONNECT);
                boolean connected = client.connect(listener.getLocalAddress());
                SocketChannel server = null;
                while (server == null || !connected) {
                    selector.select();
                    for (SelectionKey key : selector.selectedKeys()) {
                        if (key.isAcceptable()) {
                            server = listener.accept();
                        } else if (key.isConnectable()) {
                            connected = client.finishConnect();
                            key.interestOps(SelectionKey.OP_WRITE);
                        }
                    }
                    selector.selectedKeys().clear();
                }
                server.configureBlocking(false);
                SelectionKey reading = server.register(selector, SelectionKey.OP_READ);
                client.write(bytes("x"));
                while (!selector.selectedKeys().contains(reading)) {
                    selector.select();
                }
                equal(reading.isReadable(), true);
                server.close();
            }
        });
        add(area, "select ends at its timeout", () -> {
            try (Selector selector = Selector.open()) {
                long before = System.nanoTime();
                equal(selector.select(30), 0);
                isTrue(System.nanoTime() - before >= 29_000_000, "it waited");
            }
        });
        add(area, "a wakeup ends the next selection", () -> {
            try (Selector selector = Selector.open()) {
                selector.wakeup();
                selector.wakeup();
                equal(selector.select(), 0);
                soon(selector::wakeup);
                equal(selector.select(), 0);
            }
        });
        add(area, "an interrupt ends a selection and leaves the selector open", () -> {
            try (Selector selector = Selector.open()) {
                Thread self = Thread.currentThread();
                soon(self::interrupt);
                equal(selector.select(), 0);
                equal(Thread.interrupted(), true);
                equal(selector.isOpen(), true);
            }
        });
        add(area, "closing ends a selection", () -> {
            Selector selector = Selector.open();
            soon(selector::close);
            equal(selector.select(), 0);
            thrown(ClosedSelectorException.class, selector::select);
        });
        add(area, "a selected key is counted once", () -> {
            try (Pair pair = Pair.open();
                    Selector selector = Selector.open()) {
                pair.client.configureBlocking(false);
                pair.client.register(selector, SelectionKey.OP_WRITE);
                equal(selector.select(), 1);
                equal(selector.select(), 0);
                equal(selector.selectedKeys().size(), 1);
                selector.selectedKeys().clear();
                equal(selector.selectNow(), 1);
            }
        });
        add(area, "an action is called for each ready key", () -> {
            try (Pair pair = Pair.open();
                    Selector selector = Selector.open()) {
                pair.client.configureBlocking(false);
                pair.client.register(selector, SelectionKey.OP_WRITE, "mine");
                List<Object> seen = new ArrayList<>();
                equal(selector.select(key -> seen.add(key.attachment())), 1);
                equal(seen, List.of("mine"));
                equal(selector.selectedKeys().size(), 0);
            }
        });
        add(area, "the end of a stream is readable", () -> {
            try (Pair pair = Pair.open();
                    Selector selector = Selector.open()) {
                pair.server.configureBlocking(false);
                pair.server.register(selector, SelectionKey.OP_READ);
                pair.client.close();
                equal(selector.select(), 1);
                equal(pair.server.read(ByteBuffer.allocate(1)), -1);
            }
        });
        add(area, "another thread may register while one selects", () -> {
            try (Pair pair = Pair.open();
                    Selector selector = Selector.open()) {
                pair.client.configureBlocking(false);
                var selecting = meanwhile(() -> selector.select(5000));
                Thread.sleep(50);
                pair.client.register(selector, SelectionKey.OP_WRITE);
                selector.wakeup();
                selecting.result();
                equal(selector.keys().size(), 1);
            }
        });
    }

    private static void keys() {
        String area = "selectors";
        add(area, "a cancelled key leaves at the next selection", () -> {
            try (Pair pair = Pair.open();
                    Selector selector = Selector.open()) {
                pair.client.configureBlocking(false);
                SelectionKey key = pair.client.register(selector, SelectionKey.OP_WRITE);
                key.cancel();
                equal(key.isValid(), false);
                equal(selector.keys().size(), 1);
                thrown(CancelledKeyException.class, key::interestOps);
                selector.selectNow();
                equal(selector.keys().size(), 0);
                equal(pair.client.isRegistered(), false);
            }
        });
        add(area, "only non-blocking channels are registered", () -> {
            try (Pair pair = Pair.open();
                    Selector selector = Selector.open()) {
                thrown(IllegalBlockingModeException.class, () -> pair.client.register(selector, SelectionKey.OP_WRITE));
                pair.client.configureBlocking(false);
                thrown(IllegalArgumentException.class, () -> pair.client.register(selector, SelectionKey.OP_ACCEPT));
                pair.client.register(selector, SelectionKey.OP_WRITE);
                thrown(IllegalBlockingModeException.class, () -> pair.client.configureBlocking(true));
            }
        });
        add(area, "interest is changed bit by bit", () -> {
            try (Pair pair = Pair.open();
                    Selector selector = Selector.open()) {
                pair.client.configureBlocking(false);
                SelectionKey key = pair.client.register(selector, 0);
                equal(key.interestOpsOr(SelectionKey.OP_READ), 0);
                equal(key.interestOpsOr(SelectionKey.OP_WRITE), SelectionKey.OP_READ);
                equal(key.interestOpsAnd(SelectionKey.OP_WRITE), SelectionKey.OP_READ | SelectionKey.OP_WRITE);
                equal(key.interestOps(), SelectionKey.OP_WRITE);
                equal(pair.client.keyFor(selector), key);
            }
        });
        add(area, "nobody adds to the sets of a selector", () -> {
            try (Pair pair = Pair.open();
                    Selector selector = Selector.open()) {
                pair.client.configureBlocking(false);
                SelectionKey key = pair.client.register(selector, SelectionKey.OP_WRITE);
                thrown(
                        UnsupportedOperationException.class,
                        () -> selector.keys().remove(key));
                thrown(
                        UnsupportedOperationException.class,
                        () -> selector.selectedKeys().add(key));
            }
        });
    }
}
