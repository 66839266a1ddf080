package dev.faultline.examples.raft;

import dev.faultline.examples.Linearizability;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/** Clients that read and write one key, and what they saw of it. */
final class RegisterClients {
    private static final int CLIENTS = 4;

    private final RandomCluster cluster;
    private final List<Linearizability.Call> history = new ArrayList<>();
    private int values;

    RegisterClients(RandomCluster cluster) {
        this.cluster = cluster;
    }

    List<RandomCluster.Client> all() {
        return IntStream.range(0, CLIENTS)
                .<RandomCluster.Client>mapToObj(_ -> new Client())
                .toList();
    }

    List<Linearizability.Call> history() {
        return history;
    }

    private final class Client implements RandomCluster.Client {
        private Optional<String> line = Optional.empty();
        private CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        private String lastRead = Registers.NIL;
        private long start;

        @Override
        public void step() {
            if (line.isPresent()) {
                if (answer.isDone()) {
                    finish(answer.join());
                } else if (cluster.now() - start > 600) {
                    end();
                }
            } else if (cluster.random().nextInt(40) == 0) {
                String value = "" + ++values;
                String next = switch (cluster.random().nextInt(4)) {
                    case 0 -> "write k " + value;
                    case 1 -> "cas k " + lastRead + " " + value;
                    default -> "read k";
                };
                line = Optional.of(next);
                start = cluster.now();
                answer = cluster.ask(next);
            }
        }

        @Override
        public void end() {
            finish(Optional.empty());
        }

        private void finish(Optional<String> known) {
            boolean notDone = known.filter(text -> text.startsWith("moved") || text.equals("unavailable"))
                    .isPresent();
            boolean nothingLearnt = known.isEmpty()
                    && line.filter(text -> text.startsWith("read")).isPresent();
            if (line.isPresent() && !notDone && !nothingLearnt) {
                long end = known.isPresent() ? cluster.now() : Long.MAX_VALUE;
                history.add(new Linearizability.Call(line.get(), start, end, known));
                known.filter(text -> text.startsWith("ok ")).ifPresent(text -> lastRead = text.substring(3));
            }
            line = Optional.empty();
        }
    }
}
