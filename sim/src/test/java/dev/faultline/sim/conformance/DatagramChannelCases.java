package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;
import static dev.faultline.sim.conformance.Expect.soon;
import static dev.faultline.sim.conformance.Expect.thrown;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.PortUnreachableException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@link DatagramChannel}. */
final class DatagramChannelCases {
    private static final List<Case> CASES = new ArrayList<>();
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    static {
        channels();
        connectedChannels();
        selecting();
    }

    private DatagramChannelCases() {}

    static List<Case> cases() {
        return List.copyOf(CASES);
    }

    private static void add(String name, Case.Body body) {
        CASES.add(new Case("datagrams", name, body));
    }

    private static DatagramChannel channel() throws IOException {
        return DatagramChannel.open(StandardProtocolFamily.INET).bind(DatagramCases.here(0));
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static void channels() {
        add("a channel sends and receives", () -> {
            try (DatagramChannel one = channel();
                    DatagramChannel two = channel()) {
                equal(one.send(bytes("hello"), two.getLocalAddress()), 5);
                ByteBuffer target = ByteBuffer.allocateDirect(10);
                equal(two.receive(target), one.getLocalAddress());
                equal(target.position(), 5);
            }
        });
        add("a channel's receive cuts to the buffer", () -> {
            try (DatagramChannel one = channel();
                    DatagramChannel two = channel()) {
                one.send(bytes("hello"), two.getLocalAddress());
                ByteBuffer target = ByteBuffer.allocate(3);
                two.receive(target);
                equal(new String(target.array(), StandardCharsets.UTF_8), "hel");
            }
        });
        add("a non-blocking receive returns nothing where there is nothing", () -> {
            try (DatagramChannel channel = channel()) {
                channel.configureBlocking(false);
                equal(channel.receive(ByteBuffer.allocate(1)), null);
            }
        });
        add("channel and socket have one address", () -> {
            try (DatagramChannel channel = channel()) {
                equal(channel.socket().getLocalSocketAddress(), channel.getLocalAddress());
                equal(channel.socket().getChannel(), channel);
            }
        });
        add("a new channel is not bound", () -> {
            try (DatagramChannel channel = DatagramChannel.open()) {
                equal(channel.getLocalAddress(), null);
                equal(channel.isConnected(), false);
                equal(channel.getOption(StandardSocketOptions.SO_BROADCAST), false);
            }
        });
        add("closing wakes a channel's receiver", () -> {
            try (DatagramChannel channel = channel()) {
                soon(channel::close);
                thrown(AsynchronousCloseException.class, () -> channel.receive(ByteBuffer.allocate(1)));
                thrown(ClosedChannelException.class, () -> channel.receive(ByteBuffer.allocate(1)));
            }
        });
        add("an interrupt closes a channel that receives", () -> {
            try (DatagramChannel channel = channel()) {
                Thread self = Thread.currentThread();
                soon(self::interrupt);
                thrown(ClosedByInterruptException.class, () -> channel.receive(ByteBuffer.allocate(1)));
                equal(Thread.interrupted(), true);
                equal(channel.isOpen(), false);
            }
        });
    }

    private static void connectedChannels() {
        add("read and write need a connection", () -> {
            try (DatagramChannel channel = channel()) {
                thrown(NotYetConnectedException.class, () -> channel.read(ByteBuffer.allocate(1)));
                thrown(NotYetConnectedException.class, () -> channel.write(ByteBuffer.allocate(1)));
            }
        });
        add("connected channels gather and scatter", () -> {
            try (DatagramChannel one = channel();
                    DatagramChannel two = channel()) {
                one.connect(two.getLocalAddress());
                two.connect(one.getLocalAddress());
                equal(one.write(new ByteBuffer[] {bytes("ab"), bytes("cde")}), 5L);
                ByteBuffer[] targets = {ByteBuffer.allocate(3), ByteBuffer.allocate(9)};
                equal(two.read(targets), 5L);
                equal(new String(targets[0].array(), StandardCharsets.UTF_8), "abc");
                equal(targets[1].position(), 2);
                equal(two.getRemoteAddress(), one.getLocalAddress());
            }
        });
        add("a channel connects once", () -> {
            try (DatagramChannel one = channel();
                    DatagramChannel two = channel()) {
                one.connect(two.getLocalAddress());
                thrown(AlreadyConnectedException.class, () -> one.connect(two.getLocalAddress()));
                one.disconnect();
                equal(one.getRemoteAddress(), null);
                one.connect(two.getLocalAddress());
            }
        });
        add("a connected channel is told that a port is unreachable", () -> {
            try (DatagramChannel channel = channel()) {
                channel.connect(DatagramCases.here(DatagramCases.unusedPort()));
                channel.write(bytes("x"));
                thrown(PortUnreachableException.class, () -> channel.read(ByteBuffer.allocate(1)));
            }
        });
    }

    private static void selecting() {
        add("a selector waits for a datagram", () -> {
            try (DatagramChannel one = channel();
                    DatagramChannel two = channel();
                    Selector selector = Selector.open()) {
                two.configureBlocking(false);
                SelectionKey key = two.register(selector, SelectionKey.OP_READ);
                equal(selector.selectNow(), 0);
                soon(() -> one.send(bytes("x"), two.getLocalAddress()));
                equal(selector.select(5000), 1);
                equal(key.isReadable(), true);
                two.receive(ByteBuffer.allocate(1));
                selector.selectedKeys().clear();
                equal(selector.select(20), 0);
            }
        });
        add("a datagram channel can always be written to", () -> {
            try (DatagramChannel channel = channel();
                    Selector selector = Selector.open()) {
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_WRITE);
                equal(selector.select(), 1);
            }
        });
        add("a closed channel leaves its selector and frees its port", () -> {
            try (Selector selector = Selector.open()) {
                DatagramChannel channel = channel();
                int port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
                channel.configureBlocking(false);
                channel.register(selector, SelectionKey.OP_READ);
                channel.close();
                selector.selectNow();
                equal(selector.keys().size(), 0);
                new DatagramSocket(port, LOOPBACK).close();
            }
        });
    }
}
