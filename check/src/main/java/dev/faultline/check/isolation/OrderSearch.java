package dev.faultline.check.isolation;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Decides serializability, snapshot isolation and prefix consistency where the order of some writes is open: is there
 * an order of them without a forbidden cycle?
 */
final class OrderSearch {

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
        for (Events events : Events.values()) {
            for (Scope scope : List.of(Scope.REALTIME, Scope.SESSION, Scope.DATA)) {
                decide(events, scope);
            }
        }
    }

    private void decide(Events events, Scope scope) {
        if (scope.compareTo(analysis.widest()) > 0) {
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

    private void solve(Events events, Scope scope, IsolationLevel level) {
        Dependencies found = analysis.found;
        Polygraph polygraph = polygraphs.get(events);
        if (polygraph == null) {
            polygraph = Polygraph.of(found, events != Events.PREFIX, limits);
            polygraphs.put(events, polygraph);
        }
        EdgeList orders = new EdgeList();
        int nodes = polygraph.nodes();
        if (scope == Scope.SESSION) {
            Orders.addSessions(found, orders);
        } else if (scope == Scope.REALTIME) {
            Orders.addSessions(found, orders);
            nodes = Orders.addRealTime(found, orders, nodes);
        }
        PairTheory theory = new PairTheory(polygraph, events, nodes);
        int[] cycle = theory.addCertain(polygraph.certain, orders);
        int[] core;
        if (cycle != null) {
            Contradiction contradiction = new Contradiction(theory, new Clauses(0, limits.memoryBytes()));
            contradiction.useEdges(cycle);
            core = contradiction.transactions();
        } else {
            core = new OrderSolver(theory, limits).solve();
        }
        if (core != null) {
            analysis.standing.shows(contradiction(events, scope, core));
        } else if (found.undecided.isEmpty() || found.history.isOfLists()) {
            schedules.put(level, schedule(theory));
            analysis.standing.satisfies(level);
        } else {
            analysis.standing.leavesOpen(level, found.undecided);
        }
    }

    private static Anomaly contradiction(Events events, Scope scope, int[] core) {
        AnomalyKind kind = switch (events) {
            case SERIAL -> AnomalyKind.SERIAL_CYCLE;
            case SNAPSHOT -> AnomalyKind.SNAPSHOT_CYCLE;
            case PREFIX -> AnomalyKind.PREFIX_CYCLE;
        };
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
        boolean[] happened = analysis.found.happened;
        int[] eventAt = new int[graph.nodes()];
        for (int v = 0; v < eventAt.length; v++) {
            eventAt[graph.place(v)] = v;
        }
        int[] order = Arrays.stream(eventAt)
                .filter(v -> theory.events().nodeOf(v) < happened.length
                        && happened[theory.events().nodeOf(v)])
                .toArray();
        return theory.events() == Events.SERIAL ? Schedule.serial(order) : Schedule.of(order);
    }
}
