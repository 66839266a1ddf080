package dev.faultline.sim.internal.disturbance;

import dev.faultline.sim.PacketFilter;
import dev.faultline.sim.PacketFilter.Kind;
import dev.faultline.sim.PacketFilter.Protocol;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A packet filter, ready to be asked often: about a link once, about each of its packets then. */
final class PacketMatch {
    private final PacketFilter filter;
    private final List<Pattern> from;
    private final List<Pattern> to;
    private final List<Pattern> at;
    private final int[] ports;
    private final byte[] literal;
    private final @Nullable Pattern regex;

    PacketMatch(PacketFilter filter) {
        this.filter = filter;
        from = filter.from().stream().map(PacketMatch::host).toList();
        to = filter.to().stream().map(PacketMatch::host).toList();
        at = filter.at().stream().map(PacketMatch::host).toList();
        ports = filter.ports().stream().mapToInt(Integer::intValue).toArray();
        literal = filter.contentBytes();
        regex = filter.content().kind() == Kind.REGEX
                ? Pattern.compile(filter.content().text(), Pattern.DOTALL)
                : null;
    }

    private static Pattern host(String text) {
        return Pattern.compile(Pattern.quote(text).replace("*", "\\E.*\\Q"), Pattern.CASE_INSENSITIVE | Pattern.DOTALL);
    }

    /** Returns whether it may take packets of that link. */
    boolean touches(Ends ends) {
        return !ends.isInside()
                && (from.isEmpty() || names(from, ends.from()))
                && (to.isEmpty() || names(to, ends.to()))
                && (at.isEmpty() || names(at, ends.from()) || names(at, ends.to()));
    }

    private static boolean names(List<Pattern> hosts, Ends.Host host) {
        return hosts.stream()
                .anyMatch(pattern -> pattern.matcher(host.name()).matches()
                        || pattern.matcher(host.address()).matches());
    }

    /** Returns whether it takes a packet of a link that it touches. */
    boolean takes(Packet packet) {
        return (filter.protocol() == Protocol.ANY || filter.protocol() == packet.protocol())
                && hasPort(packet)
                && (literal.length == 0 || contains(packet.content()))
                && (regex == null || regex.matcher(new Latin1(packet.content())).find());
    }

    private boolean hasPort(Packet packet) {
        for (int port : ports) {
            if (packet.hasPort(port)) {
                return true;
            }
        }
        return ports.length == 0;
    }

    private boolean contains(Slice content) {
        byte[] bytes = content.bytes;
        for (int begin = content.from; begin <= content.to - literal.length; begin++) {
            int same = 0;
            while (same < literal.length && bytes[begin + same] == literal[same]) {
                same++;
            }
            if (same == literal.length) {
                return true;
            }
        }
        return false;
    }

    /** Bytes as letters, without a copy. */
    private record Latin1(Slice content) implements CharSequence {
        @Override
        public int length() {
            return content.length();
        }

        @Override
        public char charAt(int index) {
            return (char) (content.bytes[content.from + index] & 0xFF);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Latin1(new Slice(content.bytes, content.from + start, content.from + end));
        }
    }
}
