package dev.faultline.examples;

import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a node is told at its start. Each setting is an argument {@code --NAME=VALUE} or else the system property
 * {@code kv.NAME}; the planted bug is the system property {@code bug}.
 *
 * @param host this node's host, on which it listens
 * @param members the address for replicas of every node, this one included
 * @param directory of the log, relative to the working directory
 */
record Config(
        String id, String host, Map<String, Address> members, int clientPort, int peerPort, Path directory, Bug bug) {
    static final String USAGE = "usage: KvServer --id=ID --members=ID=HOST:PORT,... --client-port=PORT"
            + " [--peer-port=PORT] [--data=DIRECTORY]";

    static Config parse(String[] args, Properties properties) {
        Map<String, String> given = new TreeMap<>();
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            if (!parts[0].startsWith("--") || parts.length < 2) {
                throw new IllegalArgumentException("'" + arg + "' is not --NAME=VALUE");
            }
            given.put(parts[0].substring(2), parts[1]);
        }
        for (String name : new String[] {"id", "members", "client-port", "peer-port", "data"}) {
            String property = properties.getProperty("kv." + name);
            if (property != null) {
                given.putIfAbsent(name, property);
            }
        }
        return of(given, Bug.parse(properties.getProperty("bug", "")));
    }

    private static Config of(Map<String, String> given, Bug bug) {
        String id = required(given, "id");
        Map<String, Address> members = parseMembers(required(given, "members"));
        Address own = members.get(id);
        if (own == null) {
            throw new IllegalArgumentException("--id=" + id + " is not one of --members: " + members.keySet());
        }
        int clientPort = Address.parsePort(required(given, "client-port"));
        String peerPort = given.getOrDefault("peer-port", Integer.toString(own.port()));
        Path directory = Path.of(given.getOrDefault("data", "data"));
        given.keySet().removeAll(Set.of("id", "members", "client-port", "peer-port", "data"));
        if (!given.isEmpty()) {
            throw new IllegalArgumentException(
                    "unknown option --" + given.keySet().iterator().next());
        }
        return new Config(id, own.host(), members, clientPort, Address.parsePort(peerPort), directory, bug);
    }

    private static String required(Map<String, String> given, String name) {
        String value = given.getOrDefault(name, "");
        if (value.isEmpty()) {
            throw new IllegalArgumentException("--" + name + " is missing");
        }
        return value;
    }

    private static Map<String, Address> parseMembers(String text) {
        Map<String, Address> members = new TreeMap<>();
        for (String member : text.split(",", -1)) {
            String[] parts = member.split("=", 2);
            if (parts.length < 2 || parts[0].isBlank()) {
                throw new IllegalArgumentException("--members: '" + member + "' is not ID=HOST:PORT");
            }
            if (members.put(parts[0], Address.parse(parts[1])) != null) {
                throw new IllegalArgumentException("--members: " + parts[0] + " is given twice");
            }
        }
        return Collections.unmodifiableMap(members);
    }
}
