package dev.faultline.examples.raft;

import dev.faultline.examples.Address;
import dev.faultline.examples.Options;
import java.nio.file.Path;
import java.util.SortedMap;

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
        Options options = Options.parse(args);
        SortedMap<String, Address> servers = options.servers("servers");
        Settings settings = new Settings(
                options.required("id"),
                servers,
                Address.parsePort(options.required("client-port")),
                Path.of(options.text("data", "data")),
                options.number("snapshot-entries", 1_000),
                options.number("fewest-members", servers.size()),
                bug);
        options.end();
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
}
