package dev.faultline.examples.raft;

import dev.faultline.examples.Property;
import dev.faultline.examples.Service;
import dev.faultline.examples.Task;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * A server of a replicated state machine, kept the same on all members by Raft. By itself the machine is keys and values.
 *
 * <p>Clients send lines, {@code read K}, {@code write K V}, {@code cas K OLD NEW} or whatever the machine understands, and
 * {@code add SERVER} or {@code remove SERVER}. They get a line for each: {@code ok}, {@code ok VALUE}, {@code fail} (of a
 * cas, or if there is nothing to change), or, when certainly nothing was done, {@code moved ID} (ask the leader),
 * {@code unavailable} (ask later) or {@code bad REASON}. A key never written has the value {@code nil}. A connection that
 * ends or stays silent leaves the fate of the request unknown. Operations are linearizable.
 */
public final class RaftServer {
    private static final int PEER_IDLE_MILLIS = 10_000;
    private static final int CLIENT_IDLE_MILLIS = 60_000;
    private static final int TICK_SPREAD_MILLIS = 50;

    private final Settings settings;
    private final Machine machine;
    private final Random random = new Random();
    private final Replica replica;

    private RaftServer(Settings settings, Machine machine) throws IOException {
        this.settings = settings;
        this.machine = machine;
        Command.Members all =
                new Command.Members(new TreeSet<>(settings.servers().keySet()));
        Log log = Log.open(settings.folder(), settings.bug(), new Snapshot(0, 0, all, Map.of()));
        replica = new Replica(settings, log, machine, random, System.out::println);
    }

    /**
     * Runs a server of keys and values until the process is killed.
     *
     * @param args as of {@link #run}; the system property {@code bug} names the planted mistake
     */
    public static void main(String[] args) {
        runPlanted(args, Registers::new);
    }

    /**
     * Runs a server until the process is killed, with the mistake of Raft's that the system property {@code bug} names.
     *
     * @param args as of {@link #run}
     * @param machine as of {@link #run}
     */
    public static void runPlanted(String[] args, Supplier<Machine> machine) {
        run(args, () -> Property.bug(Bug.class), machine);
    }

    /**
     * Runs a server until the process is killed.
     *
     * @param args see the line that a wrong one prints; that, a taken port or an unreadable log ends the process with
     *     status 1
     * @param machine gives the machine to replicate, or throws IllegalArgumentException, which is taken for a wrong argument
     */
    public static void run(String[] args, Supplier<Machine> machine) {
        run(args, () -> Bug.NONE, machine);
    }

    private static void run(String[] args, Supplier<Bug> bug, Supplier<Machine> machine) {
        try {
            new RaftServer(Settings.parse(args, bug.get()), machine.get()).start();
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
        Service peers = this::servePeer;
        Service clients = Service.ofLines(this::answer);
        peers.listen("peer", host, settings.own().port(), PEER_IDLE_MILLIS);
        clients.listen("client", host, settings.clientPort(), CLIENT_IDLE_MILLIS);
        settings.servers().forEach((id, address) -> {
            if (!id.equals(settings.id())) {
                Task.spawn("link-to-" + id, new Link(replica, id, address)::run);
            }
        });
        Task.spawn("ticker", this::tickForEver);
        System.out.println(settings.id() + " serves clients on " + host + ":" + settings.clientPort());
    }

    private void tickForEver() throws InterruptedException {
        while (true) {
            // Spread by a quarter, so that servers started together do not stand for election together.
            Thread.sleep(Machine.SHORTEST_TICK_MILLIS + random.nextInt(TICK_SPREAD_MILLIS));
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

    private Optional<String> answer(String line) {
        try {
            return Optional.of(replica.execute(Command.parse(line, machine)))
                    .filter(answer -> !answer.equals(Waiting.UNKNOWN));
        } catch (IllegalArgumentException e) {
            return Optional.of("bad " + e.getMessage());
        }
    }
}
