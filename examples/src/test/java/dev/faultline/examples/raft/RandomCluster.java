package dev.faultline.examples.raft;

import dev.faultline.examples.Address;
import dev.faultline.examples.Linearizability;
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

/**
 * Replicas, their links and clients on one thread, with everything drawn from a seed: the order of events, who is cut off,
 * kills and lost connections. Snapshots are frequent, and the leader changes the members.
 */
final class RandomCluster {
    private static final List<String> SERVERS = List.of("n1", "n2", "n3", "n4", "n5");
    private static final int CLIENTS = 4;

    private final Random random;
    private final Path folder;
    private final Bug bug;
    private final SortedMap<String, Server> servers = new TreeMap<>();
    private final List<Client> clients = new ArrayList<>();
    private final List<Linearizability.Call> history = new ArrayList<>();
    private long step;
    private int values;

    private RandomCluster(Path folder, Bug bug, long seed) throws IOException {
        this.folder = folder;
        this.bug = bug;
        random = new Random(seed);
        for (String id : SERVERS) {
            servers.put(id, new Server(id));
        }
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new Client());
        }
    }

    /** Runs a seed; returns what the clients saw of the one key. */
    static List<Linearizability.Call> run(Path folder, Bug bug, long seed, int steps) throws IOException {
        return new RandomCluster(folder, bug, seed).run(steps);
    }

    private List<Linearizability.Call> run(int steps) throws IOException {
        for (step = 0; step < steps; step++) {
            any().step();
            clients.get(random.nextInt(CLIENTS)).step();
            if (random.nextInt(700) == 0) {
                fault();
            }
        }
        clients.forEach(client -> client.finish(Optional.empty()));
        for (Server server : servers.values()) {
            server.log.close();
        }
        return history;
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
            return new Replica(new Settings(id, addresses, 2, folder, 8, 3, bug), log, random, _ -> {});
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
                replica.tick();
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

    private final class Client {
        private Optional<String> line = Optional.empty();
        private CompletableFuture<String> answer = new CompletableFuture<>();
        private String lastRead = Command.NIL;
        private long start;

        void step() {
            if (line.isPresent()) {
                if (answer.isDone()) {
                    finish(Optional.of(answer.join()));
                } else if (step - start > 600) {
                    finish(Optional.empty());
                }
            } else if (random.nextInt(40) == 0) {
                String value = "" + ++values;
                String next = switch (random.nextInt(4)) {
                    case 0 -> "write k " + value;
                    case 1 -> "cas k " + lastRead + " " + value;
                    default -> "read k";
                };
                line = Optional.of(next);
                start = step;
                answer = any().replica.start(Command.parse(next));
            }
        }

        void finish(Optional<String> reply) {
            Optional<String> known = reply.filter(text -> !text.equals(Waiting.UNKNOWN));
            boolean notDone = known.filter(text -> text.startsWith("moved") || text.equals("unavailable"))
                    .isPresent();
            boolean nothingLearnt = known.isEmpty()
                    && line.filter(text -> text.startsWith("read")).isPresent();
            if (line.isPresent() && !notDone && !nothingLearnt) {
                long end = known.isPresent() ? step : Long.MAX_VALUE;
                history.add(new Linearizability.Call(line.get(), start, end, known));
                known.filter(text -> text.startsWith("ok ")).ifPresent(text -> lastRead = text.substring(3));
            }
            line = Optional.empty();
        }
    }
}
