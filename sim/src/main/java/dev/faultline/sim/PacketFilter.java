package dev.faultline.sim;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.IntStream;

/**
 * Which packets: those for which everything holds that is said here. {@link #ALL} says nothing and takes every packet
 * between two nodes; what stays within a node is never taken.
 *
 * <p>A host is the name of a node, its address, or a name in which {@code *} stands for any letters. A port is that of
 * either end. What a packet carries is the bytes of one datagram, or of one segment of a stream: what the program wrote at
 * once, up to 64 KiB, or the part of it that fits the receiver's window. Acknowledgements and what opens, closes or resets
 * a connection carry nothing. Immutable.
 *
 * @param from the hosts that send; empty for any
 * @param to the hosts that receive; empty for any
 * @param at hosts of which one sends or receives; empty for any
 * @param protocol of which protocol
 * @param ports ports of which one end has one, each from 1 to 65535; empty for any
 * @param content what the packet carries
 */
public record PacketFilter(
        List<String> from, List<String> to, List<String> at, Protocol protocol, List<Integer> ports, Content content) {
    /** Every packet between two nodes. */
    public static final PacketFilter ALL =
            new PacketFilter(List.of(), List.of(), List.of(), Protocol.ANY, List.of(), Content.ANY);

    /** What carries the bytes of programs. */
    public enum Protocol {
        /** Either of them, and what tells a sender that nobody has a port. */
        ANY,
        /** Streams: data, acknowledgements, and what opens, closes or resets a connection. */
        TCP,
        /** Datagrams. */
        UDP
    }

    /** How {@link Content} is written. */
    public enum Kind {
        /** Whatever it is. */
        ANY,
        /** These letters, as UTF-8, stand somewhere in it. */
        TEXT,
        /** These bytes, two hexadecimal digits each, stand somewhere in it. */
        HEX,
        /** A match of this regular expression is found in it; each byte is the letter of that number (ISO 8859-1). */
        REGEX
    }

    /**
     * What a packet carries.
     *
     * @param kind how it is written
     * @param text the letters, digits or expression
     */
    public record Content(Kind kind, String text) {
        /** Whatever it is. */
        public static final Content ANY = new Content(Kind.ANY, "");

        /** Checks that the text is of its kind. */
        public Content {
            switch (kind) {
                case ANY -> require(text.isEmpty(), "no text may be given for any content", text);
                case TEXT -> require(!text.isEmpty(), "the text to look for must not be empty", text);
                case HEX ->
                    require(
                            !text.isEmpty()
                                    && text.length() % 2 == 0
                                    && text.chars().allMatch(HexFormat::isHexDigit),
                            "bytes are pairs of hexadecimal digits, such as cafe01",
                            text);
                case REGEX -> checkRegex(text);
            }
        }

        private static void checkRegex(String text) {
            try {
                Pattern.compile(text, Pattern.DOTALL);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "'" + text + "' is no regular expression: " + e.getDescription()
                                + (e.getIndex() < 0 ? "" : " at letter " + (e.getIndex() + 1)),
                        e);
            }
        }
    }

    /** Checks the hosts and the ports. */
    public PacketFilter {
        from = hosts(from);
        to = hosts(to);
        at = hosts(at);
        ports = List.copyOf(ports);
        for (int port : ports) {
            if (port < 1 || port > 65_535) {
                throw new IllegalArgumentException("a port must be from 1 to 65535, was " + port);
            }
        }
    }

    private static List<String> hosts(List<String> hosts) {
        for (String host : hosts) {
            require(
                    !host.isEmpty() && host.chars().noneMatch(c -> Character.isWhitespace(c) || c == ',' || c == '"'),
                    "a host is the name or address of a node, without blanks, commas or quotes",
                    host);
        }
        return List.copyOf(hosts);
    }

    private static void require(boolean condition, String rule, String found) {
        if (!condition) {
            throw new IllegalArgumentException(rule + ", was '" + found + "'");
        }
    }

    /** Returns those of these that come from one of the hosts. */
    public PacketFilter withFrom(String... hosts) {
        return new PacketFilter(List.of(hosts), to, at, protocol, ports, content);
    }

    /** Returns those of these that go to one of the hosts. */
    public PacketFilter withTo(String... hosts) {
        return new PacketFilter(from, List.of(hosts), at, protocol, ports, content);
    }

    /** Returns those of these that come from one of the hosts or go to one. */
    public PacketFilter withAt(String... hosts) {
        return new PacketFilter(from, to, List.of(hosts), protocol, ports, content);
    }

    /** Returns those of these of that protocol. */
    public PacketFilter with(Protocol only) {
        return new PacketFilter(from, to, at, only, ports, content);
    }

    /** Returns those of these of which one end has one of the ports. */
    public PacketFilter withPorts(int... only) {
        return new PacketFilter(
                from, to, at, protocol, IntStream.of(only).boxed().toList(), content);
    }

    /** Returns those of these that carry this. */
    public PacketFilter with(Content only) {
        return new PacketFilter(from, to, at, protocol, ports, only);
    }

    /** Returns those of these in which these letters stand. */
    public PacketFilter withText(String text) {
        return with(new Content(Kind.TEXT, text));
    }

    /** Returns those of these in which these bytes stand. */
    public PacketFilter withBytes(byte... bytes) {
        return with(new Content(Kind.HEX, HexFormat.of().formatHex(bytes)));
    }

    /** Returns those of these in which a match of the regular expression is found. */
    public PacketFilter withRegex(String regex) {
        return with(new Content(Kind.REGEX, regex));
    }

    /** Returns whether it only says from where to where: then all packets of a link are taken, or none. */
    public boolean isOfHosts() {
        return protocol == Protocol.ANY && ports.isEmpty() && content.kind() == Kind.ANY;
    }

    /** Returns the bytes to look for; none if it is not by letters or bytes. */
    public byte[] contentBytes() {
        return switch (content.kind()) {
            case TEXT -> content.text().getBytes(StandardCharsets.UTF_8);
            case HEX -> HexFormat.of().parseHex(content.text());
            case ANY, REGEX -> new byte[0];
        };
    }

    /**
     * Reads what {@code toString} writes: {@code all}, or any of these in any order, such as
     * {@code udp from n1,n2 to n3 at n* port 53,7000 text "hello"}. In place of {@code text} may stand {@code hex cafe01}
     * or {@code regex "a.*b"}; in quotes, a backslash goes before a quote or a backslash.
     *
     * @throws IllegalArgumentException if the text is none of these; the message says what would be right
     */
    public static PacketFilter parse(String text) {
        return new PacketFilterText(text).filter();
    }

    @Override
    public String toString() {
        return PacketFilterText.format(this);
    }
}
