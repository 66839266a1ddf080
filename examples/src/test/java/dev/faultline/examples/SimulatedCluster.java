package dev.faultline.examples;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Three replicas, their links and five clients on one thread, with everything drawn from a seed: the order of events,
 * partitions of single directions, kills, power losses and lost connections. Ops are few, so that histories stay small.
 */
final class SimulatedCluster {
    private static final int NODES = 3;
    private static final int CLIENTS = 5;
    private static final int PAGE_BYTES = 64;
    private static final List<String> KEYS = List.of("x", "y");

    private final Random random;
    private final Path directory;
    private final Bug bug;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final boolean[][] cut = new boolean[NODES][NODES];
    private final TreeMap<String, List<Linearizability.Call>> histories = new TreeMap<>();
    private long step;
    private int values;

    SimulatedCluster(Path directory, Bug bug, long seed) throws IOException {
        this.directory = directory;
        this.bug = bug;
        random = new Random(seed);
        KEYS.forEach(key -> histories.put(key, new ArrayList<>()));
        for (int i = 0; i < NODES; i++) {
            nodes.add(new Node(i));
        }
        IntStream.range(0, CLIENTS).forEach(_ -> clients.add(new Client()));
    }

    /** Runs the steps; returns the history of every key. */
    Map<String, List<Linearizability.Call>> run(int steps) throws IOException {
        for (step = 0; step < steps; step++) {
            nodes.get(random.nextInt(NODES)).step();
            clients.get(random.nextInt(CLIENTS)).step();
            if (random.nextInt(600) == 0) {
                fault();
            }
        }
        for (Client client : clients) {
            client.finish(Optional.empty());
        }
        for (Node node : nodes) {
            node.log.close();
        }
        return histories;
    }

    private void fault() throws IOException {
        switch (random.nextInt(6)) {
            case 0 -> cut[random.nextInt(NODES)][random.nextInt(NODES)] = true;
            case 1 -> {
                int alone = random.nextInt(NODES);
                for (int i = 0; i < NODES; i++) {
                    cut[i][alone] = true;
                    cut[alone][i] = true;
                }
            }
            case 2, 3 -> {
                for (boolean[] row : cut) {
                    Arrays.fill(row, false);
                }
            }
            case 4 -> nodes.get(random.nextInt(NODES)).restart(random.nextBoolean());
            default -> {
                for (Node node : nodes) {
                    node.restart(true);
                }
            }
        }
    }

    private final class Node {
        private final int number;
        private final Wire[] wires = new Wire[NODES];
        private DurableLog log;
        private Replica replica;
        private int pausedSteps;

        Node(int number) throws IOException {
            this.number = number;
            log = DurableLog.open(folder(), bug);
            replica = newReplica();
            connect();
        }

        private Path folder() {
            return directory.resolve("n" + number);
        }

        private Replica newReplica() {
            return new Replica("" + number, List.of("0", "1", "2"), log, bug, random, _ -> {});
        }

        private void connect() {
            for (int peer = 0; peer < NODES; peer++) {
                wires[peer] = new Wire(this, peer);
            }
        }

        void step() {
            if (pausedSteps-- > 0) {
                return;
            }
            switch (random.nextInt(12)) {
                case 0 -> replica.tick();
                case 1, 2 -> {
                    log.syncEntries();
                    replica.onSynced();
                }
                default -> wires[random.nextInt(NODES)].step();
            }
            if (random.nextInt(2_000) == 0) {
                pausedSteps = random.nextInt(400);
            }
        }

        void restart(boolean powerLoss) throws IOException {
            long synced = log.syncedBytes();
            log.close();
            if (powerLoss) {
                loseUnsynced(synced);
            }
            log = DurableLog.open(folder(), bug);
            replica = newReplica();
            connect();
        }

