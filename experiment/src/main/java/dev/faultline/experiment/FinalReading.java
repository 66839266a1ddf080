package dev.faultline.experiment;

import dev.faultline.experiment.FinalReads.FinalRead;
import dev.faultline.workload.Generator;
import dev.faultline.workload.Reply;
import dev.faultline.workload.Request;
import dev.faultline.workload.Workload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SequencedMap;
import java.util.stream.IntStream;

/**
 * What one client does when all faults have ended: what the workload wants to be done then, and it reads its share of the keys
 * through its share of the nodes.
 *
 * <p>Each key is read through each node by one client. A read that fails is tried again until the limit; meanwhile the
 * others have their turns, so that a node or a key that is lost does not hide the rest.
 */
final class FinalReading {
    private final int client;
    private final WorkloadPlan plan;
    private final ClientSession session;
    private final Workload workload;
    private final Generator proper;
    private final Once<Optional<Asking>> afterwards;
    private final List<Read> reads = new ArrayList<>();
    private String node = FinalReads.ANY_NODE;
    private boolean unfinished;

    FinalReading(
            int client,
            WorkloadPlan plan,
            ClientSession session,
            Workload workload,
            Generator proper,
            Once<Optional<Asking>> afterwards) {
        this.client = client;
        this.plan = plan;
        this.session = session;
        this.workload = workload;
        this.proper = proper;
        this.afterwards = afterwards;
    }

    /** A key and a node, and how far it has come. */
    private static final class Read {
        final String node;
        final String name;
        final Request request;
        int attempts;
        long firstNanos = -1;
        long answeredNanos = -1;
        String failure = "";

        Read(String node, String name, Request request) {
            this.node = node;
            this.name = name;
            this.request = request;
        }
    }

    void run() throws InterruptedException {
        for (Request request : workload.byEachClient()) {
            Read read = new Read(FinalReads.ANY_NODE, FinalReads.ALL_KEYS, request);
            reads.add(read);
            readAll(List.of(new ArrayDeque<>(List.of(read))));
        }
        Optional<Asking> together = afterwards.get();
        if (together.isPresent()) {
            finish(together.get());
        }
        List<Deque<Read>> queues = session.canGoThrough(plan.nodes().getFirst()) ? shares() : List.of(allKeys());
        queues.forEach(reads::addAll);
        readAll(queues);
    }

    /** Does what all clients do together. */
    private void finish(Asking together) throws InterruptedException {
        Asking.Step step = Asking.Step.NOT_OK;
        while (step != Asking.Step.OVER && plan.nowNanos() < plan.limitNanos()) {
            step = session.connect() ? together.step(client, session, plan.limitNanos()) : Asking.Step.NOT_OK;
            if (step == Asking.Step.NOT_OK) {
                ClientSession.pause(ClientSession.RETRY_NANOS);
            }
        }
        unfinished = step != Asking.Step.OVER;
    }

    /** Returns whether what all clients do together was not over in time. */
    boolean isUnfinished() {
        return unfinished;
    }

    private List<Deque<Read>> shares() {
        List<Map.Entry<String, Request>> all = List.copyOf(last().entrySet());
        return IntStream.range(0, plan.nodes().size())
                .mapToObj(node -> share(node, all))
                .filter(share -> !share.isEmpty())
                .toList();
    }

    private Deque<Read> allKeys() {
        Deque<Read> all = new ArrayDeque<>();
        last().forEach((name, request) -> all.add(new Read(FinalReads.ANY_NODE, name, request)));
        return all;
    }

    /** Returns this client's part of the keys at a node: of nodes and clients, the more are dealt out to the fewer. */
    private Deque<Read> share(int node, List<Map.Entry<String, Request>> all) {
        int nodes = plan.nodes().size();
        int clients = plan.spec().clients();
        boolean mine = clients >= nodes ? client % nodes == node : node % clients == client;
        Deque<Read> share = new ArrayDeque<>();
        if (!mine) {
            return share;
        }
        int readers = clients >= nodes ? (clients - node + nodes - 1) / nodes : 1;
        int turn = clients >= nodes ? client / nodes : 0;
        for (int i = turn; i < all.size(); i += readers) {
            share.add(new Read(
                    plan.nodes().get(node), all.get(i).getKey(), all.get(i).getValue()));
        }
        return share;
    }

    private SequencedMap<String, Request> last() {
        return workload.atTheEnd(plan.spec().keyNames(), proper);
    }

    private void readAll(List<Deque<Read>> queues) throws InterruptedException {
        while (!isOver(queues)) {
            boolean allWell = true;
            for (Deque<Read> queue : queues) {
                allWell &= queue.isEmpty() || readOn(queue);
            }
            if (!allWell) {
                ClientSession.pause(ClientSession.RETRY_NANOS);
            }
        }
    }

    private boolean isOver(List<Deque<Read>> queues) {
        return plan.nowNanos() >= plan.limitNanos() || queues.stream().allMatch(Deque::isEmpty);
    }

    /** Reads what is left at one node, until something fails; that comes last the next time. */
    private boolean readOn(Deque<Read> queue) throws InterruptedException {
        String wanted = queue.getFirst().node;
        if (!wanted.equals(node)) {
            session.goThrough(wanted);
            node = wanted;
        }
        while (!queue.isEmpty() && plan.nowNanos() < plan.limitNanos()) {
            Read read = queue.removeFirst();
            if (!attempt(read)) {
                queue.addLast(read);
                return false;
            }
        }
        return true;
    }

    private boolean attempt(Read read) throws InterruptedException {
        read.attempts++;
        if (read.firstNanos < 0) {
            read.firstNanos = plan.nowNanos();
        }
        if (!session.connect()) {
            read.failure = "no connection";
            return false;
        }
        Reply reply = session.perform(read.request);
        switch (reply) {
            case Reply.Ok _, Reply.Records _ -> read.answeredNanos = plan.nowNanos();
            case Reply.Fail(String reason) -> read.failure = reason;
            case Reply.Unknown(String reason) -> read.failure = reason;
        }
        return read.answeredNanos >= 0;
    }

    /** Returns how far this client has come. */
    List<FinalRead> reads() {
        return reads.stream()
                .map(read -> new FinalRead(
                        client,
                        read.node,
                        read.name,
                        read.attempts,
                        time(read.firstNanos),
                        time(read.answeredNanos),
                        read.failure))
                .toList();
    }

    private static OptionalLong time(long nanos) {
        return nanos < 0 ? OptionalLong.empty() : OptionalLong.of(nanos);
    }
}
