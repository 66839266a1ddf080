package dev.faultline.examples.lock;

import dev.faultline.examples.raft.RandomCluster;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

/**
 * Clients that take two locks in turn, and what must hold of the answers: nobody else is granted a lock while a lease lasts
 * by its holder's own count, tokens grow, a lease that lasts can be renewed and released, and what is written with a token is
 * not overwritten with a smaller one.
 *
 * <p>Each is checked when the answer arrives, against answers that had arrived before the request was sent.
 */
final class LockClients {
    private static final int CLIENTS = 4;

    private final RandomCluster cluster;
    private final int leaseSteps;
    private final List<Client> clients;
    private final List<String> broken = new ArrayList<>();
    private final TreeMap<String, Long> written = new TreeMap<>();
    private long lastToken;
    private int names;
    private int renewals;

    LockClients(RandomCluster cluster, int leaseSteps) {
        this.cluster = cluster;
        this.leaseSteps = leaseSteps;
        clients = IntStream.range(0, CLIENTS).mapToObj(_ -> new Client()).toList();
    }

    List<Client> all() {
        return clients;
    }

    /** What did not hold, if anything. */
    List<String> broken() {
        return broken;
    }

    /** The number of leases that were prolonged. */
    int renewals() {
        return renewals;
    }

    final class Client implements RandomCluster.Client {
        private String name = "c" + ++names;
        private String key = "";
        private String line = "";
        private CompletableFuture<Optional<String>> answer = new CompletableFuture<>();
        private long sent;
        private long tokensBefore;
        private long writtenBefore;
        private long token;
        private long leaseEnds;

        /** Until then nobody else may hold the lock. */
        private boolean holds(String lock) {
            return key.equals(lock) && token > 0 && cluster.now() < leaseEnds;
        }

        @Override
        public void step() {
            if (!line.isEmpty()) {
                if (answer.isDone()) {
                    finish(answer.join());
                } else if (cluster.now() - sent > 600) {
                    end();
                }
            } else if (cluster.random().nextInt(12) == 0) {
                ask();
            }
        }

        private void ask() {
            int choice = cluster.random().nextInt(8);
            if (token == 0) {
                key = "k" + cluster.random().nextInt(2);
                line = "acquire " + key + " " + name;
            } else if (choice < 3) {
                line = "renew " + key + " " + name;
            } else if (choice < 6) {
                // Also when the lease is over: who was stopped before writing does not know.
                line = cluster.random().nextBoolean()
                        ? "write " + key + " " + token + " " + name
                        : "read " + key + " " + token;
            } else {
                line = "release " + key + " " + name;
            }
            sent = cluster.now();
            tokensBefore = lastToken;
            writtenBefore = written.getOrDefault(key, 0L);
            if (line.startsWith("release")) {
                leaseEnds = Math.min(leaseEnds, sent);
            }
            answer = cluster.ask(line);
        }

        @Override
        public void end() {
            finish(Optional.empty());
        }

        private void finish(Optional<String> reply) {
            String asked = line;
            line = "";
            if (asked.isEmpty()) {
                return;
            }
            if (reply.isEmpty()) {
                name = "c" + ++names;
                token = 0;
                return;
            }
            String text = reply.get();
            boolean done = text.startsWith("ok");
            boolean refused = text.equals("fail");
            switch (asked.substring(0, asked.indexOf(' '))) {
                case "acquire" -> {
                    if (done) {
                        granted(Long.parseLong(text.substring(3)));
                    }
                }
                case "renew" -> {
                    must(!refused || cluster.now() >= leaseEnds, asked + " failed before the lease was over");
                    must(!done || othersThatHold() == 0, asked + " succeeded, and somebody else holds the lock");
                    if (done) {
                        renewals++;
                        leaseEnds = Math.max(leaseEnds, sent + leaseSteps);
                    }
                    token = refused ? 0 : token;
                }
                case "write", "read" -> {
                    must(!done || token >= writtenBefore, asked + " succeeded after token " + writtenBefore);
                    if (done) {
                        written.merge(key, token, Math::max);
                    }
                    token = refused ? 0 : token;
                }
                default -> token = done || refused ? 0 : token;
            }
        }

        private void granted(long newToken) {
            must(newToken > tokensBefore, name + " was granted token " + newToken + " after " + tokensBefore);
            must(othersThatHold() == 0, name + " was granted " + key + ", which somebody else holds");
            token = newToken;
            leaseEnds = sent + leaseSteps;
            lastToken = Math.max(lastToken, newToken);
        }

        private long othersThatHold() {
            return clients.stream()
                    .filter(other -> other != this && other.holds(key))
                    .count();
        }

        private void must(boolean holds, String otherwise) {
            if (!holds) {
                broken.add("step " + cluster.now() + ": " + otherwise);
            }
        }
    }
}
