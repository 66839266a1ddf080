package dev.faultline.examples;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
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
    private static final int BACKLOG = 64;
    private static final int PEER_IDLE_MILLIS = 10_000;
    private static final int CLIENT_IDLE_MILLIS = 60_000;
    private static final int TICK_MILLIS = 100;

    /** A body of a thread; an exception that it does not handle ends the process. */
    private interface Task {
        void run() throws IOException, InterruptedException;
    }

    /** Serves one accepted connection until it ends. */
    private interface Service {
        void serve(Socket socket) throws IOException, InterruptedException;
    }

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
        listen("peer", host, config.peerPort(), PEER_IDLE_MILLIS, this::servePeer);
        listen("client", host, config.clientPort(), CLIENT_IDLE_MILLIS, this::serveClient);
        config.members().forEach((id, address) -> {
            if (!id.equals(config.id())) {
                spawn("link-to-" + id, new Link(replica, id, address)::run);
            }
        });
        spawn("log-sync", this::syncForEver);
        spawn("ticker", this::tickForEver);
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

    private void listen(String kind, String host, int port, int idleMillis, Service service) throws IOException {
        ServerSocket server = new ServerSocket(port, BACKLOG, InetAddress.getByName(host));
        spawn(kind + "-accept", () -> {
            for (long number = 1; ; number++) {
                Socket socket = server.accept();
                spawn(kind + "-" + number, () -> {
                    try (socket) {
                        socket.setTcpNoDelay(true);
                        socket.setSoTimeout(idleMillis);
                        service.serve(socket);
                    } catch (IOException disconnected) {
                        // The other side connects again when it wants to.
                    }
                });
            }
        });
    }

    private void servePeer(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        DataOutputStream out = new DataOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        while (true) {
            Message.write(out, replica.handle(Message.readRequest(in)));
            out.flush();
        }
    }

    private void serveClient(Socket socket) throws IOException, InterruptedException {
        LineReader in = new LineReader(socket.getInputStream());
        for (Optional<String> line = in.next(); line.isPresent(); line = in.next()) {
            String reply = reply(line.get());
            if (reply.equals(Replica.UNKNOWN)) {
                return;
            }
            socket.getOutputStream().write((reply + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private String reply(String line) throws InterruptedException {
        Command command;
        try {
            command = Command.parse(line);
        } catch (IllegalArgumentException e) {
            return "bad " + e.getMessage();
        }
        return command instanceof Command.Transact transact
                ? transactions.begin(transact).run()
                : replica.execute(command);
    }

    /** Starts a thread. A node with a dead thread would be half alive; a dead node is something the others survive. */
    private static void spawn(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (Throwable e) {
                        System.out.println(name + " failed: " + e);
                        System.exit(1);
                    }
                },
                name);
        thread.start();
    }
}
