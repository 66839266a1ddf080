package dev.faultline.check.isolation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Decides what depends on the order of writes where the order of some is open: is there one without a forbidden cycle?
 * Clauses are learned ({@link OrderSolver}) where all cycles of a graph are forbidden, as for serializability, snapshot
 * isolation, prefix consistency and cursor stability; where some are, as for consistent view, all orders are tried
 * ({@link ViewSearch}).
 */
final class OrderSearch {

    private static final List<Scope> SCOPES = List.of(Scope.REALTIME, Scope.SESSION, Scope.DATA);

    private final DataAnalysis analysis;
    private final IsolationLimits limits;
    private final Map<Events, Polygraph> polygraphs = new EnumMap<>(Events.class);
    private final Map<IsolationLevel, Schedule> schedules = new java.util.LinkedHashMap<>();

    OrderSearch(DataAnalysis analysis, IsolationLimits limits) {
        this.analysis = analysis;
        this.limits = limits;
    }

    /** A schedule that shows the level, if the search found one that does. */
    @Nullable
    Schedule schedule(IsolationLevel level) {
        return schedules.entrySet().stream()
                .filter(entry -> entry.getKey().implies(level))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Decides all levels that are open and can be decided so, what was asked for first. */
    void run(IsolationLevel asked) {
        for (Events events : Events.values()) {
            if (events.guarantee() == asked.guarantee()
                    || (events == Events.SERIAL && asked.guarantee() == Guarantee.REPEATABLE_READ)) {
                decide(events, asked.scope());
            }
        }
        if (asked.guarantee() == Guarantee.CONSISTENT_VIEW
                || asked.guarantee() == Guarantee.PARALLEL_SNAPSHOT_ISOLATION) {
            decideViews(asked.scope());
        }
        for (Events events : Events.values()) {
            SCOPES.forEach(scope -> decide(events, scope));
        }
        SCOPES.forEach(this::decideViews);
    }

    private void decide(Events events, Scope scope) {
        // Who loses an update of a list is known without a search: see LostUpdates.
        boolean inVain = events == Events.CURSOR && (analysis.found.history.isOfLists() || scope == Scope.REALTIME);
        if (inVain || scope.compareTo(analysis.widest()) > 0) {
            return;
        }
        decide(events, scope, new IsolationLevel(events.guarantee(), scope));
        if (events == Events.SERIAL) {
            // Without predicates it forbids the same cycles, but not all that serializability does beside them.
            decide(events, scope, new IsolationLevel(Guarantee.REPEATABLE_READ, scope));
        }
    }

    private void decide(Events events, Scope scope, IsolationLevel level) {
        if (!analysis.standing.isOpen(level)) {
            return;
        }
        try {
            solve(events, scope, level);
        } catch (CheckStopped stopped) {
            analysis.standing.leavesOpen(level, String.valueOf(stopped.getMessage()));
        }
    }

    private Polygraph polygraph(Events events) {
        Polygraph polygraph = polygraphs.get(events);
        if (polygraph == null) {
            polygraph = Polygraph.of(analysis.found, events != Events.PREFIX, limits);
            polygraphs.put(events, polygraph);
        }
        return polygraph;
    }

    /** Adds what the scope says of the order of transactions; returns the number of nodes with those that it needs. */
    private int addOrders(Scope scope, EdgeList orders, int nodes) {
        if (scope != Scope.DATA) {
            Orders.addSessions(analysis.found, orders);
        }
        return scope == Scope.REALTIME ? Orders.addRealTime(analysis.found, orders, nodes) : nodes;
    }

    /** Both differ only in what needs no order of writes. */
    private void decideViews(Scope scope) {
        Standing standing = analysis.standing;
        IsolationLevel view = new IsolationLevel(Guarantee.CONSISTENT_VIEW, scope);
        IsolationLevel parallel = new IsolationLevel(Guarantee.PARALLEL_SNAPSHOT_ISOLATION, scope);
        if (scope.compareTo(analysis.widest()) > 0 || (!standing.isOpen(view) && !standing.isOpen(parallel))) {
            return;
        }
        try {
            Polygraph polygraph = polygraph(Events.SERIAL);
            EdgeList orders = new EdgeList();
            int nodes = addOrders(scope, orders, polygraph.nodes());
            int[] order = ViewSearch.order(polygraph, orders, nodes, limits);
            if (order == null) {
                standing.shows(contradiction(AnomalyKind.VIEW_CYCLE, scope, happened()));
                return;
            }
            Schedule schedule = Schedule.serial(transactions(order));
            for (IsolationLevel level : List.of(parallel, view)) {
                if (standing.isOpen(level)) {
                    shown(level, schedule);
                }
            }
        } catch (CheckStopped stopped) {
            standing.leavesOpen(view, String.valueOf(stopped.getMessage()));
            standing.leavesOpen(parallel, String.valueOf(stopped.getMessage()));
        }
    }

    private int[] happened() {
        boolean[] happened = analysis.found.happened;
        return IntStream.range(0, happened.length).filter(t -> happened[t]).toArray();
    }

    private void shown(IsolationLevel level, Schedule schedule) {
        if (analysis.found.undecided.isEmpty() || analysis.found.history.isOfLists()) {
            schedules.put(level, schedule);
            analysis.standing.satisfies(level);
        } else {
            analysis.standing.leavesOpen(level, analysis.found.undecided);
        }
    }

    private void solve(Events events, Scope scope, IsolationLevel level) {
        Polygraph polygraph = polygraph(events);
        EdgeList orders = new EdgeList();
        int nodes = addOrders(scope, orders, polygraph.nodes());
        PairTheory theory = new PairTheory(polygraph, events, nodes);
        int[] cycle = theory.addCertain(polygraph.certain, orders);
        int[] core;
        if (cycle != null) {
            Contradiction contradiction = new Contradiction(theory, new Clauses(0, limits.memoryBytes()), limits);
            contradiction.useEdges(cycle);
            core = contradiction.transactions();
        } else {
            core = new OrderSolver(theory, limits).solve();
        }
        if (core != null) {
            analysis.standing.shows(contradiction(kind(events), scope, core));
        } else {
            shown(level, schedule(theory));
        }
    }

    private static AnomalyKind kind(Events events) {
        return switch (events) {
            case SERIAL -> AnomalyKind.SERIAL_CYCLE;
            case CURSOR -> AnomalyKind.CURSOR_CYCLE;
            case SNAPSHOT -> AnomalyKind.SNAPSHOT_CYCLE;
            case PREFIX -> AnomalyKind.PREFIX_CYCLE;
        };
    }

    private static Anomaly contradiction(AnomalyKind kind, Scope scope, int[] core) {
        List<Integer> transactions = Arrays.stream(core).boxed().toList();
        return new Anomaly(
                kind,
                scope,
                transactions,
                List.of(),
                "Whatever the order of writes among %d transactions, a cycle remains.".formatted(core.length));
    }

    private Schedule schedule(PairTheory theory) {
        AcyclicGraph graph = theory.graph();
        int[] eventAt = new int[graph.nodes()];
        for (int v = 0; v < eventAt.length; v++) {
            eventAt[graph.place(v)] = v;
        }
        return theory.events().areWhole()
                ? Schedule.serial(transactions(eventAt))
                : Schedule.of(Arrays.stream(eventAt)
                        .filter(v -> took(theory.events().nodeOf(v)))
                        .toArray());
    }

    /** Those of the nodes that are transactions that took effect. */
    private int[] transactions(int[] nodes) {
        return Arrays.stream(nodes).filter(this::took).toArray();
    }

    private boolean took(int node) {
        boolean[] happened = analysis.found.happened;
        return node < happened.length && happened[node];
    }
}
