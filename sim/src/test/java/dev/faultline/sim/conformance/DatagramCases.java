package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;
import static dev.faultline.sim.conformance.Expect.isTrue;
import static dev.faultline.sim.conformance.Expect.meanwhile;
import static dev.faultline.sim.conformance.Expect.soon;
import static dev.faultline.sim.conformance.Expect.thrown;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.AlreadyConnectedException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.channels.NotYetConnectedException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** {@link DatagramSocket}, {@link MulticastSocket} and {@link DatagramChannel}. */
final class DatagramCases {
    private static final List<Case> CASES = new ArrayList<>();
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String GROUP = "239.255.17.4";

    static {
        sockets();
        connectedSockets();
        closing();
        channels();
        connectedChannels();
        selecting();
        multicast();
    }

    private DatagramCases() {}

    static List<Case> cases() {
        return List.copyOf(CASES);
    }

    private static void add(String name, Case.Body body) {
        CASES.add(new Case("datagrams", name, body));
    }

    private static InetSocketAddress here(int port) throws IOException {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static DatagramSocket socket() throws IOException {
        return new DatagramSocket(here(0));
    }

    private static DatagramPacket packet(String text, DatagramSocket to) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new DatagramPacket(bytes, bytes.length, to.getLocalSocketAddress());
    }

    private static String receive(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(5000);
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        return new String(packet.getData(), packet.getOffset(), packet.getLength(), StandardCharsets.UTF_8);
    }

    private static int unusedPort() throws IOException {
        try (DatagramSocket socket = socket()) {
            return socket.getLocalPort();
        }
    }

    private static void sockets() {
        add("a datagram carries its bytes and its source", () -> {
            try (DatagramSocket one = socket();
                    DatagramSocket two = socket()) {
                one.send(packet("hello", two));
                DatagramPacket packet = new DatagramPacket(new byte[100], 100);
                two.receive(packet);
                equal(packet.getLength(), 5);
                equal(packet.getSocketAddress(), one.getLocalSocketAddress());
            }
        });
        add("a long datagram is cut to the buffer, and the rest is gone", () -> {
            try (DatagramSocket one = socket();
                    DatagramSocket two = socket()) {
                one.send(packet("abcdef", two));
                one.send(packet("next", two));
                DatagramPacket packet = new DatagramPacket(new byte[100], 10, 3);
                two.receive(packet);
                equal(new String(packet.getData(), 10, packet.getLength(), StandardCharsets.UTF_8), "abc");
                equal(receive(two), "next");
            }
        });
        add("an empty datagram arrives", () -> {
            try (DatagramSocket one = socket();
                    DatagramSocket two = socket()) {
                one.send(packet("", two));
                equal(receive(two), "");
            }
        });
        add("the largest datagram has 65507 bytes", () -> {
            try (DatagramSocket one = socket();
                    DatagramSocket two = socket()) {
                one.send(new DatagramPacket(new byte[65_507], 65_507, two.getLocalSocketAddress()));
                DatagramPacket packet = new DatagramPacket(new byte[70_000], 70_000);
                two.receive(packet);
                equal(packet.getLength(), 65_507);
                equal(
                        thrown(
                                SocketException.class,
                                () -> one.send(
                                        new DatagramPacket(new byte[65_508], 65_508, two.getLocalSocketAddress()))),
                        "Message too long");
            }
        });
        add("datagrams between two sockets keep their order on this host", () -> {
            try (DatagramSocket one = socket();
                    DatagramSocket two = socket()) {
                for (int i = 0; i < 20; i++) {
                    one.send(packet("" + i, two));
                }
                for (int i = 0; i < 20; i++) {
                    equal(receive(two), "" + i);
                }
            }
        });
        add("receive ends at its timeout", () -> {
            try (DatagramSocket socket = socket()) {
                socket.setSoTimeout(30);
                equal(
                        thrown(SocketTimeoutException.class, () -> socket.receive(new DatagramPacket(new byte[1], 1))),
                        "Receive timed out");
            }
        });
        add("nobody's port swallows what an unconnected socket sends", () -> {
            try (DatagramSocket one = socket();
                    DatagramSocket two = socket()) {
                one.send(new DatagramPacket(new byte[1], 1, here(unusedPort())));
                Thread.sleep(20);
                one.send(packet("fine", two));
                equal(receive(two), "fine");
            }
        });
        add("a datagram port in use cannot be bound again", () -> {
            try (DatagramSocket one = socket()) {
                thrown(BindException.class, () -> new DatagramSocket(one.getLocalPort(), LOOPBACK));
            }
        });
        add("stream and datagram ports are apart", () -> {
            try (DatagramSocket one = socket()) {
                new java.net.ServerSocket(one.getLocalPort(), 1, InetAddress.getLoopbackAddress()).close();
            }
        });
        add("two multicast sockets share a port", () -> {
            try (MulticastSocket one = new MulticastSocket(0);
                    MulticastSocket two = new MulticastSocket(one.getLocalPort())) {
                equal(one.getLocalPort(), two.getLocalPort());
                equal(two.getReuseAddress(), true);
            }
        });
        add("an unbound socket is bound by its first datagram", () -> {
            try (DatagramSocket one = new DatagramSocket(null);
                    DatagramSocket two = socket()) {
                equal(one.isBound(), false);
                equal(one.getLocalPort(), 0);
                one.send(packet("x", two));
                equal(one.isBound(), true);
                isTrue(one.getLocalPort() > 0, "a port");
                thrown(SocketException.class, () -> one.bind(null));
            }
        });
        add("datagram options keep what was set", () -> {
            try (DatagramSocket socket = socket()) {
                equal(socket.getBroadcast(), true);
                socket.setBroadcast(false);
                equal(socket.getBroadcast(), false);
                socket.setOption(StandardSocketOptions.IP_MULTICAST_TTL, 9);
                equal(socket.getOption(StandardSocketOptions.IP_MULTICAST_TTL), 9);
                equal(socket.getOption(StandardSocketOptions.IP_MULTICAST_LOOP), true);
                thrown(IllegalArgumentException.class, () -> socket.setTrafficClass(300));
                thrown(IllegalArgumentException.class, () -> socket.setSoTimeout(-1));
            }
        });
        add("a broadcast needs leave", () -> {
            try (DatagramSocket socket = new DatagramSocket()) {
                socket.setBroadcast(false);
                InetAddress all = InetAddress.getByName("255.255.255.255");
                thrown(BindException.class, () -> socket.send(new DatagramPacket(new byte[1], 1, all, 9)));
            }
        });
    }

