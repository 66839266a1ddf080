package dev.faultline.examples.bank;

import dev.faultline.examples.Address;
import dev.faultline.examples.Options;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;

/**
 * What a server is told at its start, as arguments {@code --NAME=VALUE}; the same for all servers but for its id, port and
 * folder.
 *
 * @param servers the address for servers of every server, this one included
 * @param folder of the ledger
 * @param accounts of all servers
 * @param overdraft whether an account may hold less than nothing
 * @param checkpointRecords after so many records the ledger begins a new file
 * @param bug the planted mistake
 */
record Settings(
        String id,
        SortedMap<String, Address> servers,
        int clientPort,
        Path folder,
        Accounts accounts,
        boolean overdraft,
        int checkpointRecords,
        Bug bug) {
    static final String USAGE = "expected: --id=ID --servers=ID=HOST:PORT,... --client-port=PORT"
            + " [--data=FOLDER] [--accounts=NUMBER] [--prefix=TEXT] [--balance=NUMBER] [--overdraft=refused|allowed]"
            + " [--checkpoint-records=NUMBER]";

    static Settings parse(String[] args, Bug bug) {
        Options options = Options.parse(args);
        SortedMap<String, Address> servers = options.servers("servers");
        Settings settings = new Settings(
                options.required("id"),
                servers,
                Address.parsePort(options.required("client-port")),
                Path.of(options.text("data", "data")),
                new Accounts(
                        List.copyOf(servers.keySet()),
                        options.text("prefix", "a"),
                        options.number("accounts", 8),
                        options.number("balance", 10)),
                parseOverdraft(options.text("overdraft", "refused")),
                options.number("checkpoint-records", 1_000),
                bug);
        options.end();
        if (!servers.containsKey(settings.id())) {
            throw new IllegalArgumentException("--id=" + settings.id() + " is not one of " + servers.keySet());
        }
        return settings;
    }

    private static boolean parseOverdraft(String text) {
        return switch (text) {
            case "refused" -> false;
            case "allowed" -> true;
            default -> throw new IllegalArgumentException("--overdraft=" + text + " is neither refused nor allowed");
        };
    }

    Address own() {
        Address own = servers.get(id);
        if (own == null) {
            throw new IllegalStateException(id + " is not one of " + servers.keySet());
        }
        return own;
    }
}
