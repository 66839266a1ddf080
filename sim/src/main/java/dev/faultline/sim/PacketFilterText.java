package dev.faultline.sim;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads and writes packet filters as people do. */
final class PacketFilterText {
    private static final String RIGHT = "it must be 'all' or have words such as 'udp', 'tcp', 'from n1,n2', 'to n3',"
            + " 'at n*', 'port 53', 'text \"hello\"', 'hex cafe01' or 'regex \"a.*b\"'";

    private final String text;
    private final List<String> words = new ArrayList<>();
    private int next;

    PacketFilterText(String text) {
        this.text = text;
        split();
    }

    static String format(PacketFilter filter) {
        List<String> parts = new ArrayList<>();
        if (filter.protocol() != PacketFilter.Protocol.ANY) {
            parts.add(filter.protocol().name().toLowerCase(Locale.ROOT));
        }
        hosts(parts, "from", filter.from());
        hosts(parts, "to", filter.to());
        hosts(parts, "at", filter.at());
        if (!filter.ports().isEmpty()) {
            parts.add("port " + filter.ports().stream().map(String::valueOf).collect(Collectors.joining(",")));
        }
        String content = filter.content().text();
        switch (filter.content().kind()) {
            case ANY -> {}
            case TEXT -> parts.add("text " + quoted(content));
            case HEX -> parts.add("hex " + content);
            case REGEX -> parts.add("regex " + quoted(content));
        }
        return parts.isEmpty() ? "all" : String.join(" ", parts);
    }

    private static void hosts(List<String> parts, String word, List<String> hosts) {
        if (!hosts.isEmpty()) {
            parts.add(word + " " + String.join(",", hosts));
        }
    }

    private static String quoted(String content) {
        return '"' + content.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** Splits at blanks outside quotes; a word in quotes keeps the first one, to be told from others. */
    private void split() {
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
            } else if (c == '"') {
                at = quotedWord(at);
            } else {
                int end = at;
                while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                    end++;
                }
                words.add(text.substring(at, end));
                at = end;
            }
        }
    }

    /** Returns where the text goes on. */
    private int quotedWord(int begin) {
        StringBuilder word = new StringBuilder("\"");
        for (int i = begin + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                words.add(word.toString());
                return i + 1;
            }
            if (c == '\\' && i + 1 < text.length()) {
                c = text.charAt(++i);
            }
            word.append(c);
        }
        throw wrong("the quote at letter " + (begin + 1) + " is not closed");
    }

    PacketFilter filter() {
        if (words.size() == 1 && words.getFirst().equals("all")) {
            return PacketFilter.ALL;
        }
        if (words.isEmpty()) {
            throw wrong("it is empty");
        }
        PacketFilter filter = PacketFilter.ALL;
        Set<String> seen = new HashSet<>();
        while (next < words.size()) {
            String word = words.get(next++);
            if (!seen.add(category(word))) {
                throw wrong("'" + word + "' says again what was said");
            }
            filter = switch (word) {
                case "tcp" -> filter.with(PacketFilter.Protocol.TCP);
                case "udp" -> filter.with(PacketFilter.Protocol.UDP);
                case "from" -> filter.withFrom(list(word));
                case "to" -> filter.withTo(list(word));
                case "at" -> filter.withAt(list(word));
                case "port" -> filter.withPorts(ports(word));
                case "text" -> filter.withText(quotedAfter(word));
                case "hex" -> filter.with(new PacketFilter.Content(PacketFilter.Kind.HEX, after(word)));
                case "regex" -> filter.withRegex(quotedAfter(word));
                default -> throw wrong("'" + word + "' is no word of it");
            };
        }
        return filter;
    }

    private static String category(String word) {
        return switch (word) {
            case "tcp", "udp" -> "protocol";
            case "text", "hex", "regex" -> "content";
            default -> word;
        };
    }

    private String after(String word) {
        if (next == words.size()) {
            throw wrong("'" + word + "' has nothing after it");
        }
        return words.get(next++);
    }

    private String quotedAfter(String word) {
        String value = after(word);
        if (!value.startsWith("\"")) {
            throw wrong("what follows '" + word + "' must stand in quotes, was '" + value + "'");
        }
        return value.substring(1);
    }

    private String[] list(String word) {
        return after(word).split(",", -1);
    }

    private int[] ports(String word) {
        String[] parts = list(word);
        int[] ports = new int[parts.length];
        for (int i = 0; i < parts.length; i++) {
            if (!parts[i].matches("[0-9]{1,5}")) {
                throw wrong("'" + parts[i] + "' is no port");
            }
            ports[i] = Integer.parseInt(parts[i]);
        }
        return ports;
    }

    private IllegalArgumentException wrong(String why) {
        return new IllegalArgumentException("'" + text + "' does not say which packets: " + why + "; " + RIGHT);
    }
}