    private static void connectedSockets() {
        add("a connected socket hears nobody else", () -> {
            try (DatagramSocket one = socket();
                    DatagramSocket two = socket();
                    DatagramSocket three = socket()) {
                two.connect(one.getLocalSocketAddress());
                three.send(packet("three", two));
                one.send(packet("one", two));
                equal(receive(two), "one");
                equal(two.isConnected(), true);
                equal(two.getPort(), one.getLocalPort());
            }
        });
        add("a connected socket sends to nobody else", () -> {
            try (DatagramSocket one = socket();
                    DatagramSocket two = socket()) {
                two.connect(one.getLocalSocketAddress());
                two.send(new DatagramPacket(new byte[] {'y'}, 1));
                equal(receive(one), "y");
                thrown(
                        IllegalArgumentException.class,
                        () -> two.send(new DatagramPacket(new byte[1], 1, here(unusedPort()))));
            }
        });
        add("a connected socket is told that a port is unreachable", () -> {
            try (DatagramSocket socket = socket()) {
                socket.connect(here(unusedPort()));
                socket.setSoTimeout(5000);
                socket.send(new DatagramPacket(new byte[1], 1));
                thrown(PortUnreachableException.class, () -> socket.receive(new DatagramPacket(new byte[1], 1)));
            }
        });
        add("a disconnected socket hears everybody again", () -> {
            try (DatagramSocket one = socket();
                    DatagramSocket two = socket()) {
                two.connect(here(unusedPort()));
                two.disconnect();
                equal(two.isConnected(), false);
                one.send(packet("again", two));
                equal(receive(two), "again");
            }
        });
    }

    private static void closing() {
        add("closing wakes who receives", () -> {
            try (DatagramSocket socket = socket()) {
                soon(socket::close);
                equal(
                        thrown(SocketException.class, () -> socket.receive(new DatagramPacket(new byte[1], 1))),
                        "Socket closed");
            }
        });
        add("a closed datagram socket refuses everything", () -> {
            DatagramSocket socket = socket();
            socket.close();
            equal(socket.isClosed(), true);
            equal(socket.getLocalPort(), -1);
            thrown(SocketException.class, () -> socket.setSoTimeout(1));
            thrown(SocketException.class, () -> socket.send(new DatagramPacket(new byte[1], 1, here(9))));
        });
        add("a closed socket's port is free", () -> {
            int port = unusedPort();
            new DatagramSocket(port, LOOPBACK).close();
        });
        add("an interrupt wakes a virtual thread that receives, and only that", () -> {
            try (DatagramSocket socket = socket()) {
                Thread[] receiver = new Thread[1];
                var result = meanwhile(() -> {
                    Throwable[] seen = new Throwable[1];
                    receiver[0] = Thread.ofVirtual().start(() -> {
                        try {
                            socket.receive(new DatagramPacket(new byte[1], 1));
                        } catch (Throwable e) {
                            seen[0] = e;
                        }
                    });
                    receiver[0].join();
                    return seen[0] == null ? null : seen[0].getClass();
                });
                Thread.sleep(100);
                receiver[0].interrupt();
                Class<?> type = result.result();
                isTrue(
                        type == SocketException.class || type == InterruptedIOException.class,
                        "the receive fails, with " + type);
                equal(socket.isClosed(), true);
            }
        });
        add("settings can be changed while another thread receives", () -> {
            try (DatagramSocket socket = socket()) {
                var receiver = meanwhile(() -> {
                    DatagramPacket packet = new DatagramPacket(new byte[9], 9);
                    socket.receive(packet);
                    return packet.getLength();
                });
                Thread.sleep(50);
                socket.setReceiveBufferSize(100_000);
                socket.setSoTimeout(7000);
                try (DatagramSocket other = socket()) {
                    other.send(packet("abc", socket));
                }
                equal(receiver.result(), 3);
            }
        });
    }

