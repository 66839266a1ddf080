package dev.faultline.examples.raft;

import dev.faultline.examples.raft.Message.Append;
import dev.faultline.examples.raft.Message.Heartbeat;
import dev.faultline.examples.raft.Message.Install;
import dev.faultline.examples.raft.Message.Order;
import dev.faultline.examples.raft.Message.OrderReply;
import dev.faultline.examples.raft.Message.Reply;
import dev.faultline.examples.raft.Message.Request;
import dev.faultline.examples.raft.Message.VoteReply;
import dev.faultline.examples.raft.Message.VoteRequest;
import java.util.Optional;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * The protocol of one server.
 *
 * <p>Every method takes the monitor; whatever may let somebody go on is announced by {@code notifyAll}. What a message or a
 * reply promises is on disk before the monitor is left. Only
 * {@link #awaitRequestFor} and {@link #execute} wait.
 *
 * <p>A <em>round</em> numbers what a leader sends: a peer that answers a request of round r has accepted the leader after
 * round r began. Each read begins a round and waits for a majority; a heartbeat is a round that nobody waits for.
 */
final class Replica {
    private static final int BATCH_ENTRIES = 64;
    private static final int UNCOMMITTED_ENTRIES = 1_024;
    private static final int PATIENCE_TICKS = 5;

    private final Settings settings;
    private final String id;
    private final Log log;
    private final Bug bug;
    private final Random random;
    private final Consumer<String> news;
    private final Peers peers;
    private final Autopilot autopilot;
    private final Machine machine;
    private final Prefix prefix;
    private final Waiting waiting;
    private Role role = Role.FOLLOWER;
    private String leader = "";
    private int patienceTicks;
    private int leaderlessTicks;
    private long round;
    private long quorumCheckRound;
    private long termStart;

    Replica(Settings settings, Log log, Machine machine, Random random, Consumer<String> news) {
        this.settings = settings;
        this.id = settings.id();
        this.log = log;
        this.bug = settings.bug();
        this.machine = machine;
        this.prefix = new Prefix(machine);
        this.random = random;
        this.news = news;
        this.peers = new Peers(id, settings.servers().keySet());
        this.waiting = new Waiting(bug);
        this.autopilot = new Autopilot(peers, settings.fewestMembers());
        prefix.restore(log.snapshot());
        renewPatience();
    }

    private SortedSet<String> members() {
        return log.configurationAt(log.lastIndex()).members().servers();
    }

    // --- time

    /** To be called about every 100 ms: a heartbeat of a leader, a step towards an election of the others. */
    synchronized void tick() {
        round++;
        leaderlessTicks++;
        patienceTicks--;
        boolean lostPatience = patienceTicks <= 0;
        if (lostPatience) {
            renewPatience();
        }
        if (role == Role.LEADER) {
            peers.all().values().forEach(peer -> peer.silentTicks++);
            if (lostPatience) {
                checkQuorum();
            }
            steer();
        } else if (lostPatience && members().contains(id)) {
            askWhetherToStand();
        }
        machine.tick(role == Role.LEADER).forEach(change -> put(new Command.Change(change)));
        notifyAll();
    }

    private void renewPatience() {
        patienceTicks = PATIENCE_TICKS + random.nextInt(PATIENCE_TICKS + 1);
    }

    /** A leader that hears no majority resigns, so that its clients look for another. */
    private void checkQuorum() {
        if (!confirmedSince(quorumCheckRound)) {
            stepDown("heard no majority");
        }
        quorumCheckRound = round;
    }

    private void steer() {
        if (role == Role.LEADER && mayChange()) {
            autopilot
                    .wish(log.configurationAt(log.lastIndex()).members(), prefix.applied())
                    .flatMap(this::membersAfter)
                    .ifPresent(this::put);
        }
    }

    // --- elections

    /** Asks first, so that a server that was cut off disturbs nobody with a later term when it comes back. */
    private void askWhetherToStand() {
        role = Role.PRE_CANDIDATE;
        leader = "";
        peers.reset(log.lastIndex());
        goOnIfElected();
    }

    private void goOnIfElected() {
        if (!peers.majority(members(), peer -> peer.granted)) {
            return;
        }
        if (role == Role.PRE_CANDIDATE) {
            role = Role.CANDIDATE;
            log.adopt(log.term() + 1, id);
            say("stands for election");
            peers.reset(log.lastIndex());
            goOnIfElected();
        } else {
            lead();
        }
    }

    private void lead() {
        role = Role.LEADER;
        leader = id;
        peers.reset(log.lastIndex());
        renewPatience();
        quorumCheckRound = ++round;
        termStart = log.lastIndex() + 1;
        say("leads from entry " + termStart + " on");
        if (bug != Bug.READ_BEFORE_NOOP) {
            put(new Command.Noop());
        }
    }

    private VoteReply vote(VoteRequest candidate) {
        boolean granted = candidate.pre()
                ? candidate.term() > log.term() && role != Role.LEADER && leaderlessTicks >= PATIENCE_TICKS - 1
                : candidate.term() == log.term()
                        && (log.vote().isEmpty() || log.vote().equals(candidate.candidate()));
        granted = granted && holdsAllOfMine(candidate);
        if (granted && !candidate.pre()) {
            log.adopt(log.term(), candidate.candidate());
            renewPatience();
        }
        return new VoteReply(log.term(), granted);
    }

    private boolean holdsAllOfMine(VoteRequest candidate) {
        return bug == Bug.VOTE_WITHOUT_LOG
                || candidate.lastTerm() > log.lastTerm()
                || (candidate.lastTerm() == log.lastTerm() && candidate.lastIndex() >= log.lastIndex());
    }

    /** A later term ends whatever this server was. */
    private void enter(long term) {
        if (term > log.term()) {
            log.adopt(term, "");
            stepDown("saw a later term");
        }
    }

    private void stepDown(String why) {
        if (role == Role.LEADER) {
            say("steps down: " + why);
        }
        role = Role.FOLLOWER;
        leader = "";
        waiting.giveUp();
    }

    // --- requests of peers

    /** Answers a peer; what the answer promises is on disk. */
    synchronized Reply handle(Request request) {
        Reply reply = switch (request) {
            case VoteRequest candidate -> {
                if (!candidate.pre()) {
                    enter(candidate.term());
                }
                yield vote(candidate);
            }
            case Order order -> {
                enter(order.term());
                yield order.term() < log.term() ? refuse(0) : follow(order);
            }
        };
        notifyAll();
        return reply;
    }

    private OrderReply accept(long index) {
        return new OrderReply(log.term(), true, index);
    }

    private OrderReply refuse(long index) {
        return new OrderReply(log.term(), false, index);
    }

    private OrderReply follow(Order order) {
        role = Role.FOLLOWER;
        leader = order.leader();
        leaderlessTicks = 0;
        renewPatience();
        return switch (order) {
            case Heartbeat heartbeat -> heartbeat(heartbeat);
            case Append append -> append(append);
            case Install install -> install(install.snapshot());
        };
    }

    private OrderReply heartbeat(Heartbeat heartbeat) {
        commit(heartbeat.committed());
        return accept(0);
    }

    private OrderReply append(Append append) {
        long index = append.previousIndex();
        if (index > log.lastIndex()) {
            return refuse(log.lastIndex());
        }
        if (index >= log.snapshot().index() && log.termAt(index) != append.previousTerm()) {
            return refuse(index - 1);
        }
        for (Entry entry : append.entries()) {
            index++;
            // What the snapshot stands for is committed and therefore the same. So may be the rest, if the request is a
            // late one: what agrees stays, with all that follows it.
            boolean agrees =
                    index <= log.snapshot().index() || (index <= log.lastIndex() && log.termAt(index) == entry.term());
            if (!agrees) {
                log.put(index, entry);
            }
        }
        log.sync();
        commit(Math.min(append.committed(), index));
        return accept(index);
    }

    private OrderReply install(Snapshot snapshot) {
        // A late one says nothing new.
        if (snapshot.index() > prefix.applied()) {
            log.startFrom(snapshot);
            prefix.restore(snapshot);
            say("has installed a snapshot up to entry " + snapshot.index());
        }
        return accept(snapshot.index());
    }

    // --- requests to peers

    /** Waits until there is something to tell a peer. */
    synchronized Outgoing awaitRequestFor(String server) throws InterruptedException {
        while (true) {
            Optional<Outgoing> outgoing = outgoingTo(server);
            if (outgoing.isPresent()) {
                return outgoing.get();
            }
            wait();
        }
    }

    /** What to tell a peer now, if anything. Asking again gives the same until the answer is in. */
    synchronized Optional<Outgoing> outgoingTo(String server) {
        return requestFor(server).map(request -> new Outgoing(request, round));
    }

    private Optional<Request> requestFor(String server) {
        Peer peer = peers.get(server);
        return switch (role) {
            case FOLLOWER -> Optional.empty();
            case PRE_CANDIDATE, CANDIDATE -> {
                if (peer.voted || !members().contains(server)) {
                    yield Optional.empty();
                }
                boolean pre = role == Role.PRE_CANDIDATE;
                long term = pre ? log.term() + 1 : log.term();
                yield Optional.of(new VoteRequest(term, id, pre, log.lastIndex(), log.lastTerm()));
            }
            case LEADER -> {
                // The first word of a leader is a short one: others stop looking for a leader before they get entries.
                boolean first = peer.confirmed == 0;
                if (!first && peer.next <= log.lastIndex()) {
                    yield Optional.of(entriesFor(peer));
                }
                yield first || peer.confirmed < round ? Optional.of(heartbeatFor(peer)) : Optional.empty();
            }
        };
    }

    /** A peer commits what it is told to; beyond what it is known to hold its log may be another. */
    private Heartbeat heartbeatFor(Peer peer) {
        return new Heartbeat(log.term(), id, Math.min(prefix.applied(), peer.held));
    }

    private Request entriesFor(Peer peer) {
        long previous = peer.next - 1;
        if (previous < log.snapshot().index()) {
            return new Install(log.term(), id, log.snapshot());
        }
        return new Append(
                log.term(),
                id,
                previous,
                log.termAt(previous),
                prefix.applied(),
                log.entries(peer.next, BATCH_ENTRIES));
    }

    /** Takes a peer's answer to a request of this server. */
    synchronized void onReply(String server, Outgoing sent, Reply reply) {
        enter(reply.term());
        Peer peer = peers.get(server);
        switch (reply) {
            case VoteReply vote
            when sent.request() instanceof VoteRequest asked && asks(asked) -> {
                peer.voted = true;
                peer.granted = vote.granted();
                goOnIfElected();
            }
            case OrderReply order
            when role == Role.LEADER && sent.request().term() == log.term() -> {
                peer.silentTicks = 0;
                peer.confirmed = Math.max(peer.confirmed, sent.round());
                if (!(sent.request() instanceof Heartbeat)) {
                    learn(peer, order);
                }
            }
            default -> {} // an answer to what this server no longer is
        }
        settle();
        notifyAll();
    }

    private boolean asks(VoteRequest asked) {
        return asked.pre()
                ? role == Role.PRE_CANDIDATE && asked.term() == log.term() + 1
                : role == Role.CANDIDATE && asked.term() == log.term();
    }

    private void learn(Peer peer, OrderReply reply) {
        if (reply.accepted()) {
            peer.held = Math.max(peer.held, reply.index());
            peer.next = peer.held + 1;
            commitWhatMajorityHolds();
        } else {
            peer.next = Math.max(1, Math.min(peer.next - 1, reply.index() + 1));
        }
    }

    // --- commitment

    private void put(Command.Logged command) {
        log.put(log.lastIndex() + 1, new Entry(log.term(), command));
        log.sync();
        commitWhatMajorityHolds();
    }

    private void commitWhatMajorityHolds() {
        long index = peers.reachedByMajority(members(), log.lastIndex(), peer -> peer.held);
        // An entry of an earlier term may be replaced although a majority holds it; one of this term protects it.
        if (index >= termStart) {
            commit(index);
        }
    }

    private void commit(long index) {
        while (prefix.applied() < index) {
            long next = prefix.applied() + 1;
            waiting.applied(next, prefix.apply(log.entry(next).command()));
        }
        if (prefix.applied() - log.snapshot().index() >= settings.snapshotEntries()) {
            long last = prefix.applied();
            log.startFrom(new Snapshot(
                    last, log.termAt(last), log.configurationAt(last).members(), prefix.state()));
        }
    }

    private boolean confirmedSince(long sinceRound) {
        return peers.majority(members(), peer -> peer.confirmed >= sinceRound);
    }

    // --- members

    /**
     * Whether the members may change now. Of two changes in a row majorities may miss each other, so the one is committed
     * before the next begins; and so is an entry of this term, which settles what became of the changes of earlier leaders.
     */
    private boolean mayChange() {
        boolean settled = bug == Bug.CHANGES_OVERLAP
                || log.configurationAt(log.lastIndex()).index() <= prefix.applied();
        return settled && prefix.applied() >= termStart;
    }

    /** The members after an {@code add} or {@code remove}; nothing if that is no change, or no leader's to do. */
    private Optional<Command.Members> membersAfter(Command change) {
        SortedSet<String> servers = new TreeSet<>(members());
        boolean changed = switch (change) {
            case Command.Add(String server) -> peers.all().containsKey(server) && servers.add(server);
            case Command.Remove(String server) -> !server.equals(id) && servers.remove(server);
            default -> false;
        };
        if (!changed) {
            return Optional.empty();
        }
        say(change.toString());
        return Optional.of(new Command.Members(servers));
    }

    // --- commands of clients

    /** Runs a command to its end; returns the line for the client, or {@link Waiting#UNKNOWN}. */
    String execute(Command command) {
        return start(command).join();
    }

    synchronized CompletableFuture<String> start(Command command) {
        if (role != Role.LEADER) {
            return answer(leader.isEmpty() ? "unavailable" : "moved " + leader);
        }
        if (log.lastIndex() - prefix.applied() >= UNCOMMITTED_ENTRIES) {
            return answer("unavailable");
        }
        CompletableFuture<String> answer = switch (command) {
            case Command.Read(String text) -> waiting.forRead(text, ++round);
            case Command.Logged logged -> propose(logged);
            case Command.Add _, Command.Remove _ -> change(command);
        };
        settle();
        notifyAll();
        return answer;
    }

    private static CompletableFuture<String> answer(String line) {
        return CompletableFuture.completedFuture(line);
    }

    private CompletableFuture<String> propose(Command.Logged command) {
        CompletableFuture<String> answer = waiting.forEntry(log.lastIndex() + 1);
        put(command);
        return answer;
    }

    private CompletableFuture<String> change(Command command) {
        return mayChange()
                ? membersAfter(command).map(this::propose).orElseGet(() -> answer("fail"))
                : answer("unavailable");
    }

    private void settle() {
        if (role == Role.LEADER) {
            waiting.answerReads(this::fresh, machine::answer);
        }
    }

    /** What earlier leaders acknowledged is applied here once this term has committed an entry. */
    private boolean fresh(long sinceRound) {
        boolean complete = bug == Bug.READ_BEFORE_NOOP || prefix.applied() >= termStart;
        return complete && (bug == Bug.READ_WITHOUT_QUORUM || confirmedSince(sinceRound));
    }

    private void say(String what) {
        news.accept(id + " term " + log.term() + ": " + what);
    }
}
