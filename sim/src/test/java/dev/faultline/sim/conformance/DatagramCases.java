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
import java.net.PortUnreachableException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardSocketOptions;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** {@link DatagramSocket}. */
final class DatagramCases {
    private static final List<Case> CASES = new ArrayList<>();
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    static {
        sockets();
        connectedSockets();
        closing();
    }

    private DatagramCases() {}

    static List<Case> cases() {
        return List.copyOf(CASES);
    }

    private static void add(String name, Case.Body body) {
        CASES.add(new Case("datagrams", name, body));
    }

    static InetSocketAddress here(int port) throws IOException {
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

    static int unusedPort() throws IOException {
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
}
