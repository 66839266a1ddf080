package dev.faultline.check.isolation;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which guarantees the cycles of a dependency graph break, and a shortest cycle of each kind.
 *
 * <p>A guarantee that forbids a family of cycles is decided by strongly connected components alone, in linear time, so
 * that no search under a limit is between the history and its verdict. The exception is G-single: if the search for a
 * short one ends without, {@link SingleAntiDependency} decides.
 */
final class CycleAnalysis {

    private final Graph graph;
    private final EdgeSentences words;
    private final long edgesToVisit;
    private final List<Anomaly> anomalies = new ArrayList<>();
    private final Map<Guarantee, Set<Scope>> broken = new EnumMap<>(Guarantee.class);
    private final Set<Scope> openScopes = EnumSet.noneOf(Scope.class);

    CycleAnalysis(Graph all, EdgeSentences words, List<Scope> scopes, IsolationLimits limits) {
        this.words = words;
        edgesToVisit = limits.edgesToVisit();
        Automaton everything = Automaton.over(-1);
        graph = all.within(Components.of(all, everything));
        for (Scope scope : scopes) {
            limits.poll("it looked for cycles");
            analyse(scope);
        }
    }

    List<Anomaly> anomalies() {
        return anomalies;
    }

    boolean breaks(IsolationLevel level) {
        return broken.entrySet().stream()
                .anyMatch(entry -> level.guarantee().implies(entry.getKey())
                        && entry.getValue().stream()
                                .anyMatch(scope -> level.scope().compareTo(scope) >= 0));
    }

    /** Whether the search had to give up before it could tell. */
    boolean leavesOpen(IsolationLevel level) {
        return openScopes.stream().anyMatch(scope -> level.scope().compareTo(scope) >= 0)
                && level.guarantee().implies(Guarantee.CONSISTENT_VIEW)
                && !breaks(level);
    }

    private void analyse(Scope scope) {
        int orders = scope.edges();
        int dependencies = EdgeKind.WW.bit() | EdgeKind.WR.bit() | orders;
        Automaton serial = Automaton.over(dependencies | EdgeKind.RW.bit());
        Components whole = check(Guarantee.REPEATABLE_READ, scope, serial);
        if (whole.count() == 0) {
            return;
        }
        Components writes = check(Guarantee.READ_UNCOMMITTED, scope, Automaton.over(EdgeKind.WW.bit() | orders));
        Components reads = check(Guarantee.READ_COMMITTED, scope, Automaton.over(dependencies));
        Automaton snapshot = Automaton.snapshots(orders);
        Components snapshots = check(Guarantee.SNAPSHOT_ISOLATION, scope, snapshot);
        Automaton prefix = Automaton.prefixes(orders);
        Components prefixes = check(Guarantee.PREFIX, scope, prefix);
        search(CycleShape.of(AnomalyKind.G0, scope), writes, 1);
        search(CycleShape.of(AnomalyKind.G1C, scope), reads, 1);
        single(CycleShape.of(AnomalyKind.G_SINGLE, scope), snapshots);
        search(CycleShape.of(AnomalyKind.G_NONADJACENT, scope), snapshots, 2);
        search(CycleShape.of(AnomalyKind.G2, scope), whole, 1);
        int ww = EdgeKind.WW.bit() | orders;
        unnamed(CycleShape.any(AnomalyKind.G0, scope, EdgeKind.WW, Automaton.over(ww)), writes);
        unnamed(CycleShape.any(AnomalyKind.G1C, scope, EdgeKind.WR, Automaton.over(dependencies)), reads);
        unnamed(CycleShape.any(AnomalyKind.PREFIX_CYCLE, scope, EdgeKind.RW, prefix), prefixes);
        unnamed(CycleShape.any(AnomalyKind.SNAPSHOT_CYCLE, scope, EdgeKind.RW, snapshot), snapshots);
        unnamed(CycleShape.any(AnomalyKind.SERIAL_CYCLE, scope, EdgeKind.RW, serial), whole);
    }

    /** A guarantee that is broken, but by no cycle found so far: the first one that closes, whatever its length. */
    private void unnamed(CycleShape shape, Components components) {
        IsolationLevel level = new IsolationLevel(shape.kind.forbiddenBy(), shape.scope);
        if (components.count() == 0 || anomalies.stream().anyMatch(anomaly -> anomaly.violates(level))) {
            return;
        }
        ShortestCycle search = new ShortestCycle(graph, shape, components, shape.automaton.states, edgesToVisit);
        for (int candidate : search.candidates()) {
            int[] cycle = search.through(candidate);
            if (cycle != null) {
                keep(shape, cycle);
                return;
            }
        }
    }

