package dev.faultline.examples;

import dev.faultline.examples.Message.Append;
import dev.faultline.examples.Message.AppendReply;
import dev.faultline.examples.Message.Reply;
import dev.faultline.examples.Message.Request;
import dev.faultline.examples.Message.VoteReply;
import dev.faultline.examples.Message.VoteRequest;
import java.util.Collection;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * The protocol of one node.
 *
 * <p>Every method takes the monitor; whatever may let somebody go on is announced by {@code notifyAll}. Only the methods
 * whose names begin with {@code await} and {@link #execute} wait, for other threads of this node to make progress.
 *
 * <p>A <em>round</em> numbers what a primary sends: a peer that answers a request of round r has accepted the primary
 * after round r began. Each read begins a round and waits for a majority; a heartbeat is a round that nobody waits for.
 */
final class Replica {
    /** The fate of an update is not known: it may or may not be committed later. */
    static final String UNKNOWN = "unknown";

    private static final int BATCH_ENTRIES = 64;
    private static final int UNCOMMITTED_ENTRIES = 1_024;
    private static final int PATIENCE_TICKS = 5;

    private final String id;
    private final DurableLog log;
    private final Bug bug;
    private final Random random;
    private final Consumer<String> news;
    private final Peers peers;
    private final Store store;
    private Role role = Role.BACKUP;
    private String primary = "";
    private int patienceTicks;
    private long round;
    private long quorumCheckRound;
    private long epochStart;

    Replica(
            String id,
            Collection<String> members,
            DurableLog log,
            Store store,
            Bug bug,
            Random random,
            Consumer<String> news) {
        this.id = id;
        this.log = log;
        this.store = store;
        this.bug = bug;
        this.random = random;
        this.news = news;
        this.peers = new Peers(id, members);
        renewPatience();
    }

    // --- time

    /** To be called about every 100 ms: a heartbeat of a primary, a step towards an election of the others. */
    synchronized void tick() {
        round++;
        patienceTicks--;
        if (patienceTicks <= 0) {
            renewPatience();
            if (role == Role.PRIMARY) {
                checkQuorum();
            } else {
                standForElection();
            }
        }
        notifyAll();
    }

    private void renewPatience() {
        patienceTicks = PATIENCE_TICKS + random.nextInt(PATIENCE_TICKS + 1);
    }

    /** A primary that hears no majority resigns, so that its clients look for another. */
    private void checkQuorum() {
        if (!confirmedSince(quorumCheckRound)) {
            stepDown("heard no majority");
        }
        quorumCheckRound = round;
    }

    // --- elections

    private void standForElection() {
        role = Role.CANDIDATE;
        primary = "";
        log.adopt(log.epoch() + 1, id);
        say("stands for election");
        peers.reset(log.lastIndex());
        leadIfElected();
    }

    private void leadIfElected() {
        if (!peers.majority(peer -> peer.granted)) {
            return;
        }
        role = Role.PRIMARY;
        primary = id;
        epochStart = log.lastIndex() + 1;
        log.put(epochStart, new Entry(log.epoch(), new Command.Noop()));
        renewPatience();
        quorumCheckRound = ++round;
        say("is primary, log of " + epochStart + " entries");
    }

    private VoteReply vote(VoteRequest candidate) {
        boolean free = log.vote().isEmpty() || log.vote().equals(candidate.candidate());
        boolean granted =
                candidate.epoch() == log.epoch() && free && log.isHeldBy(candidate.lastEpoch(), candidate.lastIndex());
        if (granted) {
            log.adopt(log.epoch(), candidate.candidate());
            renewPatience();
        }
        return new VoteReply(log.epoch(), granted);
    }

    /** A message of a later epoch ends whatever this node was. */
    private void enterEpochOf(Message message) {
        if (message.epoch() > log.epoch()) {
            log.adopt(message.epoch(), "");
            stepDown("saw a later epoch");
        }
    }

    private void stepDown(String why) {
        if (role == Role.PRIMARY) {
            say("steps down: " + why);
        }
        role = Role.BACKUP;
        primary = "";
    }

    // --- requests of peers

    /** Answers a peer; what the answer promises is on disk. */
    synchronized Reply handle(Request request) {
        enterEpochOf(request);
        Reply reply = switch (request) {
            case VoteRequest candidate -> vote(candidate);
            case Append append -> append(append);
        };
        notifyAll();
        return reply;
    }

    private AppendReply append(Append request) {
        if (request.epoch() < log.epoch()) {
            return new AppendReply(log.epoch(), false, 0);
        }
        if (role == Role.PRIMARY) {
            throw new IllegalStateException("another primary in my epoch: " + request.primary());
        }
        role = Role.BACKUP;
        primary = request.primary();
        renewPatience();
        long index = request.previousIndex();
        if (index > log.lastIndex()) {
            return new AppendReply(log.epoch(), false, log.lastIndex());
        }
        if (log.epochAt(index) != request.previousEpoch()) {
            return new AppendReply(log.epoch(), false, index - 1);
        }
        index = log.merge(index, request.entries(), store.applied());
        log.syncEntries();
        commit(Math.min(request.committed(), index));
        return new AppendReply(log.epoch(), true, index);
    }

    // --- requests to peers

    /** What to tell a peer now, if anything. Asking again gives the same until the answer is in. */
    synchronized Optional<Outgoing> requestFor(String peer) {
        Progress progress = peers.get(peer);
        if (role == Role.PRIMARY && (progress.confirmed < round || progress.next <= log.lastIndex())) {
            return Optional.of(new Outgoing(appendFor(progress), round));
        }
        if (role == Role.CANDIDATE && !progress.voted) {
            long last = log.lastIndex();
            return Optional.of(new Outgoing(new VoteRequest(log.epoch(), id, log.epochAt(last), last), round));
        }
        return Optional.empty();
    }

    private Append appendFor(Progress progress) {
        long previous = progress.next - 1;
        return new Append(
                log.epoch(),
                id,
                previous,
                log.epochAt(previous),
                store.applied(),
                log.entries(progress.next, BATCH_ENTRIES));
    }

    /** Waits until there is something to tell a peer. */
    synchronized Outgoing awaitRequestFor(String peer) throws InterruptedException {
        return awaitPresent(() -> requestFor(peer));
    }

    /** Takes a peer's answer to a request of this node. */
    synchronized void onReply(String peer, Outgoing sent, Reply reply) {
        enterEpochOf(reply);
        boolean current = sent.request().epoch() == log.epoch() && reply.epoch() == log.epoch();
        Progress progress = peers.get(peer);
        switch (reply) {
            case VoteReply vote
            when current && role == Role.CANDIDATE -> {
                progress.voted = true;
                progress.granted = vote.granted();
                leadIfElected();
            }
            case AppendReply append
            when current && role == Role.PRIMARY -> {
                progress.confirmed = Math.max(progress.confirmed, sent.round());
                if (append.accepted()) {
                    progress.held = Math.max(progress.held, append.index());
                    progress.next = progress.held + 1;
                    commitWhatMajorityHolds();
                } else {
                    progress.next = Math.max(1, Math.min(progress.next - 1, append.index() + 1));
                }
            }
            default -> {} // an answer to what this node no longer is
        }
        notifyAll();
    }

    // --- commitment

    /** Waits until entries of this node are not on disk yet. */
    synchronized void awaitUnsynced() throws InterruptedException {
        while (log.durableIndex() == log.lastIndex()) {
            wait();
        }
    }

    /** To be called after the log has been synced. */
    synchronized void onSynced() {
        if (role == Role.PRIMARY) {
            commitWhatMajorityHolds();
        }
        notifyAll();
    }

    private void commitWhatMajorityHolds() {
        long index = peers.heldByMajority(log.durableIndex());
        // An entry of an earlier epoch may be replaced although a majority holds it; one of mine protects it.
        if (index > store.applied() && log.epochAt(index) == log.epoch()) {
            commit(index);
        }
    }

    private void commit(long index) {
        while (store.applied() < index) {
            store.apply(log.entry(store.applied() + 1).update());
        }
    }

    /** Whether a majority has accepted this node as primary after the round began. */
    boolean confirmedSince(long sinceRound) {
        return bug == Bug.TWO_PRIMARIES || peers.majority(peer -> peer.confirmed >= sinceRound);
    }

    // --- commands of clients

    /** Runs a command to its end; returns the line for the client, or {@link #UNKNOWN}. */
    synchronized String execute(Command command) throws InterruptedException {
        return await(start(command));
    }

    /** Waits for the end of an operation. */
    synchronized String await(Operation operation) throws InterruptedException {
        return awaitPresent(() -> outcome(operation));
    }

    private <T> T awaitPresent(Supplier<Optional<T>> what) throws InterruptedException {
        while (true) {
            Optional<T> present = what.get();
            if (present.isPresent()) {
                return present.get();
            }
            wait();
        }
    }

    /** Begins a command; of a transaction, what must be waited for before its snapshot is taken. */
    synchronized Operation start(Command command) {
        if (role != Role.PRIMARY) {
            if (bug == Bug.STALE_READ && command instanceof Command.Read(String key)) {
                return new Operation.Answered("ok " + store.read(key));
            }
            if (bug == Bug.LONG_FORK && command instanceof Command.Transact transact && transact.readsOnly()) {
                return new Operation.Answered("ok");
            }
            return new Operation.Answered(primary.isEmpty() ? "unavailable" : "moved " + primary);
        }
        if (log.lastIndex() - store.applied() >= UNCOMMITTED_ENTRIES) {
            return new Operation.Answered("unavailable");
        }
        notifyAll();
        return switch (command) {
            case Command.Read(String key) -> new Operation.Reading(key, log.epoch(), ++round);
            case Command.Transact _ -> new Operation.Beginning(log.epoch(), ++round);
            case Command.Update update -> {
                long index = log.lastIndex() + 1;
                log.put(index, new Entry(log.epoch(), update));
                yield new Operation.Updating(log.epoch(), index);
            }
        };
    }

    /** The reply when it is known. */
    synchronized Optional<String> outcome(Operation operation) {
        return switch (operation) {
            case Operation.Answered(String reply) -> Optional.of(reply);
            case Operation.Updating(long epoch, long index) -> {
                if (index <= store.applied() && log.epochAt(index) == epoch) {
                    yield Optional.of(store.reply(index));
                }
                yield leads(epoch) ? Optional.empty() : Optional.of(UNKNOWN);
            }
            case Operation.Reading(String key, long epoch, long since) ->
                whenFresh(epoch, since, () -> "ok " + store.read(key));
            case Operation.Beginning(long epoch, long since) ->
                bug == Bug.STALE_SNAPSHOT ? Optional.of("ok") : whenFresh(epoch, since, () -> "ok");
        };
    }

    /** Answers when the store has all that anybody acknowledged before the round began. */
    private Optional<String> whenFresh(long epoch, long sinceRound, Supplier<String> answer) {
        if (!leads(epoch)) {
            return Optional.of("unavailable");
        }
        // What earlier primaries acknowledged is applied here once this epoch has committed an entry.
        boolean fresh = store.applied() >= epochStart && confirmedSince(sinceRound);
        return fresh ? Optional.of(answer.get()) : Optional.empty();
    }

    private boolean leads(long epoch) {
        return role == Role.PRIMARY && log.epoch() == epoch;
    }

    private void say(String what) {
        news.accept(id + " epoch " + log.epoch() + ": " + what);
    }
}
