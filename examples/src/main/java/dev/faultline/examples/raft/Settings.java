package dev.faultline.examples.raft;

import dev.faultline.examples.Address;
import dev.faultline.examples.Property;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What a server is told at its start, as arguments {@code --NAME=VALUE}.
 *
 * @param servers the address for servers of every server, this one included; an empty log begins with all as members
 * @param folder of the log
 * @param snapshotEntries after so many applied entries a snapshot takes their place
 * @param fewestMembers the leader removes members that do not answer while there are more than these
 * @param bug the planted mistake
 */
record Settings(
        String id,
        SortedMap<String, Address> servers,
        int clientPort,
        Path folder,
        int snapshotEntries,
        int fewestMembers,
        Bug bug) {
    static final String USAGE = "expected: --id=ID --servers=ID=HOST:PORT,... --client-port=PORT"
            + " [--data=FOLDER] [--snapshot-entries=NUMBER] [--fewest-members=NUMBER]";

    static Settings parse(String[] args, Bug bug) {
        Map<String, String> given = new TreeMap<>();
        for (String arg : args) {
            String[] parts = arg.split("=", 2);
            if (!parts[0].startsWith("--") || parts.length < 2) {
                throw new IllegalArgumentException("'" + arg + "' is not --NAME=VALUE");
            }
            given.put(parts[0].substring(2), parts[1]);
        }
        SortedMap<String, Address> servers = parseServers(take(given, "servers", ""));
        Settings settings = new Settings(
                take(given, "id", ""),
                servers,
                Address.parsePort(take(given, "client-port", "")),
                Path.of(take(given, "data", "data")),
                number(given, "snapshot-entries", 1_000),
                number(given, "fewest-members", servers.size()),
                bug);
        if (!given.isEmpty()) {
            throw new IllegalArgumentException("there is no option --" + String.join(", --", given.keySet()));
        }
        if (!servers.containsKey(settings.id())) {
            throw new IllegalArgumentException("--id=" + settings.id() + " is not one of " + servers.keySet());
        }
        return settings;
    }

    Address own() {
        Address own = servers.get(id);
        if (own == null) {
            throw new IllegalStateException(id + " is not one of " + servers.keySet());
        }
        return own;
    }

    private static String take(Map<String, String> given, String name, String otherwise) {
        String value = given.remove(name);
        return value == null ? otherwise : value;
    }

    private static int number(Map<String, String> given, String name, int otherwise) {
        return Property.numberAboveZero("--" + name, take(given, name, Integer.toString(otherwise)));
    }

    private static SortedMap<String, Address> parseServers(String text) {
        SortedMap<String, Address> servers = new TreeMap<>();
        for (String server : text.split(",", -1)) {
            String[] parts = server.split("=", 2);
            if (parts.length < 2 || !parts[0].matches("\\w+")) {
                throw new IllegalArgumentException("--servers: '" + server + "' is not ID=HOST:PORT");
            }
            if (servers.put(parts[0], Address.parse(parts[1])) != null) {
                throw new IllegalArgumentException("--servers: " + parts[0] + " is there twice");
            }
        }
        return Collections.unmodifiableSortedMap(servers);
    }
}