    private static DatagramChannel channel() throws IOException {
        return DatagramChannel.open(StandardProtocolFamily.INET).bind(here(0));
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
                channel.connect(here(unusedPort()));
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

    /** Returns an interface for multicast; a host may have none. */
    private static NetworkInterface multicastInterface() throws IOException {
        for (NetworkInterface each : NetworkInterface.networkInterfaces().toList()) {
            if (each.isUp()
                    && each.supportsMulticast()
                    && each.inetAddresses().anyMatch(a -> a.getAddress().length == 4)) {
                return each;
            }
        }
        throw new TestAbortedException("no interface of this host supports multicast");
    }

    private static void multicast() {
        add("a member of a group gets what is sent to it", () -> {
            NetworkInterface at = multicastInterface();
            try (MulticastSocket member = new MulticastSocket(0);
                    MulticastSocket stranger = new MulticastSocket(member.getLocalPort())) {
                InetSocketAddress group = new InetSocketAddress(InetAddress.getByName(GROUP), member.getLocalPort());
                member.joinGroup(group, at);
                stranger.setNetworkInterface(at);
                stranger.send(new DatagramPacket(new byte[] {'m'}, 1, group));
                equal(receive(member), "m");
                stranger.setSoTimeout(50);
                thrown(SocketTimeoutException.class, () -> stranger.receive(new DatagramPacket(new byte[1], 1)));
                member.leaveGroup(group, at);
                stranger.send(new DatagramPacket(new byte[] {'n'}, 1, group));
                member.setSoTimeout(50);
                thrown(SocketTimeoutException.class, () -> member.receive(new DatagramPacket(new byte[1], 1)));
            }
        });
        add("a group is joined once and left once", () -> {
            NetworkInterface at = multicastInterface();
            try (MulticastSocket member = new MulticastSocket(0)) {
                InetSocketAddress group = new InetSocketAddress(InetAddress.getByName(GROUP), 0);
                member.joinGroup(group, at);
                thrown(SocketException.class, () -> member.joinGroup(group, at));
                member.leaveGroup(group, at);
                thrown(SocketException.class, () -> member.leaveGroup(group, at));
                thrown(SocketException.class, () -> member.joinGroup(new InetSocketAddress(LOOPBACK, 0), at));
            }
        });
        add("a sender without loopback does not hear itself", () -> {
            NetworkInterface at = multicastInterface();
            try (MulticastSocket member = new MulticastSocket(0)) {
                InetSocketAddress group = new InetSocketAddress(InetAddress.getByName(GROUP), member.getLocalPort());
                member.joinGroup(group, at);
                member.setNetworkInterface(at);
                member.setOption(StandardSocketOptions.IP_MULTICAST_LOOP, false);
                member.send(new DatagramPacket(new byte[1], 1, group));
                member.setSoTimeout(50);
                thrown(SocketTimeoutException.class, () -> member.receive(new DatagramPacket(new byte[1], 1)));
            }
        });
        add("a membership can block a source", () -> {
            NetworkInterface at = multicastInterface();
            try (DatagramChannel member = DatagramChannel.open(StandardProtocolFamily.INET)) {
                member.setOption(StandardSocketOptions.SO_REUSEADDR, true);
                member.bind(new InetSocketAddress(0));
                int port = ((InetSocketAddress) member.getLocalAddress()).getPort();
                InetAddress group = InetAddress.getByName(GROUP);
                MembershipKey key = member.join(group, at);
                equal(key.isValid(), true);
                equal(member.join(group, at), key);
                member.setOption(StandardSocketOptions.IP_MULTICAST_IF, at);
                equal(member.getOption(StandardSocketOptions.IP_MULTICAST_IF), at);
                member.send(bytes("1"), new InetSocketAddress(group, port));
                InetSocketAddress self = (InetSocketAddress) member.receive(ByteBuffer.allocate(1));
                key.block(self.getAddress());
                member.send(bytes("2"), new InetSocketAddress(group, port));
                member.configureBlocking(false);
                Thread.sleep(30);
                equal(member.receive(ByteBuffer.allocate(1)), null);
                key.unblock(self.getAddress());
                member.send(bytes("3"), new InetSocketAddress(group, port));
                Thread.sleep(30);
                ByteBuffer target = ByteBuffer.allocate(1);
                equal(member.receive(target), self);
                equal(target.get(0), (byte) '3');
                key.drop();
                equal(key.isValid(), false);
            }
        });
    }
}
