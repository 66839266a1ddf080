package dev.faultline.examples;

import dev.faultline.examples.SimulatedCluster.Node;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/** Runs transactions over three registers and two lists of a simulated cluster, and notes what came of them. */
final class TransactionClient implements SimulatedCluster.Client {
    private static final List<String> REGISTERS = List.of("x", "y", "z");
    private static final List<String> LISTS = List.of("a", "b");
    private static final int PATIENCE_STEPS = 900;

    private final SimulatedCluster cluster;
    private final Random random;
    private final AtomicInteger values;
    private final List<Serializability.Call> history;
    private Optional<Transaction> transaction = Optional.empty();
    private List<Step> steps = List.of();
    private Node server;
    private int life;
    private long start;

    private TransactionClient(SimulatedCluster cluster, AtomicInteger values, List<Serializability.Call> history) {
        this.cluster = cluster;
        this.values = values;
        this.history = history;
        random = cluster.random;
        server = cluster.anyNode();
    }

    @Override
    public void step() {
        if (transaction.isEmpty()) {
            if (random.nextInt(20) == 0) {
                begin();
            }
        } else if (server.lives() != life || cluster.now() - start > PATIENCE_STEPS) {
            giveUp();
        } else if (random.nextInt(3) == 0) {
            transaction.get().proceed().ifPresent(this::answered);
        }
    }

    private void begin() {
        boolean readsOnly = random.nextInt(3) == 0;
        boolean lists = random.nextBoolean();
        steps = IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(_ -> step(lists, readsOnly || random.nextBoolean()))
                .toList();
        start = cluster.now();
        server = cluster.anyNode();
        life = server.lives();
        Command command = Command.parse("txn " + Step.join(steps));
        transaction = Optional.of(server.transactions().begin((Command.Transact) command));
    }

    private Step step(boolean list, boolean read) {
        List<String> keys = list ? LISTS : REGISTERS;
        String key = keys.get(random.nextInt(keys.size()));
        if (read) {
            return new Step.Read(key);
        }
        String value = "" + values.incrementAndGet();
        return list ? new Step.Append(key, value) : new Step.Write(key, value);
    }

    private void answered(String reply) {
        if (reply.equals(Replica.UNKNOWN)) {
            giveUp();
            return;
        }
        if (reply.startsWith("ok ")) {
            history.add(new Serializability.Call(steps, start, cluster.now(), Optional.of(reply)));
        }
        transaction = Optional.empty();
    }

    @Override
    public void giveUp() {
        if (transaction.isPresent() && steps.stream().anyMatch(Step::changes)) {
            history.add(new Serializability.Call(steps, start, Long.MAX_VALUE, Optional.empty()));
        }
        transaction = Optional.empty();
    }

    /** Runs a seed; returns what was answered ok, and what is not known. */
    static List<Serializability.Call> history(Path directory, Bug bug, long seed, int steps) {
        List<Serializability.Call> history = new ArrayList<>();
        AtomicInteger values = new AtomicInteger();
        try {
            new SimulatedCluster(directory, bug, seed, cluster -> new TransactionClient(cluster, values, history))
                    .run(steps);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return history;
    }
}
