package dev.faultline.examples;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * Three replicas, their links and five clients on one thread, with everything drawn from a seed: the order of events,
 * partitions of single directions, kills, power losses and lost connections. Ops are few, so that histories stay small.
 */
final class SimulatedCluster {
    /** Who asks the nodes for something. */
    interface Client {
        /** Begins a request, or looks whether there is an answer. */
        void step();

        /** Waits no more for an answer. */
        void giveUp();
    }

    private static final int NODES = 3;
    private static final int CLIENTS = 5;
    private static final int PAGE_BYTES = 64;

    final Random random;
    private final Path directory;
    private final Bug bug;
    private final List<Node> nodes = new ArrayList<>();
    private final List<Client> clients = new ArrayList<>();
    private final boolean[][] cut = new boolean[NODES][NODES];
    private long step;

    SimulatedCluster(Path directory, Bug bug, long seed, Function<SimulatedCluster, Client> newClient)
            throws IOException {
        this.directory = directory;
        this.bug = bug;
        random = new Random(seed);
        for (int i = 0; i < NODES; i++) {
            nodes.add(new Node(i));
        }
        IntStream.range(0, CLIENTS).forEach(_ -> clients.add(newClient.apply(this)));
    }

    void run(int steps) throws IOException {
        for (step = 0; step < steps; step++) {
            nodes.get(random.nextInt(NODES)).step();
            clients.get(random.nextInt(CLIENTS)).step();
            if (random.nextInt(600) == 0) {
                fault();
            }
        }
        for (Client client : clients) {
            client.giveUp();
        }
        for (Node node : nodes) {
            node.log.close();
        }
    }

    long now() {
        return step;
    }

    Node anyNode() {
        return nodes.get(random.nextInt(NODES));
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

    final class Node {
        private final int number;
        private final Wire[] wires = new Wire[NODES];
        private DurableLog log;
        private Replica replica;
        private Transactions transactions;
        private int lives;
        private int pausedSteps;

        Node(int number) throws IOException {
            this.number = number;
            log = DurableLog.open(folder(), bug);
            start();
        }

        private Path folder() {
            return directory.resolve("n" + number);
        }

        private void start() {
            Store store = new Store(bug);
            replica = new Replica("" + number, List.of("0", "1", "2"), log, store, bug, random, _ -> {});
            transactions = new Transactions(replica, store, bug, random);
            lives++;
            for (int peer = 0; peer < NODES; peer++) {
                wires[peer] = new Wire(this, peer);
            }
        }

        Replica replica() {
            return replica;
        }

        Transactions transactions() {
            return transactions;
        }

        /** How often it was started: a client of an earlier life is never answered. */
        int lives() {
            return lives;
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
            start();
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
}
