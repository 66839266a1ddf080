package dev.faultline.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The transactions that run at this node. Guarded by the replica's monitor. */
final class Transactions {
    private final Replica replica;
    private final Store store;
    private final Bug bug;
    private final Random random;
    private final List<Transaction> running = new ArrayList<>();

    Transactions(Replica replica, Store store, Bug bug, Random random) {
        this.replica = replica;
        this.store = store;
        this.bug = bug;
        this.random = random;
    }

    Transaction begin(Command.Transact command) {
        synchronized (replica) {
            Transaction transaction = new Transaction(replica, store, this, bug, random, command);
            running.add(transaction);
            return transaction;
        }
    }

    /** All that is committed here. */
    Snapshot openSnapshot() {
        Set<Long> unseen = bug == Bug.LONG_FORK
                ? running.stream().flatMap(other -> other.commits().stream()).collect(Collectors.toSet())
                : Set.of();
        Snapshot snapshot = new Snapshot(store.applied(), unseen);
        store.open(snapshot);
        return snapshot;
    }

    /** Those whose steps this one could see before they commit. */
    Stream<Transaction> takingSteps(Transaction except) {
        return running.stream()
                .filter(other -> other != except && other.commits().isEmpty());
    }

    void end(Transaction transaction) {
        running.remove(transaction);
    }
}
