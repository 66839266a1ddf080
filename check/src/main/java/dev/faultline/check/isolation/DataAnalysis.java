package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Puts a history into the lattice of levels, as far as its dependencies decide. */
final class DataAnalysis {

    /** With more operations on registers, a weak level is decided alone, not the whole lattice. */
    private static final int LARGE = 250_000;

    private static final long BYTES_PER_EDGE = 20;
    private static final long BYTES_PER_NODE = 40;
    private static final long BYTES_PER_SEARCHED_NODE = 160;

    final Dependencies found;
    final Standing standing;
    private final Transactions history;
    private final IsolationLimits limits;
    private final OrderSearch search;
    private final WeakAnalysis weak;
    private int @Nullable [] serial;
    private Scope serialScope = Scope.REALTIME;

    DataAnalysis(Dependencies found, Standing standing, IsolationLimits limits) {
        this.found = found;
        this.standing = standing;
        this.limits = limits;
        history = found.history;
        search = new OrderSearch(this, limits);
        weak = new WeakAnalysis(found, standing, limits);
    }

    /** An order of commits that shows a weak level, if one was found. */
    int @Nullable [] commits(IsolationLevel level) {
        return weak.commits(level);
    }

    /** The widest scope that the history can be asked about. */
    Scope widest() {
        return history.timed() ? Scope.REALTIME : Scope.SESSION;
    }

    /** An order of all transactions that explains everything within a scope, if one was found. */
    int @Nullable [] serial(Scope scope) {
        return scope.compareTo(serialScope) <= 0 ? serial : null;
    }

    /** The search for an order of writes, if there was one. */
    OrderSearch search() {
        return search;
    }

    void run(IsolationLevel asked) {
        reserve((long) found.edges.size() + history.size(), BYTES_PER_NODE * found.nodes);
        limits.poll("it looked for one order of all transactions");
        found.anomalies.forEach(standing::shows);
        boolean lists = history.isOfLists();
        if (lists && found.anomalies.isEmpty() && explain()) {
            return;
        }
        boolean versioned = history.version.length > 0;
        if (!lists && versioned) {
            RegisterInference.addOverwrites(found);
            found.anomalies.forEach(standing::shows);
        }
        if (!lists && history.operations() > LARGE) {
            weak.decide(asked);
            if (!standing.isOpen(asked)) {
                return;
            }
        }
        if (!lists && !versioned) {
            if (found.anomalies.isEmpty() && found.undecided.isEmpty() && guess()) {
                return;
            }
            RegisterInference.addOverwrites(found);
        }
        cycles();
        weak.run();
        lostUpdates();
        if (!lists || !found.undecided.isEmpty()) {
            search.run(asked);
        }
        complete();
    }

    private void reserve(long edges, long bytesOfNodes) {
        long bytes = BYTES_PER_EDGE * edges + bytesOfNodes;
        if (bytes > limits.memoryBytes()) {
            throw new CheckStopped("the dependencies would take about %d bytes, more than the limit".formatted(bytes));
        }
    }

    /** The common case: nothing is wrong, and one order shows it for all levels. */
    private boolean explain() {
        EdgeList orders = new EdgeList();
        Orders.addSessions(found, orders);
        Graph graph = Graph.of(history.size(), found.nodes, found.edges, orders);
        serial = SerialOrder.of(graph, found, history.timed());
        if (serial != null) {
            standing.satisfies(new IsolationLevel(Guarantee.SERIALIZABLE, widest()));
            return true;
        }
        return false;
    }

    /** The same for registers, whose dependencies do not tell all of the order: one is tried out. */
    private boolean guess() {
        for (Scope scope : history.timed() ? List.of(Scope.REALTIME, Scope.SESSION) : List.of(Scope.SESSION)) {
            int[] order = SerialGuess.find(found, scope == Scope.REALTIME, limits);
            if (order != null) {
                serial = order;
                serialScope = scope;
                standing.satisfies(new IsolationLevel(Guarantee.SERIALIZABLE, scope));
                return scope == widest();
            }
        }
        return false;
    }

    /** The dependencies with sessions and real time. */
    Graph graph() {
        EdgeList orders = new EdgeList();
        Orders.addSessions(found, orders);
        int nodes = history.timed() ? Orders.addRealTime(found, orders, found.nodes) : found.nodes;
        return Graph.of(history.size(), nodes, found.edges, orders);
    }

    private void cycles() {
        List<Scope> scopes = new ArrayList<>(List.of(Scope.DATA, Scope.SESSION));
        if (history.timed()) {
            scopes.add(Scope.REALTIME);
        }
        Graph graph = graph();
        reserve(2L * graph.edges(), BYTES_PER_SEARCHED_NODE * graph.nodes);
        CycleAnalysis cycles = new CycleAnalysis(graph, new EdgeWords(history), scopes, limits);
        cycles.anomalies().forEach(standing::shows);
        for (IsolationLevel level : IsolationLevel.all()) {
            if (cycles.breaks(level)) {
                standing.violates(level);
            } else if (cycles.leavesOpen(level)) {
                standing.leavesOpen(level, "the search for a cycle with one anti-dependency reached its limit");
            }
        }
    }

    /** Whether the order of all writes is known. */
    private boolean isOrdered() {
        boolean ordered = found.undecided.isEmpty();
        for (int i = 0; i < found.writeKey.size(); i++) {
            ordered &= found.ordered[found.writeKey.get(i)];
        }
        return ordered;
    }

    private void lostUpdates() {
        for (Scope scope : List.of(Scope.DATA, Scope.SESSION)) {
            IsolationLevel level = new IsolationLevel(Guarantee.CURSOR_STABILITY, scope);
            Anomaly lost = found.updatesFirst.size() == 0 || !standing.isOpen(level)
                    ? null
                    : LostUpdates.find(found, scope, limits.edgesToVisit());
            if (lost != null) {
                standing.shows(lost);
            }
        }
    }

    /** Where the order of all writes that matters is known, a level without a broken rule holds. */
    private void complete() {
        boolean registers = !history.isOfLists() && !isOrdered();
        boolean ambiguous = !history.isOfLists() && !found.undecided.isEmpty();
        for (IsolationLevel level : IsolationLevel.all()) {
            boolean needsOrder = switch (level.guarantee()) {
                case READ_UNCOMMITTED, READ_COMMITTED -> ambiguous;
                case CURSOR_STABILITY, REPEATABLE_READ, SERIALIZABLE -> registers;
                default -> true;
            };
            if (level.scope().compareTo(widest()) > 0) {
                standing.leavesOpen(level, "the history has no times");
            } else if (needsOrder && !found.undecided.isEmpty()) {
                standing.leavesOpen(level, found.undecided);
            } else if (needsOrder && registers) {
                standing.leavesOpen(level, "the order of some writes is open");
            } else if (standing.isOpen(level) && standing.reason(level).equals(Standing.NOT_LOOKED_AT)) {
                standing.satisfies(level);
            }
        }
    }
}
