package dev.faultline.examples;

import dev.faultline.examples.SimulatedCluster.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Reads, writes and compares-and-sets keys of a simulated cluster, and notes what came of it. */
final class RegisterClient implements SimulatedCluster.Client {
    private static final List<String> KEYS = List.of("x", "y");

    private final SimulatedCluster cluster;
    private final Random random;
    private final AtomicInteger values;
    private final Map<String, List<Linearizability.Call>> histories;
    private Optional<String> line = Optional.empty();
    private Operation operation = new Operation.Answered("");
    private Node server;
    private int life;
    private String key = "";
    private String lastRead = Command.NIL;
    private long start;

    private RegisterClient(
            SimulatedCluster cluster, AtomicInteger values, Map<String, List<Linearizability.Call>> histories) {
        this.cluster = cluster;
        this.values = values;
        this.histories = histories;
        random = cluster.random;
        server = cluster.anyNode();
    }

    @Override
    public void step() {
        if (line.isEmpty()) {
            if (random.nextInt(40) == 0) {
                begin();
            }
        } else if (server.lives() != life || cluster.now() - start > 600) {
            giveUp();
        } else {
            server.replica().outcome(operation).ifPresent(reply -> finish(Optional.of(reply)));
        }
    }

    private void begin() {
        key = KEYS.get(random.nextInt(KEYS.size()));
        String value = "" + values.incrementAndGet();
        String next = switch (random.nextInt(5)) {
            case 0 -> "write " + key + " " + value;
            case 1 -> "cas " + key + " " + lastRead + " " + value;
            case 2 -> random.nextInt(3) == 0 ? "delete " + key : "put " + key + " " + value;
            default -> "read " + key;
        };
        line = Optional.of(next);
        start = cluster.now();
        server = cluster.anyNode();
        life = server.lives();
        operation = server.replica().start(Command.parse(next));
    }

    @Override
    public void giveUp() {
        finish(Optional.empty());
    }

    private void finish(Optional<String> reply) {
        Optional<String> known = reply.filter(text -> !text.equals(Replica.UNKNOWN));
        boolean notDone = known.filter(text -> text.startsWith("moved") || text.equals("unavailable"))
                .isPresent();
        boolean nothingLearnt =
                known.isEmpty() && line.filter(text -> text.startsWith("read ")).isPresent();
        if (line.isPresent() && !notDone && !nothingLearnt) {
            long end = known.isPresent() ? cluster.now() : Long.MAX_VALUE;
            histories
                    .computeIfAbsent(key, _ -> new ArrayList<>())
                    .add(new Linearizability.Call(line.get(), start, end, known));
            known.filter(text -> text.startsWith("ok ")).ifPresent(text -> lastRead = text.substring(3));
        }
        line = Optional.empty();
    }

    /** Runs a seed; returns the number of completed calls, or empty when some key has no legal order. */
    static Optional<Long> check(Path directory, Bug bug, long seed, int steps) {
        Map<String, List<Linearizability.Call>> histories = new TreeMap<>();
        AtomicInteger values = new AtomicInteger();
        try {
            new SimulatedCluster(directory, bug, seed, cluster -> new RegisterClient(cluster, values, histories))
                    .run(steps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return histories.values().stream().allMatch(Linearizability::holds)
                ? Optional.of(histories.values().stream()
                        .flatMap(List::stream)
                        .filter(call -> call.reply().isPresent())
                        .count())
                : Optional.empty();
    }
}
