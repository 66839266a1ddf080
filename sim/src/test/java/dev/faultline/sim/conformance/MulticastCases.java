package dev.faultline.sim.conformance;

import static dev.faultline.sim.conformance.Expect.equal;
import static dev.faultline.sim.conformance.Expect.thrown;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.MulticastSocket;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.channels.MembershipKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/** {@link MulticastSocket}, and groups of a {@link DatagramChannel}. */
final class MulticastCases {
    private static final List<Case> CASES = new ArrayList<>();
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
    private static final String GROUP = "239.255.17.4";

    static {
        multicast();
    }

    private MulticastCases() {}

    static List<Case> cases() {
        return List.copyOf(CASES);
    }

    private static void add(String name, Case.Body body) {
        CASES.add(new Case("datagrams", name, body));
    }

    private static String receive(DatagramSocket socket) throws IOException {
        socket.setSoTimeout(5000);
        DatagramPacket packet = new DatagramPacket(new byte[100], 100);
        socket.receive(packet);
        return new String(packet.getData(), packet.getOffset(), packet.getLength(), StandardCharsets.UTF_8);
    }

    private static ByteBuffer bytes(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
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
