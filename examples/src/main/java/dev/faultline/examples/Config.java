package dev.faultline.examples;

import java.nio.file.Path;
import java.util.Properties;
import java.util.SortedMap;

/**
 * What a node is told at its start. Each setting is an argument {@code --NAME=VALUE} or else the system property
 * {@code kv.NAME}; the planted bug is the system property {@code bug}.
 *
 * @param host this node's host, on which it listens
 * @param members the address for replicas of every node, this one included
 * @param directory of the log, relative to the working directory
 */
record Config(
        String id,
        String host,
        SortedMap<String, Address> members,
        int clientPort,
        int peerPort,
        Path directory,
        Bug bug) {
    static final String USAGE = "expected: --id=ID --members=ID=HOST:PORT,... --client-port=PORT"
            + " [--peer-port=PORT] [--data=DIRECTORY]";

    static Config parse(String[] args, Properties properties) {
        Options options = Options.parse(args).orElse(properties, "kv");
        String id = options.required("id");
        SortedMap<String, Address> members = options.servers("members");
        Address own = members.get(id);
        if (own == null) {
            throw new IllegalArgumentException("--id=" + id + " is not one of --members: " + members.keySet());
        }
        Config config = new Config(
                id,
                own.host(),
                members,
                Address.parsePort(options.required("client-port")),
                Address.parsePort(options.text("peer-port", Integer.toString(own.port()))),
                Path.of(options.text("data", "data")),
                Property.bug(Bug.class, properties));
        options.end();
        return config;
    }
}
