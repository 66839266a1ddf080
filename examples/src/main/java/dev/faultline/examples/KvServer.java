package dev.faultline.examples;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Optional;
import java.util.Random;

/**
 * A node of the replicated key-value store.
 *
 * <p>Clients send lines and get a line for each:
 *
 * <ul>
 *   <li>{@code read K} or {@code get K}: {@code ok VALUE}; {@code nil} is the value of a key that was never written, or was
 *       deleted
 *   <li>{@code write K V}, {@code put K V} or {@code delete K}: {@code ok}
 *   <li>{@code cas K OLD NEW}: {@code ok}, or {@code fail} if the value is another
 *   <li>{@code txn OP; OP; ...}, where an OP is {@code r K nil}, {@code w K V} or {@code append K V}: {@code ok OP; OP; ...}
 *       with what was read, as {@code r K V} or {@code r K [a b c]}; or {@code fail REASON} if none of it happened
 *   <li>to any, when certainly nothing was done: {@code moved ID} (ask the primary), {@code unavailable} (ask later) or
 *       {@code bad REASON}
 * </ul>
 *
 * A connection that ends or stays silent leaves the fate of the request unknown. Operations are linearizable, transactions
 * strictly serializable.
 */
public final class KvServer {
    private static final int PEER_IDLE_MILLIS = 10_000;
    private static final int CLIENT_IDLE_MILLIS = 60_000;
    private static final int TICK_MILLIS = 100;

    private final Config config;
    private final Random random = new Random();
    private final DurableLog log;
    private final Replica replica;
    private final Transactions transactions;

    private KvServer(Config config) throws IOException {
        this.config = config;
        log = DurableLog.open(config.directory(), config.bug());
        Store store = new Store(config.bug());
        replica = new Replica(
                config.id(), config.members().keySet(), log, store, config.bug(), random, System.out::println);
        transactions = new Transactions(replica, store, config.bug(), random);
    }

    /**
     * Runs a node until the process is killed.
     *
     * @param args see the usage line; a wrong one, a taken port or an unreadable log ends the process with status 1
     */
    public static void main(String[] args) {
        try {
            new KvServer(Config.parse(args, System.getProperties())).start();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Config.USAGE);
            System.exit(1);
        } catch (IOException | IllegalStateException e) {
            System.err.println("cannot start: " + e);
            System.exit(1);
        }
    }

    private void start() throws IOException {
        String host = config.host();
        Service peers = this::servePeer;
        Service clients = Service.ofLines(this::answer);
        peers.listen("peer", host, config.peerPort(), PEER_IDLE_MILLIS);
        clients.listen("client", host, config.clientPort(), CLIENT_IDLE_MILLIS);
        config.members().forEach((id, address) -> {
            if (!id.equals(config.id())) {
                Task.spawn("link-to-" + id, new Link(replica, id, address)::run);
            }
        });
        Task.spawn("log-sync", this::syncForEver);
        Task.spawn("ticker", this::tickForEver);
        System.out.println(config.id() + " epoch " + log.epoch() + ": serves clients on " + host + ":"
                + config.clientPort() + ", log of " + log.lastIndex() + " entries, "
                + log.tornBytes() + " torn bytes dropped");
    }

    private void tickForEver() throws InterruptedException {
        while (true) {
            // Spread by a quarter, so that nodes started together do not stand for election together.
            Thread.sleep(TICK_MILLIS * 3 / 4 + random.nextInt(TICK_MILLIS / 2));
            replica.tick();
        }
    }

    /** Syncs for the primary, beside the sending: updates that arrive during an fsync share the next. */
    private void syncForEver() throws InterruptedException {
        while (true) {
            replica.awaitUnsynced();
            log.sync();
            replica.onSynced();
        }
    }

    private void servePeer(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        while (true) {
            Message.write(out, replica.handle(Message.readRequest(in)));
            out.flush();
        }
    }

    private Optional<String> answer(String line) throws InterruptedException {
        Command command;
        try {
            command = Command.parse(line);
        } catch (IllegalArgumentException e) {
            return Optional.of("bad " + e.getMessage());
        }
        String answer = command instanceof Command.Transact transact
                ? transactions.begin(transact).run()
                : replica.execute(command);
        return Optional.of(answer).filter(known -> !known.equals(Replica.UNKNOWN));
    }
}
