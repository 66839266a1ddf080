package dev.faultline.examples.raft;

import dev.faultline.examples.Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Replicas, their links and clients on one thread, with everything drawn from a seed: the order of events, who is cut off,
 * kills and lost connections. Snapshots are frequent, and the leader changes the members. A step is the unit of time.
 */
public final class RandomCluster {
    /** Somebody who asks the servers. */
    public interface Client {
        /** Looks for an answer, or asks something, or waits. */
        void step();

        /** Waits no longer. */
        void end();
    }

    private static final List<String> SERVERS = List.of("n1", "n2", "n3", "n4", "n5");

    private final Random random;
    private final Path folder;
    private final Bug bug;
    private final Supplier<Machine> machine;
    private final int shortestTickSteps;
    private final SortedMap<String, Server> servers = new TreeMap<>();
    private long step;

    RandomCluster(Path folder, Bug bug, Supplier<Machine> machine, int shortestTickSteps, long seed)
            throws IOException {
        this.folder = folder;
        this.bug = bug;
        this.machine = machine;
        this.shortestTickSteps = shortestTickSteps;
        random = new Random(seed);
        for (String id : SERVERS) {
            servers.put(id, new Server(id));
        }
    }

    /** Returns replicas of a machine, between two ticks of which are so many steps at least. */
    public static RandomCluster of(Path folder, Supplier<Machine> machine, int shortestTickSteps, long seed)
            throws IOException {
        return new RandomCluster(folder, Bug.NONE, machine, shortestTickSteps, seed);
    }

    /** Returns where everything is drawn from. */
    public Random random() {
        return random;
    }

    /** Returns the number of the step. */
    public long now() {
        return step;
    }

    /** Asks any server; the answer is empty if the fate of the request is not known. */
    public CompletableFuture<Optional<String>> ask(String line) {
        return any().replica
                .start(Command.parse(line, machine.get()))
                .thenApply(answer -> Optional.of(answer).filter(text -> !text.equals(Waiting.UNKNOWN)));
    }

    /** Runs so many steps, in each of which a server and a client take one. */
    public void run(List<? extends Client> clients, int steps) throws IOException {
        for (step = 0; step < steps; step++) {
            any().step();
            clients.get(random.nextInt(clients.size())).step();
            if (random.nextInt(700) == 0) {
                fault();
            }
        }
        clients.forEach(Client::end);
        for (Server server : servers.values()) {
            server.log.close();
        }
    }

    private Server any() {
        return server(SERVERS.get(random.nextInt(SERVERS.size())));
    }

    private Server server(String id) {
        return Optional.ofNullable(servers.get(id)).orElseThrow();
    }

    private void fault() throws IOException {
        switch (random.nextInt(6)) {
            case 0 -> any().side = 1;
            case 1 -> servers.values().forEach(server -> server.side = random.nextInt(2));
            case 2 -> servers.values().forEach(server -> server.side = 0);
            case 3 -> any().pausedSteps = random.nextInt(400);
            default -> any().restart();
        }
    }

    private final class Server {
        private final String id;
        private final SortedMap<String, Wire> wires = new TreeMap<>();
        private Log log;
        private Replica replica;
        private int side;
        private int pausedSteps;
        private long lastTick;

        Server(String id) throws IOException {
            this.id = id;
            log = open();
            replica = start();
        }

        private Log open() throws IOException {
            Command.Members all = new Command.Members(new TreeSet<>(SERVERS));
            return Log.open(folder.resolve(id), bug, new Snapshot(0, 0, all, Map.of()));
        }

        private Replica start() {
            SortedMap<String, Address> addresses = new TreeMap<>();
            SERVERS.forEach(server -> addresses.put(server, new Address(server, 1)));
            SERVERS.stream().filter(to -> !to.equals(id)).forEach(to -> wires.put(to, new Wire(this, to)));
            return new Replica(new Settings(id, addresses, 2, folder, 8, 3, bug), log, machine.get(), random, _ -> {});
        }

        void restart() throws IOException {
            log.close();
            log = open();
            replica = start();
        }

        boolean reaches(Server other) {
            return side == other.side;
        }

        void step() {
            if (pausedSteps-- > 0) {
                return;
            }
            if (random.nextInt(16) == 0) {
                if (step - lastTick >= shortestTickSteps) {
                    lastTick = step;
                    replica.tick();
                }
            } else {
                new ArrayList<>(wires.values())
                        .get(random.nextInt(wires.size()))
                        .step();
            }
        }
    }

    /** A connection from one server to another: a request on its way, then its reply. */
    private final class Wire {
        private final Server from;
        private final String to;
        private Optional<Outgoing> request = Optional.empty();
        private Optional<Message.Reply> reply = Optional.empty();

        Wire(Server from, String to) {
            this.from = from;
            this.to = to;
        }

        void step() {
            Server other = server(to);
            if (request.isEmpty()) {
                request = from.replica.outgoingTo(to);
            } else if (random.nextInt(40) == 0) {
                // The sender gives up and connects again; half of the time the old request still arrives, late.
                Message.Request lost = request.get().request();
                request = Optional.empty();
                if (reply.isEmpty() && from.reaches(other) && random.nextBoolean()) {
                    other.replica.handle(lost);
                }
                reply = Optional.empty();
            } else if (reply.isEmpty()) {
                if (from.reaches(other) && other.pausedSteps <= 0) {
                    reply = Optional.of(other.replica.handle(request.get().request()));
                }
            } else if (from.reaches(other)) {
                from.replica.onReply(to, request.get(), reply.get());
                request = Optional.empty();
                reply = Optional.empty();
            }
        }
    }
}
