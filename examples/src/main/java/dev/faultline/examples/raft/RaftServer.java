package dev.faultline.examples.raft;

import dev.faultline.examples.LineReader;
import dev.faultline.examples.Threads;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;

/**
 * A server of a replicated state machine: keys and values, kept the same on all members by Raft.
 *
 * <p>Clients send lines, {@code read K}, {@code write K V}, {@code cas K OLD NEW}, {@code add SERVER} or
 * {@code remove SERVER}, and get a line for each: {@code ok}, {@code ok VALUE}, {@code fail} (of a cas, or if there is
 * nothing to change), or, when certainly nothing was done, {@code moved ID} (ask the leader), {@code unavailable} (ask
 * later) or {@code bad REASON}. A key never written has the value {@code nil}. A connection that ends or stays silent
 * leaves the fate of the request unknown. Operations are linearizable.
 */
public final class RaftServer {
    private static final int PEER_IDLE_MILLIS = 10_000;
    private static final int CLIENT_IDLE_MILLIS = 60_000;
    private static final int TICK_MILLIS = 100;

    private final Settings settings;
    private final Random random = new Random();
    private final Replica replica;

    private RaftServer(Settings settings) throws IOException {
        this.settings = settings;
        Command.Members all =
                new Command.Members(new TreeSet<>(settings.servers().keySet()));
        Log log = Log.open(settings.folder(), settings.bug(), new Snapshot(0, 0, all, Map.of()));
        replica = new Replica(settings, log, random, System.out::println);
    }

    /**
     * Runs a server until the process is killed.
     *
     * @param args see the usage line; a wrong one, a taken port or an unreadable log ends the process with status 1
     */
    public static void main(String[] args) {
        try {
            new RaftServer(Settings.parse(args, System.getProperty("bug", ""))).start();
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage() + "\n" + Settings.USAGE);
            System.exit(1);
        } catch (IOException e) {
            System.err.println("cannot start: " + e);
            System.exit(1);
        }
    }

    private void start() throws IOException {
        String host = settings.own().host();
        Threads.listen("peer", host, settings.own().port(), PEER_IDLE_MILLIS, this::servePeer);
        Threads.listen("client", host, settings.clientPort(), CLIENT_IDLE_MILLIS, this::serveClient);
        settings.servers().forEach((id, address) -> {
            if (!id.equals(settings.id())) {
                Threads.spawn("link-to-" + id, new Link(replica, id, address)::run);
            }
        });
        Threads.spawn("ticker", this::tickForEver);
        System.out.println(settings.id() + " serves clients on " + host + ":" + settings.clientPort());
    }

    private void tickForEver() throws InterruptedException {
        while (true) {
            // Spread by a quarter, so that servers started together do not stand for election together.
            Thread.sleep(TICK_MILLIS * 3 / 4 + random.nextInt(TICK_MILLIS / 2));
            replica.tick();
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

    private void serveClient(Socket socket) throws IOException {
        LineReader in = new LineReader(socket.getInputStream());
        for (Optional<String> line = in.next(); line.isPresent(); line = in.next()) {
            String reply = reply(line.get());
            if (reply.equals(Waiting.UNKNOWN)) {
                return;
            }
            socket.getOutputStream().write((reply + "\n").getBytes(StandardCharsets.UTF_8));
        }
    }

    private String reply(String line) {
        try {
            return replica.execute(Command.parse(line));
        } catch (IllegalArgumentException e) {
            return "bad " + e.getMessage();
        }
    }
}