        /** Of what was not synced a part is missing at the end, and pages within the rest may read as zeros. */
        private void loseUnsynced(long synced) throws IOException {
            try (RandomAccessFile file =
                    new RandomAccessFile(folder().resolve("log").toFile(), "rw")) {
                long left = synced + random.nextLong(file.length() - synced + 1);
                file.setLength(left);
                for (long page = synced; page < left; page += PAGE_BYTES) {
                    if (random.nextInt(4) == 0) {
                        file.seek(page);
                        file.write(new byte[(int) Math.min(PAGE_BYTES, left - page)]);
                    }
                }
            }
        }
    }

    /** A connection from one node to another: a request on its way, then its reply. */
    private final class Wire {
        private final Node from;
        private final int to;
        private Optional<Outgoing> request = Optional.empty();
        private Optional<Message.Reply> reply = Optional.empty();

        Wire(Node from, int to) {
            this.from = from;
            this.to = to;
        }

        void step() {
            if (from.number == to) {
                return;
            }
            if (request.isEmpty()) {
                request = from.replica.requestFor("" + to);
            } else if (random.nextInt(40) == 0) {
                // The sender gives up and connects again; half of the time the old request still arrives, late.
                Outgoing lost = request.get();
                request = Optional.empty();
                if (reply.isEmpty() && !cut[from.number][to] && random.nextBoolean()) {
                    nodes.get(to).replica.handle(lost.request());
                }
                reply = Optional.empty();
            } else if (reply.isEmpty()) {
                if (!cut[from.number][to] && nodes.get(to).pausedSteps <= 0) {
                    reply = Optional.of(
                            nodes.get(to).replica.handle(request.get().request()));
                }
            } else if (!cut[to][from.number]) {
                from.replica.onReply("" + to, request.get(), reply.get());
                request = Optional.empty();
                reply = Optional.empty();
            }
        }
    }

    private final class Client {
        private Optional<String> line = Optional.empty();
        private Operation operation = new Operation.Answered("");
        private Replica server = nodes.getFirst().replica;
        private String key = "";
        private String lastRead = Command.NIL;
        private long start;

        void step() {
            if (line.isEmpty()) {
                if (random.nextInt(40) == 0) {
                    begin();
                }
                return;
            }
            boolean serverIsGone = nodes.stream().noneMatch(node -> node.replica == server);
            if (serverIsGone || step - start > 600) {
                finish(Optional.empty());
            } else {
                server.outcome(operation).ifPresent(reply -> finish(Optional.of(reply)));
            }
        }

        private void begin() {
            key = KEYS.get(random.nextInt(KEYS.size()));
            String value = "" + ++values;
            String next = switch (random.nextInt(4)) {
                case 0 -> "write " + key + " " + value;
                case 1 -> "cas " + key + " " + lastRead + " " + value;
                default -> "read " + key;
            };
            line = Optional.of(next);
            start = step;
            server = nodes.get(random.nextInt(NODES)).replica;
            operation = server.start(Command.parse(next));
        }

        void finish(Optional<String> reply) {
            Optional<String> known = reply.filter(text -> !text.equals(Replica.UNKNOWN));
            boolean notDone = known.filter(text -> text.startsWith("moved") || text.equals("unavailable"))
                    .isPresent();
            boolean nothingLearnt = known.isEmpty()
                    && line.filter(text -> text.startsWith("read ")).isPresent();
            if (line.isPresent() && !notDone && !nothingLearnt) {
                long end = known.isPresent() ? step : Long.MAX_VALUE;
                histories
                        .computeIfAbsent(key, _ -> new ArrayList<>())
                        .add(new Linearizability.Call(line.get(), start, end, known));
                known.filter(text -> text.startsWith("ok ")).ifPresent(text -> lastRead = text.substring(3));
            }
            line = Optional.empty();
        }
    }

    /** Runs a seed; returns the number of completed calls, or empty when some key has no legal order. */
    static Optional<Long> check(Path directory, Bug bug, long seed, int steps) {
        try {
            var histories =
                    new SimulatedCluster(directory, bug, seed).run(steps).values();
            return histories.stream().allMatch(Linearizability::holds)
                    ? Optional.of(histories.stream()
                            .flatMap(List::stream)
                            .filter(call -> call.reply().isPresent())
                            .count())
                    : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
