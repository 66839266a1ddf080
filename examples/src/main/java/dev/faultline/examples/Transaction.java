package dev.faultline.examples;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

/**
 * A transaction on its way through a node: it opens a snapshot, takes its steps there one at a time, and asks the log to
 * commit what it changed.
 *
 * <p>Before each turn it waits a little without the replica's monitor, as for a disk that is slow. What others commit
 * meanwhile it does not see; if that touches one of its keys, {@link Store} turns it down.
 */
final class Transaction {
    private static final int STEP_MILLIS = 5;

    private final Replica replica;
    private final Store store;
    private final Transactions others;
    private final Bug bug;
    private final Random random;
    private final List<Step> steps;
    private final List<String> answers = new ArrayList<>();
    private final Deque<Command.Commit> commitsLeft = new ArrayDeque<>();
    private final List<Long> commits = new ArrayList<>();
    private Optional<Snapshot> snapshot = Optional.empty();
    private Operation operation;

    Transaction(Replica replica, Store store, Transactions others, Bug bug, Random random, Command.Transact command) {
        this.replica = replica;
        this.store = store;
        this.others = others;
        this.bug = bug;
        this.random = random;
        steps = command.steps();
        operation = replica.start(command);
    }

    /** Runs to the end on this thread; returns the line for the client, or {@link Replica#UNKNOWN}. */
    String run() throws InterruptedException {
        while (true) {
            replica.await(operation);
            Thread.sleep(1 + random.nextInt(STEP_MILLIS));
            Optional<String> reply = proceed();
            if (reply.isPresent()) {
                return reply.get();
            }
        }
    }

    /** Goes on by one step, if it need not wait for other nodes; returns the reply when it has ended. */
    Optional<String> proceed() {
        synchronized (replica) {
            Optional<String> outcome = replica.outcome(operation);
            if (outcome.isEmpty()) {
                return Optional.empty();
            }
            if (!outcome.get().equals("ok")) {
                boolean denied = bug == Bug.ABORTED_VISIBLE && outcome.get().equals(Replica.UNKNOWN);
                return end(denied ? "fail" : outcome.get());
            }
            if (snapshot.isEmpty()) {
                begin();
            } else if (answers.size() < steps.size()) {
                return take(steps.get(answers.size()));
            } else if (!commitsLeft.isEmpty()) {
                operation = replica.start(commitsLeft.remove());
                if (operation instanceof Operation.Updating updating) {
                    commits.add(updating.index());
                }
            } else {
                return end("ok " + String.join("; ", answers));
            }
            return Optional.empty();
        }
    }

    private void begin() {
        Snapshot seen = others.openSnapshot();
        snapshot = Optional.of(seen);
        operation = new Operation.Answered("ok");
        List<Step> changes = steps.stream().filter(Step::changes).toList();
        if (bug == Bug.TORN_TRANSACTION && changes.size() > 1) {
            Stream<Step> reads = steps.stream().filter(step -> !step.changes());
            commitsLeft.add(new Command.Commit(
                    seen.whole(),
                    Stream.concat(reads, changes.stream().limit(1)).toList()));
            changes.stream()
                    .skip(1)
                    .forEach(change -> commitsLeft.add(new Command.Commit(Long.MAX_VALUE, List.of(change))));
        } else if (!changes.isEmpty()) {
            commitsLeft.add(new Command.Commit(seen.whole(), steps));
        }
    }

    private Optional<String> take(Step step) {
        String value = valueOf(step.key());
        if (step instanceof Step.Append && !value.equals(Command.NIL) && !Step.isList(value)) {
            return end("fail " + step.key() + " is no list");
        }
        answers.add(step.answer(value));
        return Optional.empty();
    }

    /** What this transaction sees: its snapshot, and over it what it has changed itself. */
    private String valueOf(String key) {
        boolean latest = bug == Bug.NON_REPEATABLE_READ;
        String value = store.read(key, latest ? Snapshot.at(store.applied()) : snapshot.orElseThrow());
        Stream<Transaction> seen = bug == Bug.DIRTY_READ ? others.takingSteps(this) : Stream.empty();
        for (Transaction transaction : Stream.concat(seen, Stream.of(this)).toList()) {
            for (Step taken : transaction.steps.subList(0, transaction.answers.size())) {
                value = taken.key().equals(key) ? taken.after(value) : value;
            }
        }
        return value;
    }

    private Optional<String> end(String reply) {
        snapshot.ifPresent(store::close);
        others.end(this);
        return Optional.of(reply);
    }

    /** The indexes at which it is in the log. */
    List<Long> commits() {
        return Collections.unmodifiableList(commits);
    }
}