    private Components check(Guarantee guarantee, Scope scope, Automaton automaton) {
        Components components = Components.of(graph, automaton);
        if (components.count() > 0) {
            broken.computeIfAbsent(guarantee, _ -> EnumSet.noneOf(Scope.class)).add(scope);
        }
        return components;
    }

    private void search(CycleShape shape, Components components, int states) {
        if (components.count() > 0) {
            keep(shape, new ShortestCycle(graph, shape, components, states, edgesToVisit).find());
        }
    }

    private void single(CycleShape shape, Components snapshots) {
        if (snapshots.count() == 0) {
            return;
        }
        ShortestCycle search = new ShortestCycle(graph, shape, snapshots, 2, edgesToVisit);
        int[] cycle = search.find();
        if (cycle == null && !search.complete()) {
            int[] candidates = search.candidates();
            int[] sources = new int[candidates.length];
            for (int i = 0; i < sources.length; i++) {
                sources[i] = graph.sourceOf(candidates[i]);
            }
            Integer closing = new SingleAntiDependency(graph, shape.scope, 64 * edgesToVisit).find(candidates, sources);
            if (closing == null) {
                openScopes.add(shape.scope);
            } else if (closing >= 0) {
                broken.computeIfAbsent(Guarantee.CONSISTENT_VIEW, _ -> EnumSet.noneOf(Scope.class))
                        .add(shape.scope);
                cycle = search.through(closing);
            }
        }
        keep(shape, cycle);
    }

    private void keep(CycleShape shape, int @Nullable [] cycle) {
        if (cycle == null) {
            return;
        }
        List<Anomaly.Edge> edges = edges(cycle);
        anomalies.add(anomaly(shape.kind, shape.scope, edges));
        broken.computeIfAbsent(shape.kind.forbiddenBy(), _ -> EnumSet.noneOf(Scope.class))
                .add(shape.scope);
        List<EdgeKind> kinds = edges.stream().map(Anomaly.Edge::kind).toList();
        if (shape.scope == Scope.DATA
                && shape.kind == AnomalyKind.G2
                && kinds.equals(List.of(EdgeKind.RW, EdgeKind.RW))) {
            anomalies.add(anomaly(AnomalyKind.WRITE_SKEW, shape.scope, edges));
        }
        if (shape.scope == Scope.DATA && kinds.equals(List.of(EdgeKind.RW, EdgeKind.WR, EdgeKind.RW, EdgeKind.WR))) {
            anomalies.add(anomaly(AnomalyKind.LONG_FORK, shape.scope, edges));
        }
    }

    static Anomaly anomaly(AnomalyKind kind, Scope scope, List<Anomaly.Edge> edges) {
        String sentence = edges.stream()
                .map(edge -> "T%d -%s-> T%d".formatted(edge.from(), edge.kind().word(), edge.to()))
                .collect(Collectors.joining(", ", "A cycle: ", "."));
        return new Anomaly(kind, scope, edges.stream().map(Anomaly.Edge::from).toList(), edges, sentence);
    }

    private List<Anomaly.Edge> edges(int[] cycle) {
        return edges(graph, cycle, words);
    }

    /** The cycle between transactions: knots left out, and a way through several of one order as one step. */
    static List<Anomaly.Edge> edges(Graph graph, int[] cycle, EdgeSentences words) {
        List<Anomaly.Edge> edges = new ArrayList<>();
        for (int i = 0; i < cycle.length; i++) {
            int from = graph.sourceOf(cycle[i]);
            EdgeKind kind = graph.kindOf(cycle[i]);
            int key = graph.key[cycle[i]];
            while (graph.to[cycle[i]] >= graph.transactions) {
                i++;
                if (graph.kindOf(cycle[i]) != EdgeKind.PASS) {
                    throw new IllegalStateException("a knot is left by " + graph.kindOf(cycle[i]));
                }
            }
            int to = graph.to[cycle[i]];
            boolean order = kind == EdgeKind.SESSION || kind == EdgeKind.REALTIME;
            if (order && !edges.isEmpty() && edges.getLast().kind() == kind) {
                from = edges.removeLast().from();
            }
            edges.add(new Anomaly.Edge(from, to, kind, words.reason(from, to, kind, key)));
        }
        return edges;
    }
}
