package dev.faultline.sim.internal.net;

import dev.faultline.sim.internal.disk.FileInode;
import dev.faultline.sim.internal.disk.FileTree;
import dev.faultline.sim.internal.disk.InodeText;
import dev.faultline.sim.internal.disk.PosixException;
import dev.faultline.sim.internal.vm.Words;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What names mean to a machine: first what its {@code /etc/hosts} says, then the names of the nodes. */
public final class HostNames {
    private static final String HOSTS = "/etc/hosts";
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private HostNames() {}

    /** A line of {@code /etc/hosts}. */
    private record Line(InetAddress address, List<String> names) {}

    /** Returns the IPv4 address of a host; null if nobody knows it. A dot at the end of the name does not matter. */
    public static byte @Nullable [] addressOf(NetStack stack, String name) {
        String plain = (name.endsWith(".") ? name.substring(0, name.length() - 1) : name).toLowerCase(Locale.ROOT);
        for (Line line : lines(stack.node)) {
            if (line.names().contains(plain)) {
                return line.address().getAddress();
            }
        }
        if (plain.equals("localhost")) {
            return LOOPBACK;
        }
        Attached node = stack.topology.nodeNamed(plain);
        return node == null ? null : node.address().getAddress();
    }

    /** Returns the name of the host with an address; null if nobody knows it. */
    public static @Nullable String nameOf(NetStack stack, byte[] address) {
        for (Line line : lines(stack.node)) {
            if (Arrays.equals(line.address().getAddress(), address)) {
                return line.names().getFirst();
            }
        }
        if (Arrays.equals(address, LOOPBACK)) {
            return "localhost";
        }
        Attached node = stack.topology.nodeAt(NetAddresses.of(address));
        return node == null ? null : node.name();
    }

    private static List<Line> lines(Attached node) {
        List<Line> lines = new ArrayList<>();
        for (String text : Words.parts(hostsFile(node), '\n')) {
            int comment = text.indexOf('#');
            List<String> words = Words.parts(
                    (comment < 0 ? text : text.substring(0, comment))
                            .replace('\t', ' ')
                            .toLowerCase(Locale.ROOT),
                    ' ');
            InetAddress address = words.size() < 2 ? null : addressIn(words.getFirst());
            if (address != null) {
                lines.add(new Line(address, words.subList(1, words.size())));
            }
        }
        return lines;
    }

    /** Returns an IPv4 address; null for anything else, such as one of IPv6. */
    private static @Nullable InetAddress addressIn(String text) {
        try {
            InetAddress address = InetAddress.ofLiteral(text);
            return address instanceof Inet4Address ? address : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String hostsFile(Attached node) {
        try {
            FileTree tree = node.calls().tree();
            return switch (tree.find(HOSTS, true).inode()) {
                case InodeText text -> new String(text.contents(), StandardCharsets.UTF_8);
                case FileInode file -> {
                    byte[] bytes = new byte[(int) Math.min(file.size(), 1 << 20)];
                    tree.cache.read(file, 0, bytes, 0, bytes.length);
                    yield new String(bytes, StandardCharsets.UTF_8);
                }
                case null, default -> "";
            };
        } catch (PosixException e) {
            return "";
        }
    }
}
